"""The evidence lock: its lines, its checks, its signature."""
