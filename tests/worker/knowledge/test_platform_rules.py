"""What platforms demand: shipped with provenance, the user's files win, a model's rules only warn once pinned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from worker.errors import UsageError
from worker.knowledge.platform_rule import KINDS, fits
from worker.knowledge.platform_rules import from_model, known_platforms, platform_rules
from worker.knowledge.templates import load_template

TYPES = {field.name: field.type for field in load_template().fields}

NAMED = {
    "DV360", "Google Ads", "Meta", "TikTok", "LinkedIn", "Amazon Ads", "CM360", "The Trade Desk",
    "Microsoft Advertising", "Snapchat", "Pinterest", "X",
}  # fmt: skip


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


# ---------------------------------------------------------------- provenance


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "explode", "field": "notes", "limit": 1.0, "other": None},
        {"kind": "longest", "field": "notes", "limit": 0.0, "other": None},
        {"kind": "longest", "field": "notes", "limit": -5.0, "other": None},
        {"kind": "at_most", "field": "clicks", "limit": 1.0, "other": None},
        {"kind": "at_most", "field": "clicks", "limit": 1.0, "other": "impressions"},  # ships already
        {"kind": "at_most", "field": "reach", "limit": 1.0, "other": "reach"},
        {"kind": "at_most", "field": "clicks", "limit": 1.0, "other": "start_date"},
        {"kind": "at_most", "field": "notes", "limit": 1.0, "other": "brand"},
        {"kind": "longest", "field": "clicks", "limit": 5.0, "other": None},
        {"kind": "longest", "field": "no_such_field", "limit": 5.0, "other": None},
        {"kind": "not_before", "field": "clicks", "limit": 1.0, "other": "start_date"},
        {"kind": "longest", "field": "notes", "limit": "many", "other": None},
        {"kind": "id_form", "field": "campaign_id", "form": "digits"},
        {"kind": "without", "field": "notes", "characters": "abc"},
        {},
    ],
)
def test_what_can_be_no_rule_is_left_out(said: dict) -> None:
    assert from_model("Meta", [said], "m", date(2026, 5, 3), TYPES) == ()


# ---------------------------------------------------------------- the user's files


def written(folder: Path, name: str, text: str) -> Path:
    (folder / "platform_rules").mkdir(parents=True, exist_ok=True)
    (folder / "platform_rules" / name).write_text(text, "utf-8")
    return folder


def own(platform: str, folder: Path) -> dict[str, tuple[str, float | None]]:
    return {r.code: (r.origin, r.limit) for r in platform_rules(platform, folder) if r.platform}


def test_a_users_file_is_merged_rule_by_rule_and_wins(tmp_path: Path) -> None:
    written(
        tmp_path,
        "mine.yaml",
        "platform: DBM\nrules:\n"
        "  - {kind: longest_bytes, field: placement, limit: 80}\n"
        "  - {kind: longest, field: placement, limit: 70}\n"
        "  - {kind: needs, field: end_date, drop: true}\n",
    )
    shipped, merged = own("DV360", tmp_path / "none"), own("DV360", tmp_path)
    assert merged["dv360-longest-bytes-placement"] == ("user", 80.0)
    assert merged["dv360-longest-placement"] == ("user", 70.0)
    assert merged["dv360-longest-bytes-campaign-name"] == shipped["dv360-longest-bytes-campaign-name"]
    assert set(shipped) - set(merged) == {"dv360-needs-end-date"}
    assert platform_rules("Meta", tmp_path) == platform_rules("Meta")


def test_a_users_file_adds_platforms_and_speaks_of_all(tmp_path: Path) -> None:
    written(tmp_path, "house.yaml", "platform: House\nrules:\n  - {kind: needs, field: notes}\n")
    written(
        tmp_path, "_shared.yaml", "rules:\n  - {kind: above, field: planned_budget, limit: 0, drop: true}\n"
    )
    assert own("house", tmp_path) == {"house-needs-notes": ("user", None)}
    assert "House" in known_platforms(tmp_path)
    gone = {r.code for r in platform_rules("X")} - {r.code for r in platform_rules("X", tmp_path)}
    assert gone == {"any-above-planned-budget"}


def test_an_edit_of_a_users_file_counts_at_once(tmp_path: Path) -> None:
    for limit in (50, 6000):
        text = f"platform: House\nrules:\n  - {{kind: longest, field: notes, limit: {limit}}}\n"
        written(tmp_path, "house.yaml", text)
        assert own("House", tmp_path) == {"house-longest-notes": ("user", float(limit))}


def test_a_platform_has_the_rules_of_the_one_it_is_bought_through() -> None:
    assert platform_rules("IG") == platform_rules("Meta")


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
        ("platform: A\n1: x\nrules: []\n", "Unknown key '1'"),
        ("platform: A\nalso: B\nrules: []\n", "no list"),
        ("platform: A\nrules:\n  - {kind: quotient, field: frequency, other: impressions}\n", "needs `by`"),
        ("rules: [\n", "not valid YAML"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_rule(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        platform_rules("A", written(tmp_path, "a.yaml", text))
    assert said in str(caught.value) and "a.yaml" in str(caught.value)


@pytest.mark.parametrize("platform", sorted(NAMED))
def test_every_shipped_rule_speaks_of_fields_of_a_fitting_type(platform: str) -> None:
    assert [r.code for r in platform_rules(platform) if r.kind != "needs" and not fits(r, TYPES)] == []
