"""What colleagues and members do with question sessions, each a verb."""
