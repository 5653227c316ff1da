"""Communities as the operator makes them and what is agreed for each."""
