"""The plan's own totals against what the raw data adds up to."""
