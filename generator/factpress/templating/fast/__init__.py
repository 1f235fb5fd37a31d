"""The compiled fast path for templates; deletable without changing a site."""
