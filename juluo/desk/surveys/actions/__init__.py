"""What colleagues and members do with surveys, each a verb: role checked, written down, at once."""
