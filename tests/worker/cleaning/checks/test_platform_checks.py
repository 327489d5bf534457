"""Lines against the rules of their platform: what is left alone, then what is found, and where the rule comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from worker.cleaning.build import RawData, build_raw_data
from worker.knowledge.platform_rule import PlatformRule
from worker.knowledge.platform_rules import platform_rules
from worker.shapes.finding import Finding
from worker.shapes.layout import Period
from worker.shapes.template import Template

Build = Callable[..., RawData]
PLATFORM, CAMPAIGN, IDS = (
    ("Platform", "platform"),
    ("Campaign", "campaign_name"),
    ("Campaign ID", "campaign_id"),
)
IMPR, CLICKS, REACH, FREQ = (
    ("Impr", "impressions"),
    ("Clicks", "clicks"),
    ("Reach", "reach"),
    ("Freq", "frequency"),
)
VIEWS, DONE, BUDGET = (
    ("Views", "video_views"),
    ("Completed", "video_completions"),
    ("Budget", "planned_budget"),
)
AD_GROUP, OBJECTIVE, SPEND = ("Ad group", "ad_group"), ("Objective", "objective"), ("Spend", "spend")
START, END = ("Start", "start_date"), ("End", "end_date")
LONG = "n" * 401
UMLAUTS = "\u00e4" * 121
WIDE = "\u5e83" * 257
JAN, FEB = date(2026, 1, 5), date(2026, 2, 5)

LEFT_ALONE: list[tuple[str, list[Any], list[list[Any]]]] = [
    ("no platform column", [CAMPAIGN, IMPR, REACH], [[LONG, 5, 9]]),
    ("a platform nobody knows", [PLATFORM, CAMPAIGN, IMPR, REACH], [["Acme Rag", LONG, 5, 9], ["Blick", LONG, 5, 9]]),
    ("no platform on the line", [PLATFORM, CAMPAIGN, SPEND], [[None, LONG, 1], ["Google Ads", LONG, 1]]),
    ("a name as long as it may be", [PLATFORM, CAMPAIGN, SPEND], [["Meta", "n" * 400, 1], ["DV360", "n" * 240, 1]]),
    ("bytes only where bytes count", [PLATFORM, CAMPAIGN, SPEND], [["Meta", "\u00e4" * 300, 1]]),
    ("wide only where it counts twice", [PLATFORM, CAMPAIGN, SPEND], [["Meta", WIDE, 1]]),
    ("another platform's limit", [PLATFORM, CAMPAIGN, SPEND], [["Snapchat", "n" * 300, 1], ["Meta", "n" * 390, 1]]),
    ("ids of the planner's own", [PLATFORM, IDS, SPEND], [["DV360", "MP-001", 1], ["DV360", "MP-002", 1]]),
    ("ids to come", [PLATFORM, IDS, SPEND], [["DV360", "123456", 1], ["DV360", "tbc", 1], ["DV360", None, 1]]),
    ("several ids in a cell", [PLATFORM, IDS, SPEND], [["DV360", "123456", 1], ["DV360", "123456, 234567", 1]]),
    ("not planned that far", [PLATFORM, OBJECTIVE, SPEND], [["Meta", None, 1], ["TikTok", None, 1], ["Acme", "x", 1]]),
    ("a field nobody gives", [PLATFORM, SPEND], [["DV360", 1], ["CM360", 2]]),
    ("reach as large as impressions", [PLATFORM, IMPR, REACH], [["Meta", 900, 900], ["Meta", 900, None]]),
    ("nothing counted yet", [PLATFORM, IMPR, REACH, VIEWS, DONE], [["Meta", 0, 500, 0, 9], ["Meta", None, 5, None, 7]]),
    ("reach as a percentage", [PLATFORM, IMPR, REACH, FREQ], [["Meta", 50000, 45.5, 3]]),
    ("frequency as it is rounded", [PLATFORM, IMPR, REACH, FREQ], [["Meta", 10000, 2900, 3], ["Meta", 10000, 2900, 3.4]]),
    ("every view completed", [PLATFORM, VIEWS, DONE], [["YouTube", 100, 100]]),
    ("a budget", [PLATFORM, BUDGET], [["Meta", 0.5], ["Meta", None]]),
    ("a day", [PLATFORM, START, END, SPEND], [["Meta", JAN, JAN, 1]]),
]  # fmt: skip

FOUND: list[tuple[str, list[Any], list[list[Any]], list[tuple[str, str, str]]]] = [
    ("too long", [PLATFORM, CAMPAIGN, SPEND], [["FB", LONG, 1], ["Meta", "ok", 1], ["IG", LONG, 1]],
     [("meta-longest-campaign-name", "warning", "B2"), ("meta-longest-campaign-name", "warning", "B4")]),
    ("too many bytes", [PLATFORM, CAMPAIGN, SPEND], [["DBM", UMLAUTS, 1]],
     [("dv360-longest-bytes-campaign-name", "warning", "B2")]),
    ("too wide", [PLATFORM, CAMPAIGN, SPEND], [["TikTok", WIDE, 1]],
     [("tiktok-longest-wide-campaign-name", "warning", "B2")]),
    ("a line break", [PLATFORM, AD_GROUP, SPEND], [["Google Ads", "Brand\nexact", 1]],
     [("google-ads-without-ad-group", "warning", "B2")]),
    ("an id that was a number", [PLATFORM, IDS, SPEND], [["DV360", "123456", 1], ["DV360", "234567", 1], ["DV360", "2.38E+16", 1]],
     [("dv360-id-form-campaign-id", "warning", "B4")]),
    ("a gap", [PLATFORM, OBJECTIVE, SPEND], [["TikTok", "Reach", 1], ["TikTok", None, 1], ["TikTok", None, 1], ["DV360", None, 1]],
     [("tiktok-needs-objective", "note", "B3")]),
    ("more reach than impressions", [PLATFORM, IMPR, REACH], [["X", 900, 901]],
     [("any-at-most-reach-impressions", "warning", "C2")]),
    ("more completed than begun", [PLATFORM, VIEWS, DONE], [["YouTube", 100, 101]],
     [("any-ratio-at-most-video-completions-video-views", "warning", "C2")]),
    ("another frequency", [PLATFORM, IMPR, REACH, FREQ], [["Meta", 10000, 2000, 5], ["Meta", 10000, 2000, 7.2]],
     [("any-quotient-frequency-impressions-reach", "note", "D3")]),
    ("no budget", [PLATFORM, BUDGET], [["Meta", 0], ["Meta", 5]], [("any-above-planned-budget", "note", "B2")]),
]  # fmt: skip


PLATFORMS = ("DV360", "Google Ads", "Meta", "TikTok", "Snapchat", "X", "CM360")


def told(raw: RawData) -> list[Finding]:
    codes = {rule.code for name in PLATFORMS for rule in platform_rules(name)}
    return [f for f in raw.findings if f.code in codes]


@pytest.mark.parametrize(("what", "columns", "rows"), LEFT_ALONE, ids=[c[0] for c in LEFT_ALONE])
def test_is_left_alone(build: Build, what: str, columns: Any, rows: Any) -> None:
    assert [f.sentence for f in told(build(columns, rows))] == []


@pytest.mark.parametrize(("what", "columns", "rows", "found"), FOUND, ids=[c[0] for c in FOUND])
def test_is_found(build: Build, what: str, columns: Any, rows: Any, found: Any) -> None:
    assert [(f.code, f.severity, f.cell) for f in told(build(columns, rows))] == found


def test_a_finding_says_what_is_wrong_which_rule_says_so_and_where_that_stands(build: Build) -> None:
    (finding,) = told(build([PLATFORM, CAMPAIGN, SPEND], [["DV360", UMLAUTS, 1]]))
    assert "B2 has 242 bytes" in finding.sentence
    assert "DV360 has the rule that campaign_name has at most 240 bytes" in finding.sentence
    assert "Display & Video 360 API" in finding.sentence and "read on 20" in finding.sentence
    assert finding.next_step and finding.sheet == "Plan"


def test_what_another_check_tells_is_not_told_twice(build: Build) -> None:
    raw = build([PLATFORM, IMPR, CLICKS, START, END], [["Meta", 5, 9, FEB, JAN]])
    assert {f.code for f in raw.findings} >= {"clicks-over-impressions", "end-before-start"}
    assert told(raw) == []


def test_figures_in_periods_count_as_what_they_add_up_to(build: Build) -> None:
    months = [
        Period(0, f"{name} {month}", "month", date(2026, month, 1), date(2026, month, 28), name)
        for name in ("impressions", "clicks")
        for month in (1, 2)
    ]
    rows = [["Meta", 100, 100, 150, 40], ["Meta", 100, 100, 150, 60], ["Meta", None, None, 5, 5]]
    (finding,) = told(build([PLATFORM], rows, months))
    assert (finding.code, finding.cell) == ("any-at-most-clicks-impressions", "3:3")
    assert "clicks 210 and impressions 200" in finding.sentence


def test_many_lines_that_break_a_rule_are_told_in_one(build: Build) -> None:
    found = told(build([PLATFORM, CAMPAIGN, SPEND], [["Meta", LONG, i] for i in range(1, 301)]))
    assert [one.cell for one in found] == ["B2:B301"]
    assert "299 more of the same in B3:B301." in found[-1].sentence


def test_a_column_of_too_many_different_platforms_holds_something_else(build: Build) -> None:
    rows = [["Meta" if i else "TikTok", LONG, i] for i in range(2)] + [
        [f"Site {i}", LONG, i] for i in range(600)
    ]
    assert told(build([PLATFORM, CAMPAIGN, SPEND], rows)) == []


# ---------------------------------------------------------------- whose rules


def held_against(plan: Any, template: Template, *rules: PlatformRule) -> list[Finding]:
    mapped = plan(
        [PLATFORM, ("Notes", "notes"), SPEND, START, END],
        [["House", "abcdef", 5, FEB, JAN], ["House", "ab", 6, JAN, FEB]],
    )
    raw = build_raw_data([replace(mapped, rules=lambda name: rules if name == "House" else ())], template)
    return [f for f in raw.findings if f.code.startswith("house")]


def test_switched_off_nothing_is_said(plan: Any, template: Template) -> None:
    assert held_against(plan, template) == []


def test_a_rule_of_a_persons_own_warns_on_a_platform_of_their_own(plan: Any, template: Template) -> None:
    (finding,) = held_against(
        plan, template, PlatformRule("House", "longest", "notes", limit=5, origin="user")
    )
    assert (finding.severity, finding.cell) == ("warning", "B2")
    assert "a rule of your own" in finding.sentence


def test_a_models_rule_only_notes_and_says_how_to_pin_it(plan: Any, template: Template) -> None:
    rule = PlatformRule("House", "longest", "notes", limit=1, origin="model", author="claude-x, 2026-05-03")
    (finding,) = held_against(plan, template, rule)
    assert finding.severity == "note" and "(and so on 1 more line)" in finding.sentence
    assert "claude-x, 2026-05-03 said so, nobody has confirmed it" in finding.sentence
    assert "mediamapper rules pin house-longest-notes" in finding.next_step
    loud = held_against(plan, template, replace(rule, pinned=True))
    assert [(f.severity, f.cell) for f in loud] == [("warning", "B2"), ("warning", "B3")]
    assert "rules pin" not in loud[0].next_step


def test_dates_of_a_persons_own_order(plan: Any, template: Template) -> None:
    rule = PlatformRule("House", "not_before", "start_date", other="end_date", origin="user")
    (finding,) = held_against(plan, template, rule)
    assert finding.cell == "D3" and "start_date 2026-01-05 and end_date 2026-02-05" in finding.sentence


@pytest.mark.parametrize(
    "kind", ["longest", "without", "id_form", "at_most", "quotient", "above", "not_before", "needs"]
)
def test_a_rule_about_a_field_of_another_type_or_none_finds_nothing(
    plan: Any, template: Template, kind: str
) -> None:
    for field in ("ad_name", "end_date" if kind != "not_before" else "notes"):
        more = {"other": "clicks", "by": "reach", "limit": 1.0, "characters": "x", "form": "digits"}
        assert held_against(plan, template, PlatformRule("House", kind, field, origin="user", **more)) == []
