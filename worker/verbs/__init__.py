"""What one verb of the service needs."""
