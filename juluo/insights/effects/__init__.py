"""What an event did: people active, held against what would have been without it."""
