"""The engine on closed files."""
