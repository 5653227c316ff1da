"""What colleagues decide about needs: which are kept, how they are called, how they stand, who was told."""
