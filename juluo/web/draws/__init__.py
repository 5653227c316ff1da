"""What the pages of draws take and show, and who is in a draw."""
