"""Ways to say nothing in a cell: '-', 'n/a', 'н/д'."""

from __future__ import annotations

import re

LONGEST = 20
"""Characters; longer texts are no way to say nothing."""
_BLANK = re.compile(
    r"(?:[-–—−‒―_./\\*·•~\s]*|n\.?\s?/?\\?\s?[ab]\.?|nan|null|none|nil|nd|н/д|нет|k\.?\s?a\.?|entfällt|s/o|無|无|なし|없음|#n/?a|not (?:applicable|available))",
    re.IGNORECASE,
)


def is_blank(text: str) -> bool:
    """Whether *text* stands for no value: '', '-', 'n/a'."""
    return len(text) <= LONGEST and _BLANK.fullmatch(text.strip()) is not None
