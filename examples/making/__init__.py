"""Makes the example plans: a flat truth, written the way that people and platforms write plans."""
