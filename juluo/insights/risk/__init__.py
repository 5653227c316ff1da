"""Who may go quiet and is worth a message: a possibility, never a fact about anybody."""
