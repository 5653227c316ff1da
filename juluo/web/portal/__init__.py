"""The members' pages: what each of them shows, whose browser is whose, and what is held of a guest."""
