"""What the pages of metrics are asked and show."""
