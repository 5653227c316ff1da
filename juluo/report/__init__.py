"""The operations report: its frozen shape, what goes into it, and how it is rendered."""
