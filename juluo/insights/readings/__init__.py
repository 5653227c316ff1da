"""What a community's messages were read as: listed, counted, and repeated again and again."""
