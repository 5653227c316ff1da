"""What colleagues say about what messages were read as, and which words they look out for. Lower tier."""
