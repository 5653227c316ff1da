"""What colleagues do with interviews, each a verb: role checked, written down, audited, at once."""
