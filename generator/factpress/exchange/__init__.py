"""The formats that leave: feeds of changes, evidence as data."""
