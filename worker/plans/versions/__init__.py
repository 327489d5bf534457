"""Several versions of one plan."""
