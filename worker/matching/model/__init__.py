"""The model's part of matching."""
