"""Amounts by period, and lines as rows of one period each."""
