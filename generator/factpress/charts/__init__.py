"""Timelines, networks, lineage and matrices as SVG."""
