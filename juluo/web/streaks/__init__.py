"""What the pages of check-ins take and show."""
