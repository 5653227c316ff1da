"""What is held about one person: shown, given to them as a file, and erased everywhere."""
