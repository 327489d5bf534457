"""The static tier: what the field knows, read from the data folders `templates/` and `knowledge/`."""
