"""The JSON of `diff`."""

from __future__ import annotations

import json

from tests.worker.writers.test_difference_book import DIFFERENCE
from worker.wire import json as wire_json
from worker.wire.differences import difference_answer


def test_the_answer() -> None:
    answer = json.loads(wire_json.encode(difference_answer(DIFFERENCE, settled=False)))
    assert answer["settled"] is False
    assert answer["lines"] == {"old": 5, "new": 6, "added": 1, "gone": 0, "changed": 1, "split": 0, "merged": 0, "moved": 0}  # fmt: skip
    assert answer["totals"][0]["difference"] == -20.0
    assert answer["changes"][0]["fields"] == [{"field": "placement", "old": "Feed", "new": "Reels"}]
    assert answer["changes"][1]["old"] is None and answer["changes"][1]["new"]["row"] == 12
