"""What colleagues decide about questions: who answers, when to look again, what was answered elsewhere; the FAQ."""
