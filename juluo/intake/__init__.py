"""From a file to the ledger: sniff, read, check, merge, append, and a receipt that accounts for everything."""
