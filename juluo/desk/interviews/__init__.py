"""访谈: whom colleagues talk to and by which guide, what was said with whose consent, and what of it is quoted."""
