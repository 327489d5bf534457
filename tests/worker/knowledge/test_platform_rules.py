"""What platforms demand: shipped with provenance, the user's files win, a model's rules only warn once pinned."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from worker.errors import UsageError
from worker.knowledge.platform_rules import (
    KINDS,
    PlatformRule,
    broken,
    from_data,
    from_model,
    known_platforms,
    platform_rules,
)
from worker.knowledge.templates import load_template

NAMED = {
    "DV360", "Google Ads", "Meta", "TikTok", "LinkedIn", "Amazon Ads", "CM360", "The Trade Desk",
    "Microsoft Advertising", "Snapchat", "Pinterest", "X",
}  # fmt: skip


def rule(kind: str, field: str = "clicks", **more: object) -> PlatformRule:
    return PlatformRule("DV360", kind, field, **more)


def test_the_twelve_platforms_ship() -> None:
    assert set(known_platforms()) == NAMED


@pytest.mark.parametrize("platform", sorted(NAMED))
def test_every_shipped_rule_is_about_fields_of_ours_and_has_a_source(platform: str) -> None:
    names = {*load_template().names}
    rules = platform_rules(platform)
    assert {r.platform for r in rules} == {"", platform}
    for one in rules:
        assert one.kind in KINDS and one.field in names and (one.other is None or one.other in names)
        assert one.source and one.sentence
    assert len({one.code for one in rules}) == len(rules)


@pytest.mark.parametrize(
    ("written", "name"),
    [("FB", "Meta"), ("dv 360", "DV360"), ("Twitter", "X"), ("Bing Ads", "Microsoft Advertising")],
)
def test_a_platform_is_found_under_what_plans_call_it(written: str, name: str) -> None:
    assert platform_rules(written) == platform_rules(name)


def test_of_a_platform_nobody_knows_the_shared_rules_hold() -> None:
    assert {r.platform for r in platform_rules("Some Local Portal")} == {""}


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("kind", "more", "row"),
    [
        ("longest", {"limit": 3}, {"clicks": "abc"}),
        ("longest", {"limit": 3}, {"clicks": None}),
        ("longest_bytes", {"limit": 3}, {"clicks": "abc"}),
        ("without", {"characters": "\n"}, {"clicks": "a b"}),
        ("needs", {}, {"clicks": 0}),
        ("needs", {}, {}),
        ("id_form", {"form": "digits"}, {"clicks": "123"}),
        ("id_form", {"form": "digits"}, {"clicks": ""}),
        ("id_form", {"form": "uuid"}, {"clicks": "01234567-89ab-cdef-0123-456789abcdef"}),
        ("at_most", {"other": "impressions"}, {"clicks": 5, "impressions": 5}),
        ("at_most", {"other": "impressions"}, {"clicks": 5, "impressions": None}),
        ("at_most", {"other": "impressions"}, {"clicks": 5, "impressions": 0}),
        ("at_most", {"other": "impressions"}, {"clicks": 5, "impressions": float("nan")}),
        ("at_most", {"other": "impressions"}, {"clicks": "many", "impressions": 3}),
        ("ratio_at_most", {"other": "views", "limit": 100}, {"clicks": 7, "views": 7}),
        ("not_before", {"other": "start"}, {"clicks": date(2026, 1, 1), "start": date(2026, 1, 1)}),
        ("not_before", {"other": "start"}, {"clicks": date(2026, 1, 1), "start": datetime(2026, 1, 1, 18)}),
    ],
)
def test_a_row_is_left_alone(kind: str, more: dict, row: dict) -> None:
    assert not broken(rule(kind, **more), row)


@pytest.mark.parametrize(
    ("kind", "more", "row"),
    [
        ("longest", {"limit": 3}, {"clicks": "abcd"}),
        ("longest_bytes", {"limit": 3}, {"clicks": "éé"}),
        ("without", {"characters": "\n"}, {"clicks": "a\nb"}),
        ("needs", {}, {"clicks": " "}),
        ("id_form", {"form": "digits"}, {"clicks": "12a"}),
        ("at_most", {"other": "impressions"}, {"clicks": 6, "impressions": 5}),
        ("ratio_at_most", {"other": "views", "limit": 100}, {"clicks": 8, "views": 7}),
        ("not_before", {"other": "start"}, {"clicks": date(2026, 1, 1), "start": date(2026, 1, 2)}),
    ],
)
def test_a_row_breaks_a_rule(kind: str, more: dict, row: dict) -> None:
    assert broken(rule(kind, **more), row)


# ---------------------------------------------------------------- provenance


def test_who_vouches_decides_how_loud_a_rule_is() -> None:
    shipped = rule("needs", checked="2026-01-01")
    assert shipped.severity == "warning" and rule("needs").severity == "note"
    assert rule("needs", origin="user").severity == "warning"
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
    (made,) = from_model("FB", said, "claude-x", date(2026, 5, 3))
    assert (made.platform, made.origin, made.author) == ("Meta", "model", "claude-x, 2026-05-03")
    assert made.source == "their docs" and made.severity == "note"
    assert from_data(json.loads(json.dumps(made.as_data()))) == made
    pinned = replace(made, pinned=True)
    assert from_data(pinned.as_data()) == pinned


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "explode", "field": "notes", "limit": 1.0, "other": None},
        {"kind": "longest", "field": "notes", "limit": 0.0, "other": None},
        {"kind": "longest", "field": "notes", "limit": -5.0, "other": None},
        {"kind": "at_most", "field": "clicks", "limit": 1.0, "other": None},
        {"kind": "at_most", "field": "clicks", "limit": 1.0, "other": "impressions"},  # ships already
        {},
    ],
)
def test_what_can_be_no_rule_is_left_out(said: dict) -> None:
    assert from_model("Meta", [said], "m", date(2026, 5, 3)) == ()


# ---------------------------------------------------------------- the user's files


def written(folder: Path, name: str, text: str) -> Path:
    (folder / "platform_rules").mkdir(parents=True, exist_ok=True)
    (folder / "platform_rules" / name).write_text(text, "utf-8")
    return folder


def test_a_users_file_wins_and_adds(tmp_path: Path) -> None:
    written(
        tmp_path, "dv360.yaml", "platform: DBM\nrules:\n  - {kind: longest, field: placement, limit: 80}\n"
    )
    written(tmp_path, "house.yaml", "platform: House\nrules:\n  - {kind: needs, field: notes}\n")
    mine = [r for r in platform_rules("DV360", tmp_path) if r.platform]
    assert [(r.kind, r.limit, r.origin, r.severity) for r in mine] == [("longest", 80, "user", "warning")]
    assert platform_rules("House", tmp_path)[-1].field == "notes"
    assert platform_rules("Meta", tmp_path) == platform_rules("Meta")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("platform: A\n", "no `rules:`"),
        ("rules:\n  - {kind: needs, field: notes}\n", "names no platform"),
        ("platform: A\nrules:\n  - {field: notes}\n", "rule 1 has no kind"),
        ("platform: A\nrules:\n  - needs notes\n", "rule 1 has no kind"),
        ("platform: A\nrules:\n  - {kind: longst, field: notes, limit: 3}\n", "Did you mean 'longest'?"),
        ("platform: A\nrules:\n  - {kind: longest, field: notes}\n", "needs `limit`"),
        ("platform: A\nrules:\n  - {kind: needs, field: notes, limit: 3}\n", "takes no `limit`"),
        ("platform: A\nrules:\n  - {kind: longest, field: notes, limit: many}\n", "the limit 'many'"),
        ("platform: A\nrules:\n  - {kind: id_form, field: notes, form: digit}\n", "Did you mean 'digits'?"),
        ("platform: A\nrules:\n  - {kind: needs, field: notes, checkd: 1}\n", "Did you mean 'checked'?"),
        ("platform: A\nrules:\n  - {kind: needs, field: notes, checked: soon}\n", "the date 'soon'"),
        ("platform: A\nsorce: x\nrules: []\n", "Unknown key 'sorce'"),
        ("rules: [\n", "not valid YAML"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_rule(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        platform_rules("A", written(tmp_path, "a.yaml", text))
    assert said in str(caught.value) and "a.yaml" in str(caught.value)
