"""What the pages of questions show: what waits, who may know, what is asked again and again."""
