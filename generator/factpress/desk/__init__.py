"""What writers use: preview and reference."""
