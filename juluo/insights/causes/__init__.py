"""Why a number changed: the change in parts that add up to it, and the part that explains most."""
