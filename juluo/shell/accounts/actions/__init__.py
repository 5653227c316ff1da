"""Everything that changes accounts, as verbs: each checks who asks, writes, and notes it in the audit log."""
