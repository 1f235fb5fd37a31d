"""Passages and documents: where a quotation stands, and what that shows."""
