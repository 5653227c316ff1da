"""What the pages of members ask and show: the directory, one person, who is one person."""
