"""What operators keep: one Django app a record. Apps know nothing of one another."""
