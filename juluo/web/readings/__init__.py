"""What the pages of readings show: what messages were read as."""
