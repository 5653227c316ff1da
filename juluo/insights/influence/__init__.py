"""Whom others listen to: several measures side by side, each with a rank and an interval, never one score."""
