"""The theme: its assets, palette, checks and overrides."""
