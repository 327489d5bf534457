"""Money that its own column does not say whole: stages under one name, scales said elsewhere, a currency a line, shares."""

from __future__ import annotations

from dataclasses import replace

from bench.plans.draft import Draft
from bench.plans.flat import Line
from bench.plans.knob import knob
from bench.plans.knobs.look import typed_money
from bench.plans.sheet import Value
from bench.plans.table import Column, Head, Strip

OTHER_MONEY = ("gross_cost", "fee", "with_vat", "euro", "margin")
RATES = ("unit_rate", "cpm")
"""Columns that would have to count as the main money does."""


def _thousands(column: Column) -> None:
    """The column's numbers in thousands, whoever says so."""
    value = column.value
    column.value, column.scale, column.form = (lambda line: _thousandth(value(line))), 1000, "#,##0.0##"


def _thousandth(value: Value) -> Value:
    return value / 1000 if isinstance(value, (int, float)) else value


def _under(draft: Draft, band: Head, columns: list[Column]) -> None:
    """*columns* below one heading; the others have none."""
    for column in draft.table.columns:
        column.heads.insert(0, band if column in columns else Head(None))


def _is_plain(draft: Draft) -> bool:
    """Whether there is one column of money, and no second row of headers."""
    table = draft.table
    return (
        draft.main is not None
        and not draft.spans
        and "thousands" not in draft.tags
        and not any(table.column(key) for key in (*OTHER_MONEY, *RATES))
        and all(len(column.heads) == 1 for column in table.columns)
    )


@knob("header", "rows", needs=("plan_fact_percent",))
def stages_under_one_name(draft: Draft) -> bool | None:
    """Planned and delivered money stand under one heading, which may say the thousands."""
    columns = [c for key in ("money", "fact", "versus") if (c := draft.table.column(key))]
    if len(columns) < 3 or not _is_plain(draft) or draft.says_currency:
        return False  # what the money's own header says would be lost
    name = draft.word("planned_budget")
    if draft.chance.random() < 0.5:
        name = f"{name} {draft.word('thousand')}"
        _thousands(columns[0])
        _thousands(columns[1])
        draft.tags.add("thousands")
    for column, word in zip(columns, ("plan", "fact", "versus"), strict=True):
        column.heads = [Head(draft.word(word))]
    _under(draft, Head(name, True), columns)
    return None


@knob("header", "rows")
def thousands_over_money(draft: Draft) -> bool | None:
    """The heading over the money says that it is in thousands."""
    if not _is_plain(draft) or draft.main is None:
        return False
    _thousands(draft.main)
    draft.tags.add("thousands")
    _under(draft, Head(f"{draft.word('planned_budget')} {draft.word('thousand')}"), [draft.main])
    return None


@knob("words", "money mark")
def thousands_in_brief(draft: Draft) -> bool | None:
    """A line above the table says currency and thousands of all its money."""
    if not _is_plain(draft) or draft.main is None:
        return False
    _thousands(draft.main)
    draft.tags.add("thousands")
    text = f"{draft.word('planned_budget')} {draft.currency.code} {draft.word('thousand')}"
    draft.table.above += [Strip({0: text}), Strip()]
    draft.says_currency = True
    return None


@knob("look", "typed")
def amounts_with_k(draft: Draft) -> bool | None:
    """Money is text in thousands: '182.8K'."""

    def write(number: float) -> str:
        return f"{number / 1000:.5f}".rstrip("0").rstrip(".").replace(".", draft.currency.decimal) + "K"

    return typed_money(draft, write)


@knob("columns", needs=("gross_discount_net",))
def negative_discount(draft: Draft) -> bool | None:
    """A discount is written as what it takes away: -15 %."""
    column = draft.table.column("discount")
    if column is None:
        return False
    column.value = lambda line: -line.numbers["discount"]
    return None


@knob("body", "body")
def currency_by_line(draft: Draft) -> bool | None:
    """Lines are in two currencies, which a column names; nothing adds them up."""
    first, *others = draft.words.currencies
    if not others or not _is_plain(draft) or draft.says_currency or {"vat", "income"} & draft.tags:
        return False
    codes = {id(line): (first, others[0])[at % 2].code for at, line in enumerate(draft.lines)}
    draft.relabel(lambda line: replace(line, currency=codes[id(line)]))
    at = draft.table.columns.index(next(c for c in draft.table.columns if c.key == "money"))
    column = Column(
        "currency", [Head(draft.word("currency"))], lambda line: line.currency, "text", "currency"
    )
    draft.table.columns.insert(at, column)
    draft.tags |= {"total", "typed", "vat", "income", "sheet bound"}
    return None


@knob("columns", "money word")
def shares_of_budget(draft: Draft) -> bool | None:
    """Lines have shares of the budget that the brief names, and no amounts."""
    if any(draft.table.column(key) for key in OTHER_MONEY):
        return False
    costs = [line.numbers["cost"] for line in draft.lines]
    budget = max(1_000, round(sum(costs), -3))
    shares = [round(cost / sum(costs), 3) for cost in costs[:-1]]
    shares.append(round(1 - sum(shares), 3))
    share = {id(line): part for line, part in zip(draft.lines, shares, strict=True)}

    def change(line: Line) -> Line:
        numbers = {**line.numbers, "cost": round(share[id(line)] * budget, 2)}
        return replace(line, numbers=numbers, extra={**line.extra, "share": share[id(line)]})

    draft.relabel(change)
    draft.money = "planned_budget"
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    draft.table.columns.append(
        Column(
            "share",
            [Head(draft.word("share"))],
            lambda line: line.extra.get("share"),
            "amount",
            "planned_budget",
            "0.0%",
            scale=budget,
        )
    )
    draft.brief(draft.word("budget"), budget)
    draft.tags |= {"vat", "money word", "sheet bound"}
    return None
