"""The village and its plants stand in bench/, where `python bench/causes.py` prints their figures."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "bench"))
