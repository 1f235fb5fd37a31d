"""Frozen values: cards, settings, evidence, problems, addresses. No input or output."""
