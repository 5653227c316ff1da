"""What was decided to be done: a line of a report's plan with an owner and a date, until it is done or dropped."""
