"""What members need: needs found in threads, topics that are new, threads that many people are in."""
