"""Headers and vocabulary as words."""
