"""The key, where it is kept, and how it is changed."""
