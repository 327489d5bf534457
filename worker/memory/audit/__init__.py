"""The audit with its chain."""
