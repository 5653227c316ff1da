"""A language model's drafts: what it may be told, and what it made of it."""
