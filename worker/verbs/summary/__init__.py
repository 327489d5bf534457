"""What an export comes to: raw data added up for people."""
