"""Headers that name a part of a measure, and those that do not."""

from __future__ import annotations

import pytest

from worker.knowledge.part_words import (
    LONGEST_HEADER,
    Part,
    bare_names,
    begins_with_name,
    families,
    names_of,
    parts_of,
)


@pytest.mark.parametrize(
    "header", ["Cost", "Cost EUR", "Impr. share", "Clicks in total", "Google Ads", "Views at 25 %"]
)
def test_no_part(header: str) -> None:
    assert parts_of(header) == ()


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("Google_Cost", Part("platform", "Google Ads", "cost")),
        ("Kosten / Pinterest", Part("platform", "Pinterest", "kosten")),
        ("Budget DE", Part("market", "DE", "budget")),
        ("Radio GRP", Part("channel", "Radio", "grp")),
    ],
)
def test_a_part_beside_a_measure(header: str, part: Part) -> None:
    assert part in parts_of(header)


def test_a_family_has_two_members_of_different_names() -> None:
    assert families({1: "Meta cost", 2: "Clicks"}) == []
    assert families({1: "Meta cost", 2: "FB cost"}) == []
    assert [set(f) for f in families({1: "Meta cost", 2: "TikTok cost", 3: "Cost"})] == [{1, 2}]


def test_a_name_on_two_lists_is_of_its_neighbours_kind() -> None:
    """'Mobile' is a device and a channel."""
    (family,) = families({1: "Views", 2: "Impressions Desktop", 3: "Impressions Mobile"})
    assert {number: (part.kind, part.name) for number, part in family.items()} == {
        2: ("device", "Desktop"),
        3: ("device", "Mobile"),
    }


def test_a_remark_names_no_part() -> None:
    remark = "Kosten Google Ads " + "x" * LONGEST_HEADER
    assert parts_of(remark) == ()


def test_the_parts_of_several_families_are_named_once() -> None:
    several = families({1: "Meta cost", 2: "TikTok cost", 3: "Meta clicks", 4: "TikTok clicks"})
    assert names_of(several) == ("Meta", "TikTok")


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (["Month", "Cost", "Google cost"], {}),
        (["TV", "Television"], {}),  # one name twice
        (["Month", "TV", "Press", "Other"], {1: "TV", 2: "Print"}),
        (["Facebook", "Google Ads", "TikTok"], {0: "Meta", 1: "Google Ads", 2: "TikTok"}),
    ],
)
def test_names_alone(headers: list[str], names: dict[int, str]) -> None:
    assert {at: part.name for at, part in bare_names(dict(enumerate(headers))).items()} == names


@pytest.mark.parametrize(
    ("header", "begins"), [("Month", False), ("Brand TV", False), ("TV_Brand", True), ("Direct Mail", True)]
)
def test_a_name_at_the_start(header: str, begins: bool) -> None:
    assert begins_with_name(header) is begins
