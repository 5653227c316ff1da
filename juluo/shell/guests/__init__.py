"""Members on the portal: who opened it from the group's link, and which account in the ledger is theirs."""
