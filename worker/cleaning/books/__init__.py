"""The books: what became of each number of a plan, and what of it nothing explains."""
