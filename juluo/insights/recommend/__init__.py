"""What a member may like to take part in: threads that go with what they took part in, alive now, with the reason."""
