"""What the numbers mean: causes of a change, what is unusual, who comes back."""
