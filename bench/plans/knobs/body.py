"""How the lines stand: sections, outlines, subtotals, roll-ups, gaps."""

from __future__ import annotations

from dataclasses import replace

from bench.plans.draft import Draft, groups_of, renamed
from bench.plans.flat import DISPLAY, SOCIAL, VIDEO, Line, booking, publishers_of
from bench.plans.knob import knob
from bench.plans.sheet import Value
from bench.plans.table import Entry


def grouped(draft: Draft, key: str = "channel") -> dict[str, list[Line]] | None:
    """Two channels of at least two lines each, one after the other; None where there are too few lines."""
    if len(draft.lines) < 4 or draft.sums:
        return None
    channels = draft.chance.sample((DISPLAY, SOCIAL, VIDEO), 2)
    half = len(draft.lines) // 2
    twins = {id(line): _moved(draft, line, channels[at >= half], at) for at, line in enumerate(draft.lines)}
    draft.relabel(lambda line: twins[id(line)])
    return groups_of(draft.lines, key)


def _moved(draft: Draft, line: Line, channel: int, at: int) -> Line:
    """The line as one of *channel*; no two lines of a channel are the same booking."""
    names = publishers_of(draft.words, channel)
    texts = booking(draft.chance, draft.words, channel, names[at % len(names)])
    texts["placement"] += f" {at // len(names) + 1}"
    return renamed(line, **{k: v for k, v in texts.items() if k not in ("market", "buy_type")})


def _drop(draft: Draft, key: str) -> None:
    draft.table.columns = [c for c in draft.table.columns if c.key != key]


def _label_key(draft: Draft) -> str:
    return next(c.key for c in draft.table.columns if c.kind != "gap")


@knob("body", "body")
def sections(draft: Draft) -> bool | None:
    """A heading above the lines of each channel, which no column repeats."""
    return _sections(draft, wide=False)


@knob("body", "body")
def sections_merged(draft: Draft) -> bool | None:
    """A heading merged over the whole table above the lines of each channel."""
    return _sections(draft, wide=True)


def _sections(draft: Draft, wide: bool, subtotal: str = "") -> bool | None:
    groups = grouped(draft)
    if groups is None:
        return False
    _drop(draft, "channel")
    entries: list[Entry] = []
    for name, lines in groups.items():
        entries.append(Entry("section", None, {_label_key(draft): name}, wide=wide))
        entries += [Entry("data", line) for line in lines]
        if subtotal:
            entries.append(draft.total(lines, subtotal, "subtotal"))
    draft.table.entries = entries
    return None


@knob("body", "body")
def sections_with_subtotals(draft: Draft) -> bool | None:
    """Headings above groups, subtotals below them."""
    return _sections(draft, wide=False, subtotal=draft.word("subtotal"))


def _subtotals(draft: Draft, label: str, named: bool = False) -> bool | None:
    groups = grouped(draft)
    if groups is None:
        return False
    entries: list[Entry] = []
    for name, lines in groups.items():
        entries += [Entry("data", line) for line in lines]
        entries.append(draft.total(lines, f"{label} {name}" if named else label, "subtotal"))
    draft.table.entries = entries
    return None


@knob("body", "body")
def subtotals(draft: Draft) -> bool | None:
    """A subtotal below each group."""
    return _subtotals(draft, draft.word("subtotal"))


@knob("body", "body")
def subtotals_named(draft: Draft) -> bool | None:
    """A total below each channel that says its name."""
    return _subtotals(draft, draft.words["total"][0], named=True)


@knob("body", "body")
def subtotals_unlabelled(draft: Draft) -> bool | None:
    """Sums without a word below each group."""
    return _subtotals(draft, "")


@knob("body", "body")
def outline_parents(draft: Draft) -> bool | None:
    """Parent rows carry name and sum; the lines below leave the name blank."""
    groups = grouped(draft)
    if (
        groups is None
        or draft.table.column("channel") is None
        or draft.table.of_kind("text")[0].key != "channel"
    ):
        return False
    entries: list[Entry] = []
    for name, lines in groups.items():
        cells: dict[str, Value] = {**draft.table.sums(lines), "channel": name}
        entries.append(Entry("subtotal", None, cells, tuple(lines)))
        entries += [Entry("data", line, {"channel": None}) for line in lines]
    draft.table.entries = entries
    return None


@knob("body", "body")
def rollups(draft: Draft) -> bool | None:
    """Rows that say 'All' in the finer columns sum the rows below them."""
    groups = grouped(draft)
    texts = [c.key for c in draft.table.of_kind("text")]
    if groups is None or texts[:1] != ["channel"] or len(texts) < 2 or "publisher" not in texts:
        return False
    word = draft.words["all"][-1]
    finer = {key: word for key in texts[1:] if key in ("publisher", "placement", "ad_format", "audience")}
    entries: list[Entry] = []
    for name, lines in groups.items():
        entries.append(
            Entry("subtotal", None, {**draft.table.sums(lines), **finer, "channel": name}, tuple(lines))
        )
        entries += [Entry("data", line) for line in lines]
    whole: dict[str, Value] = {**draft.table.sums(draft.lines), **finer, "channel": word}
    entries.append(Entry("total", None, whole, tuple(draft.lines)))
    draft.table.entries = entries
    draft.tags.add("total")
    return None


@knob("body", "body")
def merged_down(draft: Draft) -> bool | None:
    """A channel's cell is merged over its lines."""
    groups = grouped(draft)
    if groups is None or draft.table.column("channel") is None:
        return False
    by_line = {id(e.line): e for e in draft.table.entries}
    ordered = [line for lines in groups.values() for line in lines]
    draft.table.entries = [by_line[id(line)] for line in ordered]
    for lines in groups.values():
        draft.table.down.append(("channel", by_line[id(lines[0])], by_line[id(lines[-1])]))
        for line in lines[1:]:
            by_line[id(line)].cells["channel"] = None
    return None


@knob("body", "body")
def first_only(draft: Draft) -> bool | None:
    """A channel stands in the first of its lines only."""
    if merged_down(draft) is False:
        return False
    draft.table.down.clear()
    return None


@knob("body", "body")
def gaps_between(draft: Draft) -> bool | None:
    """An empty row between groups."""
    groups = grouped(draft)
    if groups is None:
        return False
    entries: list[Entry] = []
    for lines in groups.values():
        entries += [Entry("empty")] if entries else []
        entries += [Entry("data", line) for line in lines]
    draft.table.entries = entries
    return None


@knob("body", "body")
def header_again(draft: Draft) -> bool | None:
    """The header is repeated in the middle."""
    if len(draft.lines) < 4 or draft.spans:
        return False
    cells: dict[str, Value] = {c.key: c.heads[-1].text for c in draft.table.columns}
    draft.table.entries.insert(len(draft.table.entries) // 2, Entry("header", None, cells))
    return None


@knob("body", "body")
def remark_between(draft: Draft) -> bool | None:
    """A remark in a row of its own between the lines."""
    if len(draft.lines) < 3:
        return False
    draft.table.entries.insert(
        2, Entry("note", None, {_label_key(draft): "* " + draft.word("note").lstrip("* ")})
    )
    return None


@knob("body")
def zero_line(draft: Draft) -> bool | None:
    """A bonus line costs nothing."""
    if draft.spans or len(draft.lines) < 3 or draft.table.column("unit_rate") or draft.table.column("cpm"):
        return False
    last = draft.lines[-1]

    def free(line: Line) -> Line:
        return replace(line, numbers={**line.numbers, "cost": 0, "gross_cost": 0}) if line is last else line

    draft.relabel(free)
    _summed_again(draft, last)
    return None


@knob("body")
def credit_line(draft: Draft) -> bool | None:
    """A line is a credit: its money is negative."""
    if draft.spans or len(draft.lines) < 3 or draft.table.column("unit_rate") or draft.table.column("cpm"):
        return False
    last = draft.lines[-1]

    def credit(line: Line) -> Line:
        cost = {"cost": -abs(line.numbers["cost"]), "gross_cost": -abs(line.numbers["gross_cost"])}
        return replace(line, numbers={**line.numbers, **cost}) if line is last else line

    draft.relabel(credit)
    _summed_again(draft, last)
    draft.may_ask.append("Whether the negative line is a credit.")
    return None


def _summed_again(draft: Draft, old: Line) -> None:
    """Totals that held *old* hold its twin, and show its amounts."""
    twin = draft.lines[-1]
    for entry in draft.table.entries:
        if any(line is old for line in entry.of):
            entry.of = tuple(twin if line is old else line for line in entry.of)
        if entry.of:
            entry.cells.update(draft.table.sums(entry.of))


@knob("body")
def name_without_amounts(draft: Draft) -> None:
    """A line is named and has no amounts yet."""
    texts = {
        c.key: c.value(draft.lines[0])
        for c in draft.table.of_kind("text")
        if not c.key.startswith(("period", "gap", "notes", "flight", "month"))
    }
    key = next(iter(texts), None)
    if key is None:
        return
    draft.table.entries.append(Entry("data", None, {**texts, key: f"{texts[key]} 2"}, optional=True))
    draft.may_ask.append("What the line without amounts is.")


@knob("body")
def hidden_line(draft: Draft) -> bool | None:
    """A line's row is hidden."""
    rows = [e for e in draft.table.entries if e.line is not None]
    if len(rows) < 3:
        return False
    rows[1].hidden = True
    draft.may_ask.append("Whether the hidden row belongs to the plan.")
    draft.tags.add("hidden")
    return None
