"""Several tables on one sheet or over many: below each other, side by side, a sheet a medium or a month."""

from __future__ import annotations

from dataclasses import replace

from bench.plans.draft import Draft, groups_of
from bench.plans.flat import Line
from bench.plans.knob import knob
from bench.plans.knobs.body import grouped
from bench.plans.periods import drop_dates, month_of, whole_months
from bench.plans.table import Entry, Strip, Table


def _is_plain(draft: Draft) -> bool:
    """Whether the plan is one table of lines alone, with nothing above or below."""
    table = draft.table
    return (
        len(draft.tables) == 1
        and not (draft.versions or draft.others or table.below or table.down)
        and all(entry.label == "data" and entry.line is not None for entry in table.entries)
        and "sheet bound" not in draft.tags
    )


def _cut(draft: Draft, groups: dict[str, list[Line]], total: str = "", titles: bool = True) -> list[Table]:
    """One table a group, each under its name and with its own total; the first one is the plan's."""
    entries = {id(entry.line): entry for entry in draft.table.entries}
    tables: list[Table] = []
    for name, lines in groups.items():
        own = [entries[id(line)] for line in lines]
        if total:
            own.append(draft.total(lines, total))
        title = [Strip({0: name})] if titles else []
        tables.append(replace(draft.table, entries=own, above=title, down=[]))
    tables[0].above = [*draft.table.above, *tables[0].above]
    draft.tables = tables
    draft.tags.add("sheet bound")
    return tables


def _chain(tables: list[Table], side: str, headless: bool = False) -> None:
    for before, table in zip(tables, tables[1:], strict=False):
        table.beside, table.side, table.headless = before, side, headless  # type: ignore[assignment]


def _by_channel(draft: Draft) -> dict[str, list[Line]] | None:
    if not _is_plain(draft):
        return None
    groups = grouped(draft)
    if groups is not None:
        draft.table.columns = [c for c in draft.table.columns if c.key != "channel"]
    return groups


def _apart(
    draft: Draft, place: str, *, total: bool = False, titles: bool = True, headless: bool = False
) -> bool | None:
    groups = _by_channel(draft)
    if groups is None:
        return False
    _chain(_cut(draft, groups, draft.word("total") if total else "", titles), place, headless)
    return None


@knob("sheets", "copies")
def blocks_below(draft: Draft) -> bool | None:
    """Each channel is a table of its own with title and header, one below the other."""
    return _apart(draft, "below")


@knob("sheets", "copies")
def blocks_below_with_totals(draft: Draft) -> bool | None:
    """Each channel is a table of its own with title, header and total, one below the other."""
    return _apart(draft, "below", total=True)


@knob("sheets", "copies")
def blocks_below_headless(draft: Draft) -> bool | None:
    """Each channel has a title and lines below the other's; the first one's header holds for both."""
    return _apart(draft, "below", headless=True)


@knob("sheets", "copies")
def blocks_below_headless_with_totals(draft: Draft) -> bool | None:
    """Each channel has a title, lines and a total; the first one's header holds for both."""
    return _apart(draft, "below", total=True, headless=True)


@knob("sheets", "copies")
def blocks_beside(draft: Draft) -> bool | None:
    """Each channel is a table of its own with its name above, side by side."""
    return _apart(draft, "right")


@knob("sheets", "copies")
def blocks_beside_with_totals(draft: Draft) -> bool | None:
    """Each channel is a table of its own with its name above and a total below, side by side."""
    return _apart(draft, "right", total=True)


@knob("sheets", "copies")
def blocks_beside_untitled(draft: Draft) -> bool | None:
    """Two tables with the same headers stand side by side."""
    return _apart(draft, "right", titles=False)


@knob("sheets", "copies")
def four_beside(draft: Draft) -> bool | None:
    """Four small budgets of four audiences stand side by side, each under its name."""
    if not _is_plain(draft) or len(draft.lines) < 4:
        return False
    names = draft.words["audiences"][:4]
    places = {id(line): names[at * 4 // len(draft.lines)] for at, line in enumerate(draft.lines)}
    draft.relabel(lambda line: replace(line, texts={**line.texts, "audience": places[id(line)]}))
    draft.table.columns = [c for c in draft.table.columns if c.key not in ("audience", "channel", "market")]
    _chain(_cut(draft, groups_of(draft.lines, "audience"), draft.word("total")), "right")
    return None


@knob("sheets", "copies")
def option_below(draft: Draft) -> bool | None:
    """A second budget of the same lines stands below the first, both named as options."""
    if not _is_plain(draft):
        return False
    first, second = draft.words["option"]
    table = draft.table.copy(draft.table.sheet, lambda line: line.times(1.5))
    table.above, table.beside = [Strip({0: second})], draft.table
    draft.table.above = [*draft.table.above, Strip({0: first})]
    draft.versions.append(table)
    draft.tags |= {"sheet bound", "copy"}
    draft.must_ask.append("Which version counts.")
    return None


@knob("sheets", "copies")
def sheet_a_channel(draft: Draft) -> bool | None:
    """Each channel has a sheet of its own, and no column names it."""
    groups = _by_channel(draft)
    if groups is None or draft.table.above:
        return False
    for name, table in zip(groups, _cut(draft, groups, titles=False), strict=True):
        table.sheet = name
    return None


@knob("sheets", "copies")
def sheet_a_month(draft: Draft) -> bool | None:
    """Each month has a sheet of its own, named by it, and nothing else says when."""
    if not _is_plain(draft) or draft.spans or draft.table.above or not draft.table.of_kind("date"):
        return False
    if draft.table.column("flight") or draft.table.column("month"):
        return False
    drop_dates(draft)
    spans = whole_months(draft, 2)
    draft.relabel(lambda line: replace(line, flight=spans[0]))
    later = draft.table.copy(
        month_of(draft, spans[1]), lambda line: replace(line.times(1.4), flight=spans[1])
    )
    draft.table.sheet = month_of(draft, spans[0])
    draft.tables.append(later)
    draft.tags.add("sheet bound")
    draft.may_ask.append("Whether both sheets belong to the plan.")
    return None


@knob("body", "body")
def page_break(draft: Draft) -> bool | None:
    """The sheet is laid out by pages: a sum to carry forward, the header again, the same sum carried."""
    entries = draft.table.entries
    if len(draft.lines) < 4 or draft.spans or not draft.table.of_kind("text"):
        return False
    half = len(entries) // 2
    above = [entry.line for entry in entries[:half] if entry.line is not None]
    word = draft.word("carried")
    header = Entry("header", None, {c.key: c.heads[-1].text for c in draft.table.columns})
    carried = [draft.total(above, word, "subtotal"), header, draft.total(above, word, "subtotal")]
    draft.table.entries = [*entries[:half], *carried, *entries[half:]]
    return None
