"""What each app shows on the members' pages, one module an app."""
