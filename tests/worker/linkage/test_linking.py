"""Two versions of a plan, line by line."""

from __future__ import annotations

import pytest

from tests.worker.linkage.versions import version
from worker.linkage.linking import Links, link

PLAN = (
    "Teads | Video 15s | 0-13 | 1000",
    "NU.nl | Billboard | 0-27 | 2000",
    "Meta | Feed | 7-27 | 500 | 700",
    "Google | Brand | 0-27 | 333.33",
    "TikTok | In-feed | 0-6 | 812",
)


def pairs(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[int, int]]:
    return sorted(link(version(*old), version(*new)).pairs)


def test_nothing_has_no_links() -> None:
    assert link(version(), version(*PLAN)) == link(version(*PLAN), version()) == Links(())


def changed(at: int, line: str) -> tuple[str, ...]:
    return (*PLAN[:at], line, *PLAN[at + 1 :])


@pytest.mark.parametrize(
    ("new", "links"),
    [
        (PLAN, {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        (PLAN[::-1], {0: 4, 1: 3, 2: 2, 3: 1, 4: 0}),
        (PLAN[1:], {1: 0, 2: 1, 3: 2, 4: 3}),
        (("Spotify | Audio | 3-9 | 4711", *PLAN), {0: 1, 1: 2, 2: 3, 3: 4, 4: 5}),
        (changed(0, "TEADS |  video 15s | 0-13 | 1000"), {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        (changed(0, "Teads | Video 15s | 7-20 | 1250"), {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        (changed(0, "Teads | Video 20s | 0-13 | 1000"), {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        (changed(0, "Outbrain | Native | 0-13 | 1000"), {1: 1, 2: 2, 3: 3, 4: 4}),
        (changed(0, "Outbrain | Native | 20-22 | 77"), {1: 1, 2: 2, 3: 3, 4: 4}),
    ],
    ids=[
        "nothing changed",
        "sorted",
        "removed",
        "inserted",
        "spelled otherwise",
        "re-dated and dearer",
        "renamed",
        "both names new: booked elsewhere",
        "another line in its place",
    ],
)
def test_one_edit(new: tuple[str, ...], links: dict[int, int]) -> None:
    assert dict(pairs(PLAN, new)) == links


TWINS = (*PLAN, "Meta | Feed | 35-41 | 900", "Meta | Feed | 42-48 | 1100")


@pytest.mark.parametrize(
    ("new", "links"),
    [
        (TWINS, {at: at for at in range(7)}),
        (TWINS[:5] + TWINS[6:], {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 6: 5}),
        (TWINS[:5] + TWINS[:4:-1], {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 5}),
        ((*TWINS[:6], "Meta | Feed | 42-48 | 1300"), {at: at for at in range(7)}),
        ((*TWINS, "Meta | Feed | 60-66 | 450"), {at: at for at in range(7)}),
    ],
    ids=["untouched", "one gone", "in another order", "one dearer", "one more"],
)
def test_twins_stay_apart(new: tuple[str, ...], links: dict[int, int]) -> None:
    assert dict(pairs(TWINS, new)) == links


def later(line: str, days: int) -> str:
    publisher, placement, flight, cost = line.split(" | ", 3)
    first, last = flight.split("-")
    return f"{publisher} | {placement} | {int(first) + days}-{int(last) + days} | {cost}"


def test_a_campaign_that_moves_by_a_week_is_the_same_campaign() -> None:
    weeks = tuple(f"Meta | Reels | {7 * week}-{7 * week + 6} | 500" for week in range(3))
    moved = tuple(later(line, 7) for line in (*PLAN, *weeks))
    assert pairs((*PLAN, *weeks), moved) == [(at, at) for at in range(8)]


def test_a_publisher_that_is_called_otherwise_everywhere() -> None:
    old = tuple(
        f"Facebook | Post {name} | 0-27 | {cost}" for name, cost in (("A", 100), ("B", 220), ("C", 310))
    )
    new = tuple(line.replace("Facebook", "Meta").replace("| 0-27", "| 3-27") for line in old)
    assert pairs((*PLAN, *old), (*PLAN, *new)) == [(at, at) for at in range(8)]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "splits"),
    [
        (("Google | Brand | 0-27 | 133.33", "Google | Brand | 0-27 | 200"), 1),
        (("Google | Brand | 0-27 | 133.33", "Google | Brand B | 0-27 | 200"), 1),
        (("Google | Brand | 0-27 | 100", "Google | Brand | 0-27 | 100", "Google | Brand | 0-27 | 133.33"), 2),
        (("Google | Brand | 0-27 | 133.33", "Google | Brand | 0-27 | 200.01"), 0),
        (("Google | Brand | 0-27 | 133.33", "Bing | Generic | 0-27 | 200"), 0),
    ],
    ids=["alike", "one word more", "three", "a cent too much", "called otherwise"],
)
def test_parts_add_up_to_what_was_split(parts: tuple[str, ...], splits: int) -> None:
    old, new = version(*PLAN), version(*PLAN[:3], *parts, PLAN[4])
    links = link(old, new)
    assert [line for line, _ in links.splits] == [3] * splits
    turned = link(new, old)
    assert [line for _, line in turned.merges] == [3] * splits


def test_thousands_of_lines_are_compared_with_few() -> None:
    names = [f"Site {at % 97} | Place {at} | {at % 20}-{at % 20 + 9} | {at + 0.25}" for at in range(1500)]
    later = [line.replace("Site 5 ", "Site five ") for line in reversed(names)]
    assert pairs(tuple(names), tuple(later)) == [(at, 1499 - at) for at in range(1500)]
