"""Passages and documents: where a quotation is, and whether it is fair."""
