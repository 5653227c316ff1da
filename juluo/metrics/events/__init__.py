"""What events brought: counted from what the desk records of them."""
