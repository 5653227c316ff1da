"""Feedback: what members said about the community, what became of it, and who was told."""
