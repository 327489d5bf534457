"""Lines that are not like the others: free, refused, struck out, sold as a package, named once for a block."""

from __future__ import annotations

from dataclasses import replace

from bench.plans.draft import Draft
from bench.plans.flat import Line
from bench.plans.knob import knob
from bench.plans.knobs.body import grouped
from bench.plans.sheet import Value
from bench.plans.table import Column, Entry, Head, Placed


def _may_change_money(draft: Draft) -> bool:
    """Whether a line's money stands in one column alone, and no total, price or period of it is written yet."""
    table = draft.table
    rates = ("unit_rate", "cpm", "discount", "gross_cost", "fee", "with_vat", "euro")
    return (
        draft.main is not None
        and not draft.spans
        and len(draft.lines) >= 4
        and not any(table.column(key) for key in rates)
        and all(entry.line is not None for entry in table.entries)
        and "income" not in draft.tags
    )


def _priced(draft: Draft, costs: dict[int, float]) -> None:
    """Give some lines another cost."""

    def change(line: Line) -> Line:
        cost = costs.get(id(line))
        if cost is None:
            return line
        return replace(line, numbers={**line.numbers, "cost": cost, "gross_cost": cost})

    draft.relabel(change)


def _package(draft: Draft, rest: str | None, merged: bool) -> bool | None:
    """The first lines are sold together: one price in the first one's cell."""
    if not _may_change_money(draft):
        return False
    own = draft.lines[: draft.chance.choice([2, 3])]
    whole = round(sum(line.numbers["cost"] for line in own), 2)
    _priced(draft, {id(line): whole if line is own[0] else 0.0 for line in own})
    entries = [entry for entry in draft.table.entries if entry.line in draft.lines[: len(own)]]
    for entry in entries[1:]:
        entry.cells["money"] = rest
    if merged:
        draft.table.down.append(("money", entries[0], entries[-1]))
    draft.tags.add("formulas")  # amounts of single lines are no longer to be rewritten
    return None


@knob("body", "body")
def package_merged(draft: Draft) -> bool | None:
    """Some lines are sold together: their cost is one merged cell."""
    return _package(draft, None, True)


@knob("body", "body")
def package_blank(draft: Draft) -> bool | None:
    """Some lines are sold together: their cost stands in the first of them, the others have none."""
    return _package(draft, None, False)


@knob("body", "body")
def package_included(draft: Draft) -> bool | None:
    """Some lines are sold together: their cost stands in the first of them, the others say 'included'."""
    return _package(draft, draft.word("included"), False)


@knob("body", "body")
def bonus_word(draft: Draft) -> bool | None:
    """A line is free, and its cost cell says so in a word."""
    if not _may_change_money(draft):
        return False
    last = draft.lines[-1]
    _priced(draft, {id(last): 0.0})
    next(entry for entry in draft.table.entries if entry.line is draft.lines[-1]).cells["money"] = draft.word(
        "bonus"
    )
    return None


def _set_apart(draft: Draft, entry: Entry, with_total: bool = False) -> None:
    """Take a row's line out of the plan; in every other plan a total leaves it out as well."""
    gone = entry.line
    entry.line, entry.cells = (
        None,
        {c.key: c.value(gone) for c in draft.table.columns if gone is not None} | entry.cells,
    )
    draft.lines = [line for line in draft.lines if line is not gone]
    if with_total or draft.chance.random() < 0.5:
        draft.table.entries.append(draft.total(draft.lines, draft.word("total")))
        draft.tags.add("total")


def _with_status(draft: Draft, word: str) -> Entry | None:
    """The row of a line that a column of states calls *word*; all others are booked."""
    if not _may_change_money(draft) or draft.table.column("status"):
        return None
    good = draft.words["confirmed"][0]
    draft.table.columns.append(Column("status", [Head(draft.word("status"))], lambda line: good, "text"))
    entry = draft.chance.choice(draft.table.entries[1:])
    entry.cells["status"] = word
    return entry


@knob("body", "body")
def cancelled_by_status(draft: Draft) -> bool | None:
    """A column of states calls one line cancelled; a total leaves it out, or there is none."""
    entry = _with_status(draft, draft.word("cancelled"))
    if entry is None:
        return False
    _set_apart(draft, entry)
    draft.may_ask.append("Whether the cancelled line counts.")
    return None


@knob("body", "body")
def optional_by_status(draft: Draft) -> bool | None:
    """A column of states calls one line optional, and no total says whether it counts."""
    if _with_status(draft, draft.word("optional")) is None:
        return False
    draft.tags |= {"total", "sheet bound"}
    draft.must_ask.append("Whether the optional line counts.")
    return None


@knob("body", "body")
def struck_out(draft: Draft) -> bool | None:
    """A cancelled line is struck out; a total leaves it out, or there is none."""
    if not _may_change_money(draft):
        return False
    entry = draft.chance.choice(draft.table.entries[1:])
    _set_apart(draft, entry)
    draft.may_ask.append("Whether the struck out line counts.")
    draft.tags.add("fills")  # a file without looks can not hold it

    def strike(placed: list[Placed]) -> None:
        for one in placed[:1]:
            one.sheet.struck |= {(one.row(entry), number) for number in one.numbers.values()}

    draft.after.append(strike)
    return None


@knob("body", "body")
def keys_once(draft: Draft) -> bool | None:
    """Channel, vendor and days stand in the first line of each block only."""
    return _keys_once(draft, merged=False)


@knob("body", "body")
def keys_merged(draft: Draft) -> bool | None:
    """Channel, vendor and days are merged over the lines of each block."""
    return _keys_once(draft, merged=True)


def _keys_once(draft: Draft, merged: bool) -> bool | None:
    if draft.spans or not (draft.table.column("placement") or draft.table.column("ad_format")):
        return False
    groups = grouped(draft)
    if groups is None:
        return False
    alike = {
        id(line): (lines[0].texts["publisher"], lines[0].flight)
        for lines in groups.values()
        for line in lines
    }

    def change(line: Line) -> Line:
        publisher, flight = alike[id(line)]
        return replace(line, texts={**line.texts, "publisher": publisher}, flight=flight)

    draft.relabel(change)
    by_channel: dict[str, list[Entry]] = {}
    for entry in draft.table.entries:
        if entry.line is not None:
            by_channel.setdefault(entry.line.texts["channel"], []).append(entry)
    keys = [
        c.key for c in draft.table.columns if c.key in ("channel", "publisher", "market") or c.kind == "date"
    ]
    for entries in by_channel.values():
        for entry in entries[1:]:
            entry.cells.update(dict.fromkeys(keys))
        if merged:
            draft.table.down += [(key, entries[0], entries[-1]) for key in keys]
    draft.table.entries = [entry for entries in by_channel.values() for entry in entries]
    return None


@knob("body", "body")
def tree_in_one_column(draft: Draft) -> bool | None:
    """Channels with their sums and vendors below them share one column, the vendors indented."""
    return _tree(draft, sums=True)


@knob("body", "body")
def tree_without_sums(draft: Draft) -> bool | None:
    """Channels and vendors below them share one column, the vendors indented."""
    return _tree(draft, sums=False)


def _tree(draft: Draft, sums: bool) -> bool | None:
    if [c.key for c in draft.table.of_kind("text")][:1] not in (["channel"], ["publisher"]):
        return False
    groups = grouped(draft)
    if groups is None or draft.table.column("publisher") is None:
        return False
    draft.table.columns = [c for c in draft.table.columns if c.key not in ("channel", "market")]
    if draft.table.of_kind("text")[0].key != "publisher":
        return False
    by_line = {id(entry.line): entry for entry in draft.table.entries}
    entries: list[Entry] = []
    for name, lines in groups.items():
        cells: dict[str, Value] = {**(draft.table.sums(lines) if sums else {}), "publisher": name}
        entries.append(Entry("subtotal" if sums else "section", None, cells, tuple(lines) if sums else ()))
        for line in lines:
            by_line[id(line)].cells["publisher"] = f"    {line.texts['publisher']}"
            entries.append(by_line[id(line)])
    draft.table.entries = entries
    return None


@knob("body", "body")
def notes_below_lines(draft: Draft) -> bool | None:
    """Some lines have a remark in a row below them."""
    entries = draft.table.entries
    texts = draft.table.of_kind("text")
    if len(entries) < 4 or any(entry.line is None for entry in entries):
        return False
    for at in (3, 1):
        note = Entry("note", None, {texts[min(1, len(texts) - 1)].key: draft.word("remark")})
        entries.insert(at, note)
    return None


@knob("columns")
def share_column(draft: Draft) -> bool | None:
    """A column says each line's share of the whole money."""
    if draft.main is None or {"euro", "vat"} & draft.tags:
        return False
    main = draft.main

    def share(line: Line) -> Value:
        whole = sum(main.truth(one) for one in draft.lines)
        return round(main.truth(line) / whole, 4) if whole else None

    at = draft.table.columns.index(main)
    draft.table.columns.insert(
        at + 1, Column("share", [Head(draft.word("share"))], share, "rate", None, "0.0%")
    )
    return None


@knob("body", "body")
def hidden_and_left_out(draft: Draft) -> bool | None:
    """A line's row is hidden, and the total leaves it out."""
    if not _may_change_money(draft):
        return False
    entry = draft.chance.choice(draft.table.entries[1:])
    _set_apart(draft, entry, with_total=True)
    entry.hidden = True
    draft.may_ask.append("Whether the hidden line counts.")
    return None


@knob("columns")
def twin_lines(draft: Draft) -> None:
    """The first booking stands in the plan twice, word for word."""
    twin = replace(draft.lines[0], extra={**draft.lines[0].extra, "twin": 1})
    draft.lines.insert(1, twin)
    draft.table.entries.insert(1, Entry("data", twin))
    draft.may_ask.append("Whether the booking was entered twice.")
