"""Sessions of questions and answers: asked and voted for on the portal, answered live, told afterwards as a digest."""
