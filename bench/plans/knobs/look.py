"""How cells are written: formulas, numbers as text, signs, words for nothing, hidden columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bench.plans.draft import Draft
from bench.plans.flat import Line
from bench.plans.knob import knob
from bench.plans.sheet import Formula, Value, letter
from bench.plans.table import Column, Entry, Placed, Table

# ---------------------------------------------------------------- formulas


@knob("look", needs=("total_below",))
def total_formulas(draft: Draft) -> bool | None:
    """Totals are formulas over the cells above."""
    if not any(e.of for e in draft.table.entries) or "typed" in draft.tags:
        return False
    draft.tags.add("formulas")
    draft.after.append(_sum_formulas)
    return None


def _sum_formulas(placed: list[Placed]) -> None:
    for one in placed:
        for entry in one.table.entries:
            if entry.of:
                _sums(one, entry)


def _sums(one: Placed, entry: Entry) -> None:
    rows = one.line_rows(entry.of)
    if not rows:
        return
    whole = rows[-1] - rows[0] + 1 == len(rows)
    for column in one.table.columns:
        place = one.row(entry), one.numbers[column.key]
        result = one.sheet.cells.get(place)
        if column.adds and isinstance(result, (int, float)):
            name = letter(place[1])
            inside = f"{name}{rows[0]}:{name}{rows[-1]}" if whole else ",".join(f"{name}{r}" for r in rows)
            if whole or len(rows) <= 30:
                one.sheet.cells[place] = Formula(f"=SUM({inside})", float(result))


@knob("look", needs=("units_and_rate",))
def line_formulas(draft: Draft) -> bool | None:
    """A line's cost is a formula of units and price."""
    if (
        draft.main is None
        or draft.money == "gross_cost"
        or not draft.table.column("unit_rate")
        or "thousands" in draft.tags
    ):
        return False
    draft.tags |= {"formulas", "line formulas"}
    draft.after.append(_cost_formulas)
    return None


def _cost_formulas(placed: list[Placed]) -> None:
    for one in placed:
        for entry in one.table.entries:
            place = one.row(entry), one.numbers["money"]
            result = one.sheet.cells.get(place)
            if entry.line is not None and isinstance(result, (int, float)):
                row = place[0]
                text = f"={one.letter('planned_units')}{row}*{one.letter('unit_rate')}{row}"
                one.sheet.cells[place] = Formula(text, float(result))


@knob("look", needs=("total_formulas", "total_below"))
def uncalculated(draft: Draft) -> bool | None:
    """A program wrote the formulas and never worked them out."""
    if "formulas" not in draft.tags:
        return False
    draft.uncalculated = True
    if "line formulas" in draft.tags:
        draft.must_ask.append("The costs were never calculated.")
    else:
        draft.may_ask.append("The totals were never calculated.")
    return None


# ---------------------------------------------------------------- numbers as text


def typed_money(draft: Draft, write: Callable[[float], str]) -> bool | None:
    """Money is written as text in the table's lines and totals."""
    column = draft.main
    if column is None or {"formulas", "thousands", "typed"} & draft.tags:
        return False
    draft.tags.add("typed")
    keys = {
        column.key,
        *(c.key for c in draft.table.of_kind("period") if (c.field or "").endswith(("cost", "budget"))),
    }
    for table in (*draft.tables, *draft.versions):
        draft.after.append(partial(_retype, table, keys, write))
    return None


def _retype(table: Table, keys: set[str], write: Callable[[float], str], placed: list[Placed]) -> None:
    for one in placed:
        for entry in one.table.entries:
            for key in keys & set(one.numbers):
                place = one.row(entry), one.numbers[key]
                value = one.sheet.cells.get(place)
                if isinstance(value, (int, float)):
                    one.sheet.cells[place] = write(float(value))
                    one.sheet.formats.pop(place, None)


@knob("look", "typed")
def text_amounts(draft: Draft) -> bool | None:
    """Money is text in the country's form."""
    return typed_money(draft, draft.currency.written)


@knob("look", "typed")
def text_amounts_with_sign(draft: Draft) -> bool | None:
    """Money is text with its sign."""
    money = draft.currency
    before = money.sign in ("$", "£", "R$", "¥", "₩")
    draft.says_currency = draft.says_currency or money.sign not in ("$", "¥")
    return typed_money(
        draft,
        lambda number: (
            f"{money.sign}{money.written(number)}" if before else f"{money.written(number)} {money.sign}"
        ),
    )


@knob("look", "typed")
def currency_format(draft: Draft) -> bool | None:
    """Only the number format shows the currency."""
    if draft.main is None or "typed" in draft.tags:
        return False
    for table in (*draft.tables, *draft.versions):
        column = table.column("money")
        if column:
            column.form = f'#,##0.00 "{draft.currency.sign}"'
    return None


def _words_for_nothing(draft: Draft, word: str) -> bool | None:
    """A count that is not there is a word."""
    column = draft.table.column("clicks") or draft.table.column("video_views")
    if column is None or len(draft.lines) < 3:
        return False
    first, value = draft.lines[0], column.value
    column.value = lambda line: word if line is first else value(line)
    for entry in draft.table.entries:
        if entry.of:
            entry.cells[column.key] = sum(
                v for x in entry.of if isinstance(v := column.value(x), (int, float))
            )
    draft.may_ask.append(f"What {word!r} stands for.")
    return None


@knob("look", "nothing", needs=("clicks_and_ctr",))
def nan_words(draft: Draft) -> bool | None:
    """'nan' stands for a count that is not there."""
    return _words_for_nothing(draft, draft.chance.choice(["nan", "NaN", "inf", "1e400"]))


@knob("look", "nothing", needs=("clicks_and_ctr",))
def dash_for_nothing(draft: Draft) -> bool | None:
    """A dash, 'n/a' or 'tbd' stands for a count that is not there."""
    return _words_for_nothing(draft, draft.chance.choice(["-", "–", "n/a", "tbd"]))


# ---------------------------------------------------------------- hidden


@knob("look")
def hidden_text_column(draft: Draft) -> bool | None:
    """A text column is hidden."""
    texts = draft.table.of_kind("text")
    if len(texts) < 3:
        return False
    draft.after.append(lambda placed: _hide(placed, texts[-1]))
    return None


def _hide(placed: list[Placed], column: Column) -> None:
    placed[0].sheet.hidden_columns.add(placed[0].numbers[column.key])


@knob("look")
def repeated_name(draft: Draft) -> bool | None:
    """Two text columns have the same header."""
    texts = draft.table.of_kind("text")
    if "publisher" not in [c.key for c in texts] or any(len(c.heads) > 1 for c in draft.table.columns):
        return False
    source = draft.table.column("publisher")
    if source is None:
        return False

    def value(line: Line) -> Value:
        return line.texts["publisher"]

    draft.table.columns.append(Column("publisher2", list(source.heads), value, "text", "publisher"))
    return None
