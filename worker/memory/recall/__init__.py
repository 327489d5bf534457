"""What memory answers."""
