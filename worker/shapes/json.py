"""JSON as it comes from outside: what a key holds is known to whoever asked for it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
