"""Saved copies of sources, read into documents: text, kinds of runs, speakers' labels."""
