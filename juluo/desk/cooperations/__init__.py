"""What was agreed with members who do something for the community; and who wants no recommendations."""
