"""Files of what was said, read into lines: subtitles, plain text, Word documents, JSON of speech recognisers."""
