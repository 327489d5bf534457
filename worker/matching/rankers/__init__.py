"""What ranks the fields for a header."""
