"""Events: planned, opened for sign-up, held, closed and thought over; who signed up, who came, what it cost."""
