"""How long a test waits for what must come: a bound for a hung test, never a measure of speed."""

from __future__ import annotations

PATIENCE = 120.0
"""Seconds; a machine whose cores are busy with something else takes its time."""
