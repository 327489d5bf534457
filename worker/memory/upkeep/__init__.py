"""Daily and weekly tasks."""
