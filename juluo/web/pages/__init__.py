"""One file a page, found by walking this folder (docs/how-to-add/page.md)."""
