"""Who works here: accounts, roles in each community, the second step of signing in, tokens, the audit log."""
