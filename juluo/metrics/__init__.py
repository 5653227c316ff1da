"""Every number of Juluo, each defined once."""
