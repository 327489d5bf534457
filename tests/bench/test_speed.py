"""What a header that nobody has seen asks of Python, counted in calls: a rule must not ask every column anew."""

from __future__ import annotations

import json
import sys

from bench.speed import header_rows
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.matching.work import Question
from worker.shapes.mapping import SourceColumn

MOST_CALLS = 300
"""A column's calls of Python functions; 271 when this was written, by the same rows as `bench.speed header`."""


def test_a_header_never_seen_takes_few_calls() -> None:
    rows = header_rows(31, 20, True, ()).splitlines()
    tables = [tuple(SourceColumn(column["name"]) for column in json.loads(row)["columns"]) for row in rows]
    cascade = Cascade(load_template())
    cascade.suggest_many([Question(tables[0])])
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        cascade.suggest_many([Question(table) for table in tables[1:]])
    finally:
        sys.setprofile(before)
    assert calls / 600 < MOST_CALLS
