"""What happened in a community: entries and their kinds, periods and days, people. No database, no web."""
