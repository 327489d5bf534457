"""Copies, mirrors, recovery."""
