"""How a weaker memory counts beside the rules."""

import pytest

from worker.matching.recall import supported
from worker.shapes.memory import Recollection

FIELDS = [("spend", 0.6), ("net_cost", 0.3)]


def test_a_memory_that_proposes_nothing_changes_nothing():
    assert supported(FIELDS, 0.1, Recollection(None, 0.0, "")) == (FIELDS, 0.1)


def test_support_raises_its_field_and_lowers_the_others():
    fields, left_open = supported(FIELDS, 0.1, Recollection("net_cost", 0.7, ""))
    chances = dict(fields)
    assert chances["net_cost"] > 0.6 > chances["spend"]
    assert left_open < 0.1
    assert sum(chances.values()) + left_open == pytest.approx(1)


def test_the_chance_of_a_rejected_field_goes_to_leaving_it_open():
    fields, left_open = supported(FIELDS, 0.1, Recollection(None, 0.0, "", frozenset({"spend"})))
    assert dict(fields) == {"net_cost": 0.3}
    assert left_open == pytest.approx(0.7)


def test_a_rejected_field_is_not_supported_either():
    fields, _ = supported(FIELDS, 0.1, Recollection("spend", 0.7, "", frozenset({"spend"})))
    assert "spend" not in dict(fields)


def test_what_is_certain_already_stays_so():
    assert supported([("spend", 1.0)], 0.0, Recollection("spend", 0.7, "")) == ([("spend", 1.0)], 0.0)
