"""Layouts remembered for a client."""
