"""The names of the user's own document, beside the service, over the same parts."""
