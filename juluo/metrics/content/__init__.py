"""What is written, how conversations run, and how long they live."""
