"""Dates as plans write them."""
