"""What each row of a sheet is."""
