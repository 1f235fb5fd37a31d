"""One module per kind of page: which pages exist, their template, their context."""
