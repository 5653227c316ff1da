"""Who speaks, how much, and whether they come back."""
