"""Which accounts operators decided are one person's, and which are not. The ties themselves are in the ledger."""
