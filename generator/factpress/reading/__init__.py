"""From files to a catalog: front matter, bodies, schema checks, cross-links."""
