"""Numbers before the names of a table's columns: '1. Channel', '2. Publisher', '3. Format'.

One number alone may belong to the name: '2. Rate' is a second instalment. Several that stand before different names count
the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from worker.text import normalise

LEAST_NUMBERED = 3
"""Columns of different numbers and names that show them to be numbered."""
_NUMBER = re.compile(r"\s*\(?(\d{1,2})\s*(?:[.:]|\))\s*(?=[^\W\d])")


def names_without_numbers(headers: Iterable[str]) -> dict[str, str]:
    """The headers that begin with the number of their column, each with its name alone.

    >>> names_without_numbers(["1. Channel", "2. Publisher", "3. Format", "Notes"])
    {'1. Channel': 'Channel', '2. Publisher': 'Publisher', '3. Format': 'Format'}
    """
    numbered = {header: match for header in headers if (match := _NUMBER.match(header))}
    if len(numbered) < LEAST_NUMBERED:
        return {}
    names = {header: header[match.end() :] for header, match in numbered.items()}
    numbers_of: dict[str, set[str]] = {}
    for header, match in numbered.items():
        numbers_of.setdefault(normalise(names[header]), set()).add(match[1])
    # '1. Rate' and '2. Rate' are two things, and not one in two places.
    alone = {name: numbers for name, numbers in numbers_of.items() if len(numbers) == 1}
    if len(alone) < LEAST_NUMBERED or len(set().union(*alone.values())) < LEAST_NUMBERED:
        return {}
    return {header: name for header, name in names.items() if normalise(name) in alone}
