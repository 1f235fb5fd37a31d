"""What writers use: preview, quoting, and the reference of front matter."""
