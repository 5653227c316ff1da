"""Words for people, Chinese first: one gettext catalogue, and the forms that numbers take in sentences."""
