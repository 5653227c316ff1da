"""The desk in the browser: settings, routes, the process that serves them, and one file a page."""
