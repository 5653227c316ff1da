"""What every page stands on: who is here and what they may do, work in the background, the way to the ledger."""
