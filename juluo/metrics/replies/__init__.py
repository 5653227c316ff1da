"""Who asks, and who is answered."""
