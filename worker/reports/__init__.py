"""What people read of the memory."""
