"""What colleagues and members do with events, each a verb: role checked, written down, told to the ledger, at once."""
