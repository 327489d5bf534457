"""The block above the table."""
