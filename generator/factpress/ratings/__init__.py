"""The rules of ratings: the needs of each, origins and copies of sources, dates."""
