"""Period columns and their days."""
