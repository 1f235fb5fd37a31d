"""From files to a catalog: front matter, bodies, field checks, cross-links."""
