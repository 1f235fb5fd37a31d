"""The formats for programs: schema.org, feeds, datasets, citations, annotations, sitemap."""
