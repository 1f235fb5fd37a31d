"""The first steps: a new publication, new cards, saved copies, cards that move, a check-up."""
