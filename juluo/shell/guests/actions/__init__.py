"""Everything that changes the portal and its guests, as verbs."""
