import sys
from pathlib import Path

# The mishaps that bench/alarms.py puts into real exports are put into invented ones here.
sys.path.append(str(Path(__file__).parents[3] / "bench"))
