"""Other sheets: copies, versions, parts of the plan, price lists, look-ups, helps, trackers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.plans.draft import Draft
from bench.plans.flat import Line
from bench.plans.knob import knob
from bench.plans.knobs.totals import _write
from bench.plans.sheet import Sheet, Value


def _plain(draft: Draft) -> bool:
    """Whether the plan is one table that can be laid out again on another sheet."""
    return len(draft.tables) == 1 and not draft.versions and "sheet bound" not in draft.tags


@knob("sheets", "copies")
def two_markets(draft: Draft) -> bool | None:
    """The plan continues on a second sheet, for another market."""
    if not _plain(draft) or draft.table.above or draft.others or draft.table.below:
        return False
    here, there = draft.words["markets"][:2]
    draft.tables.append(
        draft.table.copy(
            there,
            lambda line: replace(
                line.times(0.7 + len(line.texts["publisher"]) % 5 / 10), texts={**line.texts, "market": there}
            ),
        )
    )
    draft.table.sheet = here
    draft.may_ask.append("Whether both sheets belong to the plan.")
    return None


def _copy(draft: Draft, sheet: str, change: Callable[[Line], Line | None]) -> bool | None:
    if not _plain(draft):
        return False
    draft.tags.add("copy")
    draft.versions.append(draft.table.copy(sheet, change))
    return None


@knob("sheets", "copies")
def old_copy(draft: Draft) -> bool | None:
    """An older copy of the sheet with the same lines and other amounts, named so."""
    name = f"{draft.table.sheet} {draft.word('copy')}"
    if _copy(draft, name, lambda line: line.times(0.8)) is False:
        return False
    draft.may_ask.append("Which of the two sheets counts.")
    return None


@knob("sheets", "copies")
def same_copy(draft: Draft) -> bool | None:
    """A copy of the sheet with the very same lines."""
    if _copy(draft, f"{draft.table.sheet} ({draft.words['copy'][0]})", lambda line: replace(line)) is False:
        return False
    draft.may_ask.append("Which of the two sheets counts.")
    return None


@knob("sheets", "copies")
def fewer_copy(draft: Draft) -> bool | None:
    """An older copy that lacks the last line."""
    if len(draft.lines) < 3:
        return False
    last = draft.lines[-1]
    if (
        _copy(
            draft,
            f"{draft.table.sheet} {draft.words['copy'][1]}",
            lambda line: None if line is last else replace(line),
        )
        is False
    ):
        return False
    draft.may_ask.append("Which of the two sheets counts.")
    return None


@knob("sheets", "copies")
def versions(draft: Draft) -> bool | None:
    """Two budgets of one plan on two sheets; nothing says which was booked."""
    first, second = draft.words["option"]
    if _copy(draft, second, lambda line: line.times(1.5)) is False:
        return False
    draft.table.sheet = first
    draft.must_ask.append("Which version counts.")
    return None


@knob("sheets", "copies")
def one_option_named(draft: Draft) -> bool | None:
    """A second budget of the same lines on a sheet that is called an option; the first one's name says nothing."""
    name = draft.words["option"][1]

    def cheaper(line: Line) -> Line:
        numbers = {
            **line.numbers,
            **{key: round(line.numbers[key] * 0.8, 2) for key in ("cost", "gross_cost")},
        }
        return replace(line, numbers=numbers, parts=tuple(round(part * 0.8, 2) for part in line.parts))

    if _copy(draft, name, cheaper) is False:
        return False
    draft.must_ask.append("Which version counts.")
    return None


@knob("sheets", "copies")
def edited_copy(draft: Draft) -> bool | None:
    """An older copy, named so, in which one line has another text and the last one is missing."""
    if len(draft.lines) < 4:
        return False
    first, last = draft.lines[0], draft.lines[-1]

    def edited(line: Line) -> Line | None:
        texts = {
            **line.texts,
            **({"ad_format": draft.words["formats"][-1], "placement": "?"} if line is first else {}),
        }
        return None if line is last else replace(line, texts=texts)

    if _copy(draft, draft.words["copy"][1], edited) is False:
        return False
    draft.may_ask.append("Which of the two sheets counts.")
    return None


@knob("sheets")
def price_list(draft: Draft) -> None:
    """A price list on a sheet of its own."""
    sheet = Sheet(draft.word("prices"))
    rows: list[list[Value]] = [[draft.word("publisher"), draft.word("ad_format"), draft.word("unit_rate")]]
    rows += [
        [name, form, round(5 + 3.5 * at, 1)]
        for at, (name, form) in enumerate(zip(draft.words["names"], draft.words["formats"], strict=False))
    ]
    _write(sheet, rows)
    draft.others.append(sheet)


@knob("sheets")
def lookup(draft: Draft) -> None:
    """Lists for drop-downs on a sheet of its own."""
    sheet = Sheet(draft.word("lookup"))
    rows: list[list[Value]] = [[draft.word("channel"), draft.word("publisher")]]
    rows += [list(pair) for pair in zip(draft.words["channels"], draft.words["names"], strict=False)]
    _write(sheet, rows)
    draft.others.append(sheet)


@knob("sheets")
def help_sheet(draft: Draft) -> None:
    """A sheet that says how to fill in the plan."""
    sheet = Sheet(draft.word("help"))
    rows: list[list[Value]] = [[draft.words["help"][0]]]
    rows += [[at, text] for at, text in enumerate(draft.words["help_text"], 1)]
    _write(sheet, rows)
    draft.others.append(sheet)


@knob("sheets")
def hidden_tracker(draft: Draft) -> None:
    """A hidden sheet with somebody's own figures."""
    sheet = Sheet("tracker", hidden=True)
    rows: list[list[Value]] = [[draft.words["publisher"][0], draft.words["cost"][0]]]
    rows += [[name, 1000 + 10 * at] for at, name in enumerate(draft.words["names"][:5])]
    _write(sheet, rows)
    draft.others.append(sheet)


@knob("sheets")
def scorecard(draft: Draft) -> bool | None:
    """A small scorecard on a sheet: measures in rows, plan and delivery in columns."""
    if {"euro", "vat"} & draft.tags:
        return False
    sheet = Sheet("KPI")
    count = sum(line.numbers["planned_impressions"] for line in draft.lines)
    clicks = sum(line.numbers["clicks"] for line in draft.lines)
    rows: list[list[Value]] = [["KPI", draft.words["plan"][0], draft.words["fact"][0]]]
    rows += [
        [draft.words["planned_impressions"][0], count, round(count * 0.9)],
        [draft.words["clicks"][0], clicks, round(clicks * 0.9)],
        ["CTR", 0.01, 0.009],
    ]
    _write(sheet, rows)
    draft.others.append(sheet)
    return None


@knob("sheets", needs=("price_list",))
def other_sheets_first(draft: Draft) -> bool | None:
    """The other sheets stand before the plan."""
    draft.first = True
    return bool(draft.others) or bool(draft.versions)
