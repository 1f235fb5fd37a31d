"""Passages and documents: where a quotation is, and what that shows."""
