"""From source columns to fields: memory, then rules, then the model; each gets what the one before left open."""
