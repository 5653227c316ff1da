"""What the pages of question sessions show."""
