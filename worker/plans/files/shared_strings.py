"""The start of a workbook's table of texts: how many it claims to hold, and whether it declares entities.

The texts themselves are calamine's to read, which makes room for as many as it claims.
"""

from __future__ import annotations

import re

from worker.plans.files.markup import refuse_entities
from worker.plans.files.preflight import damaged

LOOKED_AT = 4_096
SHORTEST = 5
"""Bytes of `<si/>`."""
HARMLESS = 100_000
"""Texts for which there may be room in vain: some writers count carelessly."""
_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["'](\d{1,40})["']""")


def check(start: bytes, size: int) -> None:
    """Refuse a table of *size* bytes, beginning with *start*, that claims far more texts than it can hold."""
    head = start[:LOOKED_AT].replace(b"\0", b"")  # in UTF-16 every other byte is one
    if b"<!DOCTYPE" in head:
        refuse_entities()
    claim = _COUNT.search(head)
    if claim and int(claim[1]) > HARMLESS + size // SHORTEST:
        raise damaged()
