"""A simulated community with planted, known effects: something to try Juluo on, and something to test it against."""
