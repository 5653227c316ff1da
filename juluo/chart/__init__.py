"""Charts as frozen specs, and the SVG that reports carry."""
