"""What is unusual in a community's days, and its likely cause."""
