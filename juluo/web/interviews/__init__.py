"""What the pages of interviews share, and which of them wait today."""
