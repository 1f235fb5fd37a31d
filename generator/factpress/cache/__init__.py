"""What a build keeps for the next one: cards, inputs, results."""
