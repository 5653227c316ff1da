"""What colleagues decide about questions: who answers, when to look again, what is none; and the FAQ."""
