"""A walk of what plans say of their amounts: each sign, in each language, through each door by which it may come in."""
