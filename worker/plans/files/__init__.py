"""Files into grids."""
