"""`python -m juluo.text.training [FOLDER]`: makes the weights that ship."""

import sys
from pathlib import Path

from juluo.text.training.shipped import make
from juluo.text.weights import HERE

if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
