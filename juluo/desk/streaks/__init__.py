"""Check-in programmes: who came on which of their days, and how many in a row."""
