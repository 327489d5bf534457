"""A walk of numeric columns of plans: which are volumes, and which are none, in each language."""
