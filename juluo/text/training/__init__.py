"""How the weights that ship are made: lines of our own, licensed lines, and the fit. `make models` runs it."""
