"""What colleagues and members do with check-in programmes, each a verb."""
