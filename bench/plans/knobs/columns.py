"""Which columns a plan has, and columns that are none of it."""

from __future__ import annotations

from dataclasses import replace

from bench.plans.draft import Draft
from bench.plans.flat import Line
from bench.plans.knob import knob
from bench.plans.table import Column, Head


def _after_money(draft: Draft, column: Column) -> None:
    columns = draft.table.columns
    at = next((i for i, c in enumerate(columns) if c.key == "money"), len(columns) - 1)
    columns.insert(at + 1, column)


@knob("columns", "money word")
def money_net(draft: Draft) -> None:
    """The main money says net."""
    draft.money = "net_cost"
    if draft.main:
        draft.main.heads[-1].text = draft.word("net_cost")


@knob("columns", "money word")
def money_budget(draft: Draft) -> None:
    """The main money says budget."""
    draft.money = "planned_budget"
    if draft.main:
        draft.main.heads[-1].text = draft.word("planned_budget")
        draft.main.field = "planned_budget"


@knob("columns", "money word")
def money_gross(draft: Draft) -> None:
    """The only money is gross."""
    draft.money = "gross_cost"
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    draft.table.columns.append(draft.amount("gross_cost", key="money"))


@knob("columns", "money word")
def gross_discount_net(draft: Draft) -> None:
    """Gross, discount and net side by side."""
    draft.money = "net_cost"
    columns = [c for c in draft.table.columns if c.key != "money"]
    discount = Column(
        "discount", [Head(draft.word("discount"))], lambda line: line.numbers["discount"], "rate", None, "0%"
    )
    draft.table.columns = [
        *columns,
        draft.amount("gross_cost"),
        discount,
        draft.amount("net_cost", key="money"),
    ]


@knob("columns")
def units_and_rate(draft: Draft) -> None:
    """Units x unit price = cost."""
    columns = draft.table.columns
    at = next((i for i, c in enumerate(columns) if c.key == "money"), len(columns))
    own = [] if draft.table.column("buy_type") else [draft.text("buy_type")]
    columns[at:at] = [*own, draft.amount("planned_units"), draft.rate("unit_rate")]


@knob("columns")
def impressions_and_cpm(draft: Draft) -> None:
    """Impressions and their price."""
    if draft.table.column("planned_impressions") is None:
        draft.table.columns.append(draft.amount("planned_impressions"))
    draft.table.columns.append(draft.rate("cpm"))


@knob("columns")
def clicks_and_ctr(draft: Draft) -> None:
    """Clicks and their rate."""
    if draft.table.column("planned_impressions") is None:
        draft.table.columns.append(draft.amount("planned_impressions"))
    draft.table.columns += [draft.amount("clicks"), draft.rate("ctr", "0.00%")]


@knob("columns")
def views(draft: Draft) -> None:
    """Video views."""
    draft.table.columns.append(draft.amount("video_views"))


@knob("columns")
def fee_column(draft: Draft) -> bool | None:
    """The agency's fee in a column of its own."""
    if draft.main is None:
        return False
    fee = Column(
        "fee",
        [Head(draft.word("fee"))],
        lambda line: round(line.numbers["cost"] * 0.05, 2),
        "amount",
        "agency_fee",
        "#,##0.00",
    )
    _after_money(draft, fee)
    return None


@knob("columns")
def net_and_with_vat(draft: Draft) -> bool | None:
    """The money without and with VAT, side by side."""
    if draft.main is None or draft.money == "gross_cost" or "vat" in draft.tags:
        return False
    rate = 1 + draft.words.vat_rate
    word = str(draft.main.heads[-1].text)
    draft.main.heads[-1].text = f"{word}, {draft.word('excl_vat')}"
    head = Head(f"{word}, {draft.word('incl_vat')}")
    draft.tags.add("vat")
    vat = Column(
        "with_vat",
        [head],
        lambda line: round(line.numbers["cost"] * rate, 2),
        "amount",
        "gross_cost",
        "#,##0.00",
    )
    draft.optional.add("gross_cost")
    _after_money(draft, replace(vat, field=None))
    return None


@knob("columns")
def local_and_euro(draft: Draft) -> bool | None:
    """The same money in the local and in a common currency."""
    if draft.main is None or draft.currency.code == "EUR":
        return False
    word = str(draft.main.heads[-1].text)
    draft.main.heads[-1].text = f"{word} {draft.currency.code}"
    draft.main.currency = draft.currency.code
    name = "gross_cost" if draft.money == "gross_cost" else "cost"
    euro = Column(
        "euro",
        [Head(f"{word} EUR")],
        lambda line: round(line.numbers[name] / 4, 2),
        "amount",
        None,
        "#,##0.00",
    )
    draft.tags.add("euro")
    _after_money(draft, euro)
    return None


@knob("columns")
def platform_columns(draft: Draft) -> bool | None:
    """Impressions per device in columns of their own."""
    if draft.table.column("planned_impressions") is not None:
        return False
    word = draft.word("planned_impressions")

    def part(share: float, rest: bool = False):  # type: ignore[no-untyped-def]
        def value(line: Line) -> float:
            first = round(line.numbers["planned_impressions"] * share)
            return line.numbers["planned_impressions"] - first if rest else first

        return value

    for name, rest in (("Desktop", False), ("Mobile", True)):
        column = Column(
            f"imps:{name}",
            [Head(f"{word} {name}")],
            part(0.4, rest),
            "amount",
            "planned_impressions",
            "#,##0",
        )
        draft.table.columns.append(column)
    return None


@knob("columns", "money word")
def plan_fact_percent(draft: Draft) -> None:
    """Planned, delivered and a percentage side by side."""
    draft.money = "planned_budget"
    word = draft.word("planned_budget")
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    plan = draft.amount("planned_budget", key="money")
    plan.heads[-1].text = f"{word} {draft.word('plan')}"
    fact = Column(
        "fact",
        [Head(f"{word} {draft.word('fact')}")],
        lambda line: round(line.numbers["cost"] * 0.9, 2),
        "amount",
        "spend",
        "#,##0.00",
    )
    share = Column("versus", [Head(draft.word("versus"))], lambda line: 0.9, "rate", None, "0%")
    draft.table.columns += [plan, fact, share]
    draft.either = [g for g in draft.either if "spend" not in g] + [("planned_budget", "net_cost")]


@knob("columns")
def number_column(draft: Draft) -> None:
    """Lines are numbered in a first column."""
    draft.table.columns.insert(
        0,
        Column(
            "number",
            [Head(draft.chance.choice(["#", "No.", "№", "N"]))],
            lambda line: line.extra.get("number"),
            "beside",
        ),
    )
    draft.relabel(_numbered(draft.lines))


def _numbered(lines: list[Line]):  # type: ignore[no-untyped-def]
    numbers = {id(line): at for at, line in enumerate(lines, 1)}
    return lambda line: replace(line, extra={**line.extra, "number": numbers[id(line)]})


@knob("columns")
def notes_column(draft: Draft) -> None:
    """A column of remarks, filled here and there."""
    notes = {id(line): draft.word("remark") if draft.chance.random() < 0.4 else "" for line in draft.lines}
    column = Column(
        "notes", [Head(draft.word("notes"))], lambda line: line.texts.get("notes") or None, "text", "notes"
    )
    draft.table.columns.append(column)
    draft.relabel(lambda line: replace(line, texts={**line.texts, "notes": notes[id(line)]}))


@knob("columns")
def production_days(draft: Draft) -> None:
    """Numbers that are no measure: days of production."""
    column = Column(
        "days",
        [Head(draft.words["creative"][1])],
        lambda line: 3 + len(line.texts["publisher"]) % 7,
        "beside",
    )
    draft.table.columns.append(column)


@knob("columns")
def agency_income(draft: Draft) -> bool | None:
    """Right of the plan, behind a gap, the agency's own income."""
    if "beside" in draft.tags or draft.main is None:
        return False
    draft.tags.add("income")
    draft.optional.add("agency_fee")
    gap = Column("gap:income", [Head(None)], lambda line: None, "gap")
    share = Column("margin_share", [Head("%")], lambda line: 0.07, "rate", None, "0.0%")
    income = Column(
        "margin",
        [Head(draft.word("margin"))],
        lambda line: round(line.numbers["cost"] * 0.07, 2),
        "amount",
        None,
        "#,##0.00",
    )
    draft.table.columns += [gap, share, income]
    return None


@knob("columns")
def spacer_column(draft: Draft) -> None:
    """An empty narrow column between groups."""
    at = len(draft.table.of_kind("text", "beside"))
    draft.table.columns.insert(at, Column("gap:spacer", [Head(None)], lambda line: None, "gap"))


@knob("columns")
def measures_first(draft: Draft) -> None:
    """The money stands left of the texts."""
    columns = draft.table.columns
    draft.table.columns = [c for c in columns if c.key == "money"] + [c for c in columns if c.key != "money"]


@knob("columns")
def shuffled_columns(draft: Draft) -> bool | None:
    """Columns in no usual order."""
    if {"income", "beside"} & draft.tags:
        return False
    draft.chance.shuffle(draft.table.columns)
    return None


@knob("columns")
def one_line(draft: Draft) -> None:
    """The plan is a single line."""
    draft.lines = draft.lines[:1]
    draft.table.entries = draft.table.entries[:1]


@knob("columns")
def many_lines(draft: Draft) -> None:
    """Some forty lines: each booking again in other markets."""
    for name in draft.words["markets"][1:]:
        twins = [replace(line, texts={**line.texts, "market": name}) for line in draft.lines[:9]]
        twins = [t.times(draft.chance.choice([0.5, 0.8, 1.2, 2])) for t in twins]
        draft.lines += twins
        draft.table.entries += [type(draft.table.entries[0])("data", t) for t in twins]
    if draft.table.column("market") is None:
        draft.table.columns.insert(0, draft.text("market"))
