"""What the palette and the search page find: pages, communities, metrics, reports by date, channels, members."""
