"""How headers are written: rows, merges, units, languages, slips."""

from __future__ import annotations

from itertools import groupby

from bench.plans.draft import Draft
from bench.plans.knob import knob
from bench.plans.table import Column, Head, Strip
from bench.plans.words import words_of

KINDS = {
    "text": "title",
    "beside": "title",
    "date": "period",
    "period": "plan",
    "amount": "plan",
    "rate": "plan",
}


def _groups(draft: Draft, merged: bool, down: bool) -> bool | None:
    """Put a row of headings above; period columns that have one already keep it."""
    if any(len(c.heads) > 1 for c in draft.table.columns):
        return False
    for word, run in groupby(draft.table.columns, key=lambda c: KINDS.get(c.kind, "")):
        columns = list(run)
        if word == "title" and down:
            for c in columns:
                c.heads = [Head(c.heads[0].text, True)] * 2
            continue
        text = (
            None
            if word == ""
            else draft.chance.choice(["Media", "Booking", "Digital"])
            if word == "title"
            else draft.word(word)
        )
        shared = Head(text, merged)
        for c in columns:
            c.heads.insert(0, shared)
    return None


@knob("header", "rows")
def group_row(draft: Draft) -> bool | None:
    """A row of merged headings above the header."""
    return _groups(draft, True, False)


@knob("header", "rows")
def group_row_unmerged(draft: Draft) -> bool | None:
    """Headings above groups of columns stand in the first cell only."""
    return _groups(draft, False, False)


@knob("header", "rows")
def headers_merged_down(draft: Draft) -> bool | None:
    """Single headers are merged over both header rows."""
    return _groups(draft, True, True)


@knob("header", "rows")
def three_rows(draft: Draft) -> bool | None:
    """A heading, the header, and a row of units."""
    if _groups(draft, True, False) is False:
        return False
    return unit_row(draft)


@knob("header", "units")
def unit_row(draft: Draft) -> bool | None:
    """A row of units below the header."""
    if draft.table.gap or "units" in draft.tags:
        return False
    draft.tags.add("units")
    for c in draft.table.columns:
        money = c.kind in ("amount", "period") and (c.field or "").endswith(
            ("cost", "budget", "fee", "spend")
        )
        if money and c.currency == "" and c.key != "euro":
            draft.says_currency = True
        unit = (
            (c.currency or ("EUR" if c.key == "euro" else draft.currency.code))
            if money or c.key in ("euro", "with_vat")
            else "#"
            if c.kind == "amount"
            else None
        )
        c.heads.append(Head(unit))
    return None


@knob("header", "rows")
def english_row(draft: Draft) -> bool | None:
    """A row with the English names above the local ones."""
    if draft.words.language == "en" or draft.spans or any(len(c.heads) > 1 for c in draft.table.columns):
        return False
    for c in draft.table.columns:
        c.heads.insert(0, Head(_english(draft, c)))
    return None


def _english(draft: Draft, column: Column) -> str | None:
    name = draft.money if column.key == "money" else column.key
    english = words_of("en").texts.get(name)
    return english[0] if english else None


@knob("words", "text")
def bilingual(draft: Draft) -> bool | None:
    """Each header names its column in two languages."""
    if draft.words.language == "en":
        return False
    between = draft.chance.choice([" / ", "\n", " "])
    for c in draft.table.columns:
        english = _english(draft, c)
        if english and isinstance(c.heads[-1].text, str) and english.lower() != c.heads[-1].text.lower():
            c.heads[-1] = Head(f"{c.heads[-1].text}{between}{english}")
    return None


@knob("words", "text")
def upper_case(draft: Draft) -> None:
    """Headers in capitals."""
    _each(draft, str.upper)


@knob("words", "text")
def hints(draft: Draft) -> None:
    """Headers say what is required."""
    _each(draft, lambda text: f"{text} (required*)")


@knob("words", "text")
def wrapped(draft: Draft) -> None:
    """Headers of several words are broken over lines."""
    _each(draft, lambda text: text.replace(" ", "\n"))


@knob("words", "text")
def slip(draft: Draft) -> bool | None:
    """A letter is lost in one long header."""
    long = [
        c
        for c in draft.table.columns
        if isinstance(c.heads[-1].text, str) and len(c.heads[-1].text) > 8 and c.heads[-1].text.isalpha()
    ]
    if not long:
        return False
    head = draft.chance.choice(long).heads[-1]
    text = str(head.text)
    at = len(text) // 2
    head.text = text[:at] + text[at + 1 :]
    return None


def _each(draft: Draft, change) -> None:  # type: ignore[no-untyped-def]
    for head in {id(c.heads[-1]): c.heads[-1] for c in draft.table.columns if c.kind != "period"}.values():
        if isinstance(head.text, str) and len(head.text) > 2:
            head.text = change(head.text)


def _money_head(draft: Draft) -> Head | None:
    return None if draft.main is None else draft.main.heads[-1]


@knob("words", "money mark")
def currency_in_header(draft: Draft) -> bool | None:
    """The money's header says its currency."""
    head = _money_head(draft)
    if head is None or draft.table.column("euro"):
        return False
    mark = draft.chance.choice([draft.currency.code, draft.currency.sign])
    head.text = draft.chance.choice([f"{head.text} ({mark})", f"{head.text}, {mark}", f"{head.text} {mark}"])
    draft.says_currency = (
        draft.says_currency or mark == draft.currency.code or draft.currency.sign in "€£₽₴₺₩"
    )
    return None


@knob("words", "money mark")
def excl_vat_in_header(draft: Draft) -> bool | None:
    """The money's header says that VAT is not in it."""
    head = _money_head(draft)
    if head is None or draft.money == "gross_cost" or "vat" in draft.tags:
        return False
    head.text = f"{head.text}, {draft.word('excl_vat')}"
    draft.either.append(("net_cost", "planned_budget"))
    return None


@knob("words", "money mark")
def incl_vat_in_header(draft: Draft) -> bool | None:
    """The money's header says that VAT is in it: a gross cost."""
    head = _money_head(draft)
    if head is None or draft.money != "cost" or "vat" in draft.tags or draft.main is None:
        return False
    head.text = f"{head.text} {draft.word('incl_vat')}"
    draft.main.field = "gross_cost"
    for c in draft.table.of_kind("period"):
        c.field = "gross_cost" if c.field == "net_cost" else c.field
    return None


@knob("words", "money mark")
def year_in_header(draft: Draft) -> bool | None:
    """A year stands beside the money's name."""
    head = _money_head(draft)
    if head is None:
        return False
    head.text = f"{head.text} {draft.lines[0].flight.first.year}"
    return None


@knob("words", "money mark")
def money_in_thousands(draft: Draft) -> bool | None:
    """The money is in thousands, as its header says."""
    column = draft.main
    if column is None or draft.spans or draft.table.column("unit_rate"):
        return False
    _in_thousands(draft, column)
    return None


@knob("words", needs=("impressions_and_cpm",))
def impressions_in_thousands(draft: Draft) -> bool | None:
    """Impressions are in thousands, as their header says."""
    column = draft.table.column("planned_impressions")
    if column is None:
        return False
    _in_thousands(draft, column)
    return None


def _in_thousands(draft: Draft, column: Column) -> None:
    value = column.value
    column.heads[-1].text = f"{column.heads[-1].text} {draft.word('thousand')}"
    column.value, column.scale, column.form = (lambda line: value(line) / 1000), 1000, "#,##0.0"  # type: ignore[operator]
    draft.tags.add("thousands")


@knob("header")
def gap_below_header(draft: Draft) -> None:
    """An empty row between header and lines."""
    draft.table.gap = 1


@knob("header")
def remark_above_header(draft: Draft) -> None:
    """A stray remark right above one header."""
    keys = [c.key for c in draft.table.columns if c.kind != "gap"]
    draft.after.append(lambda placed: _stray(draft, placed, draft.chance.choice(keys)))
    draft.table.above.append(Strip({}))


def _stray(draft: Draft, placed, key: str) -> None:  # type: ignore[no-untyped-def]
    first = placed[0]
    row = first.header_rows[0] - 1
    if (
        row >= 1
        and key in first.numbers
        and not any((row, c) in first.sheet.cells for c in first.numbers.values())
    ):
        first.sheet.put(row, first.numbers[key], draft.word("remark"))
        first.sheet.labels[row] = "metadata"


@knob("words")
def nameless_vendors(draft: Draft) -> bool | None:
    """The column of vendors has no name."""
    column = draft.table.column("publisher")
    if column is None or len(draft.table.of_kind("text")) < 2 or len(column.heads) > 1:
        return False
    column.heads = [Head(None)]
    draft.may_ask.append("What the column without a name holds.")
    return None


@knob("header", needs=("months_with_year",))
def total_right_of_periods(draft: Draft) -> bool | None:
    """Right of the periods a column adds them up, beside the money's own."""
    own = draft.table.of_kind("period")
    if not own or draft.main is None or {"vat", "euro", "income", "beside"} & draft.tags:
        return False
    if any(column.field != own[0].field for column in own):
        return False
    heads = [Head(None) for _ in own[0].heads[1:]]
    whole = Column(
        "whole",
        [*heads, Head(draft.word("total"))],
        lambda line: round(sum(line.parts), 2) or None,
        "amount",
        None,
        "#,##0.00",
    )
    draft.table.columns.insert(draft.table.columns.index(own[-1]) + 1, whole)
    return None
