"""Reports as pages and files: composed, written in, signed, taken away."""
