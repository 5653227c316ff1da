"""Where the ledger lies: one Delta table, a register of names, and indexes that can always be made again."""
