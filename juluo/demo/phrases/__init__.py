"""What the members of the simulated community say: templates with slots, all invented for it."""
