"""Everything that changes draws, as verbs."""
