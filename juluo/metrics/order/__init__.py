"""Flags and decisions: how much order costs."""
