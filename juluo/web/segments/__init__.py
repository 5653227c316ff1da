"""What the pages of segments take and show."""
