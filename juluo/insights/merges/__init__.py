"""Which accounts may be one person: suggestions with their evidence, to be decided by an operator."""
