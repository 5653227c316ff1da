"""Questions: which wait and how long, who could answer them, and which are asked again and again."""
