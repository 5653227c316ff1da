"""Segments that colleagues keep: a name, a rule, whose it is."""
