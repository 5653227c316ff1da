"""Who comes back, who is worth a message and when, and how long newcomers stay."""
