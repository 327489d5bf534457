"""The dynamic tier: what people decided, with its evidence. Only this folder speaks SQL."""
