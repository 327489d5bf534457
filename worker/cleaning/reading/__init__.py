"""A mapped table read: its lines, a column at a time, with what could not be read."""
