"""Writes the generated parts of docs/ from the program itself."""
