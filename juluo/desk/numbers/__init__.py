"""What colleagues keep beside the numbers: notes on days, and views they come back to."""
