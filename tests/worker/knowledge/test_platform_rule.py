"""One demand of a platform: what it measures, who stands for it, how it is stored."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from worker.errors import UsageError
from worker.knowledge.platform_rule import PlatformRule, from_data, has_form, size
from worker.knowledge.platform_rules import from_model
from worker.knowledge.templates import load_template

TYPES = {field.name: field.type for field in load_template().fields}


def rule(kind: str, field: str = "clicks", **more: object) -> PlatformRule:
    return PlatformRule("DV360", kind, field, **more)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("longest", "abc", 3),
        ("longest", "été", 3),
        ("longest", "\u5e83\u544a", 2),
        ("longest_bytes", "été", 5),
        ("longest_bytes", "\u5e83\u544a", 6),
        ("longest_wide", "été", 3),
        ("longest_wide", "a\u5e83\u544a", 5),
        ("without", "a b", 0),
        ("without", "a\nb\n", 2),
    ],
)
def test_a_name_is_measured_as_its_platform_does(kind: str, text: str, found: int) -> None:
    assert size(rule(kind, characters="\n"), text) == found


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("digits", "23842839283920"),
        ("digits", "123, 456; 789"),
        ("digits", "c:120210"),
        ("digits", "urn:li:sponsoredCampaign:120210"),
        ("digits", "tbc"),
        ("digits", "to come"),
        ("digits", "12345 (tbc)"),
        ("uuid", "01234567-89ab-cdef-0123-456789abcdef"),
        ("base36", "18ce54d4x5t"),
        ("base36", "120210"),
    ],
)
def test_an_id_is_left_alone(form: str, text: str) -> None:
    assert has_form(form, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("digits", "2.38E+16"),
        ("digits", "12a"),
        ("digits", "123, 45x"),
        ("uuid", "12345"),
        ("base36", "18-ce"),
    ],
)
def test_what_is_no_id_of_that_form(form: str, text: str) -> None:
    assert not has_form(form, text)


def test_who_vouches_decides_how_loud_a_rule_is() -> None:
    shipped = rule("longest", limit=3.0, checked="2026-01-01")
    assert shipped.severity == "warning" and replace(shipped, checked=None).severity == "note"
    assert rule("needs", origin="user").severity == "warning"
    quiet = rule("quotient", other="impressions", by="reach", checked="2026-01-01")
    assert quiet.severity == "note" and replace(quiet, pinned=True).severity == "warning"
    model = rule("needs", origin="model")
    assert model.severity == "note" and replace(model, pinned=True).severity == "warning"


def test_a_models_rules_keep_their_provenance_and_survive_json() -> None:
    said = [
        {
            "kind": "longest",
            "field": "notes",
            "other": None,
            "limit": 50.0,
            "sentence": "s",
            "source": "their docs",
        }
    ]
    (made,) = from_model("FB", said, "claude-x", date(2026, 5, 3), TYPES)
    assert (made.platform, made.origin, made.author) == ("Meta", "model", "claude-x, 2026-05-03")
    assert made.source == "their docs" and made.severity == "note"
    assert from_data(json.loads(json.dumps(made.as_data()))) == made
    pinned = replace(made, pinned=True)
    assert from_data(pinned.as_data()) == pinned


def test_what_a_person_reads_says_who_stands_for_a_rule() -> None:
    read = rule("longest", limit=3.0, source="The docs", checked="2026-01-01")
    assert read.vouched == "The docs, read on 2026-01-01"
    assert "not verified" in replace(read, checked=None).vouched
    model = replace(read, origin="model", author="claude-x, 2026-05-03")
    assert model.vouched == "claude-x, 2026-05-03 said so, nobody has confirmed it"
    assert "confirmed by a person" in replace(model, pinned=True).vouched
    told = model.as_dict()
    assert (told["code"], told["severity"]) == ("dv360-longest-clicks", "note")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "needs", "field": "notes"},
        {"kind": "needs", "origin": "model"},
        {"x": 1, "origin": "user"},
    ],
)
def test_what_was_stored_and_is_no_rule_is_refused(data: dict) -> None:
    with pytest.raises(UsageError):
        from_data(data)
