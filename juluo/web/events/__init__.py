"""What the pages of events take and show, at the desk and at the door."""
