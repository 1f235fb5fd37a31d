"""The Markdown dialect, its HTML and its limits."""
