"""The server that shows writers their site as they write."""
