"""factpress: a static-site generator for fact-check publications."""

__version__ = "0.1.0"
