"""One known cause of failure a file."""
