"""Everything that is done with feedback, as verbs."""
