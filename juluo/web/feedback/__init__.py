"""What the pages of feedback take and show."""
