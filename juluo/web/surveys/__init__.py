"""What the pages of surveys take and show: the builder, the answers, the results."""
