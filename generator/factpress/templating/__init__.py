"""The Jinja environment: templates, messages, links."""
