"""Exports on their way into the ledger: brought in pieces, looked at, imported by a job, taken back."""
