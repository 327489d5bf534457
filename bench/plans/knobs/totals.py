"""Totals of every form and place, and the costs that stand below them."""

from __future__ import annotations

from dataclasses import replace

from bench.plans.draft import Draft, groups_of
from bench.plans.knob import knob
from bench.plans.sheet import Formula, Sheet, Value, letter
from bench.plans.table import Entry, Placed, Strip

# ---------------------------------------------------------------- totals


def _total(draft: Draft, label: str, at: int = 0) -> Entry:
    return draft.total(draft.lines, label, "total", at)


@knob("total", "total")
def total_below(draft: Draft) -> bool | None:
    """A total row below the lines."""
    if "total" in draft.tags:
        return False
    draft.table.entries.append(_total(draft, draft.word("total")))
    return None


@knob("total", "total")
def total_unlabelled(draft: Draft) -> bool | None:
    """Sums below the lines, and no word."""
    if "total" in draft.tags or "hidden" in draft.tags:
        return False
    draft.table.entries.append(_total(draft, ""))
    return None


@knob("total", "total")
def total_after_gap(draft: Draft) -> bool | None:
    """An empty row, then the total."""
    if "total" in draft.tags:
        return False
    draft.table.entries += [Entry("empty"), _total(draft, draft.word("total"))]
    return None


@knob("total", "total")
def total_above(draft: Draft) -> bool | None:
    """The total stands above the lines."""
    if "total" in draft.tags:
        return False
    draft.table.entries.insert(0, _total(draft, draft.word("total")))
    return None


@knob("total", "total")
def total_word_right(draft: Draft) -> bool | None:
    """The total's word stands in the last text column."""
    if "total" in draft.tags:
        return False
    draft.table.entries.append(_total(draft, draft.word("total"), 9))
    return None


@knob("total", "total")
def total_of_money_alone(draft: Draft) -> bool | None:
    """The total row sums the money and nothing else."""
    if "total" in draft.tags or draft.main is None:
        return False
    entry = _total(draft, draft.word("total"))
    keep = {"money", *(c.key for c in draft.table.of_kind("text", "beside"))}
    entry.cells = {k: v for k, v in entry.cells.items() if k in keep}
    draft.table.entries.append(entry)
    return None


@knob("total", "total")
def total_in_a_list(draft: Draft) -> bool | None:
    """The total stands in a list of figures below the table."""
    if "total" in draft.tags or {"euro", "vat"} & draft.tags:
        return False
    draft.table.below += [Strip(), Strip({0: draft.word("total"), 1: draft.money_of()}, "total")]
    impressions = draft.table.column("planned_impressions")
    if impressions:
        count = sum(line.numbers["planned_impressions"] for line in draft.lines)
        draft.table.below.append(Strip({0: draft.words["planned_impressions"][0], 1: count}, "total"))
    return None


@knob("total", "total")
def money_by_its_list(draft: Draft) -> bool | None:
    """The money's column has an agency's own code for a header; the list of figures below names it by its sum."""
    if "total" in draft.tags or {"euro", "vat", "money word"} & draft.tags or draft.main is None:
        return False
    if len(draft.lines) < 3 or draft.says_currency or draft.money != "cost":
        return False
    draft.money = "net_cost"
    draft.main.heads[-1].text = draft.chance.choice(["K7", "W-03", "Pos. F", "XLK"])
    draft.table.below += [Strip(), Strip({0: draft.word("net_cost"), 1: draft.money_of()}, "total")]
    return None


@knob("total", "total")
def total_in_brief(draft: Draft) -> bool | None:
    """The brief above says the whole budget, and it is the sum."""
    if {"euro", "vat"} & draft.tags:
        return False
    draft.brief(draft.word("budget"), draft.money_of())
    return None


@knob("total", "total")
def total_on_another_sheet(draft: Draft) -> bool | None:
    """A summary on another sheet says the sums by channel and in all."""
    if {"euro", "vat"} & draft.tags:
        return False
    sheet = Sheet(draft.word("summary"))
    rows: list[list[Value]] = [[draft.word("channel"), draft.word("cost")]]
    rows += [[name, draft.money_of(lines)] for name, lines in groups_of(draft.lines, "channel").items()]
    rows.append([draft.words["total"][0], draft.money_of()])
    _write(sheet, rows)
    draft.others.append(sheet)
    return None


@knob("total", "total")
def total_wrong(draft: Draft) -> bool | None:
    """The total row is not the sum of the lines: the planner left one out."""
    if "total" in draft.tags or len(draft.lines) < 3 or draft.money_of(draft.lines[-1:]) == 0:
        return False
    entry = _total(draft, draft.words["total"][0])
    entry.cells.update(
        {
            k: v
            for k, v in draft.table.sums(draft.lines[:-1]).items()
            if k in draft.money_keys or k.startswith("period")
        }
    )
    entry.of = ()
    draft.table.entries.append(entry)
    draft.must_ask.append("The total is not the sum of its lines.")
    return None


@knob("total", "total")
def total_twice(draft: Draft) -> bool | None:
    """Two total rows, one above and one below."""
    if "total" in draft.tags:
        return False
    word = draft.word("total")
    draft.table.entries.insert(0, _total(draft, word))
    draft.table.entries.append(_total(draft, word))
    return None


# ---------------------------------------------------------------- costs below


def _fits(draft: Draft) -> bool:
    """Whether amounts can stand below the money without another meaning."""
    return draft.main is not None and not {"euro", "thousands", "income"} & draft.tags


@knob("costs", "costs")
def fee_below(draft: Draft) -> bool | None:
    """The agency's fee below the lines."""
    if not _fits(draft):
        return False
    draft.optional.add("agency_fee")
    draft.below(f"{draft.word('fee')} 5%", round(draft.money_of() * 0.05, 2))
    return None


@knob("costs", "costs")
def vat_below(draft: Draft) -> bool | None:
    """VAT and what is to pay below the lines."""
    if not _fits(draft):
        return False
    net, rate = draft.money_of(), draft.words.vat_rate
    draft.tags.add("tax rate")
    draft.below(f"{draft.word('vat')} {rate:.0%}", round(net * rate, 2))
    draft.below(draft.word("to_pay"), round(net * (1 + rate), 2))
    return None


def _steps(draft: Draft) -> list[tuple[str, float]]:
    """A waterfall from the media to what is to pay: label, amount."""
    net, rate = draft.money_of(), draft.words.vat_rate
    draft.tags.add("tax rate")
    fee, serving = round(net * 0.05, 2), 150.0
    base = round(net + fee + serving, 2)
    vat = round(base * rate, 2)
    return [
        (draft.word("media"), net),
        (draft.word("fee"), fee),
        (draft.word("serving"), serving),
        (f"{draft.words['total'][0]}, {draft.word('excl_vat')}", base),
        (f"{draft.words['vat'][0]} {rate:.0%}", vat),
        (draft.word("to_pay"), round(base + vat, 2)),
    ]


@knob("costs", "costs")
def waterfall(draft: Draft) -> bool | None:
    """Media, fee, serving, sum, VAT, to pay: amounts one below the other."""
    if not _fits(draft):
        return False
    draft.optional.add("agency_fee")
    draft.table.below.append(Strip())
    place = draft.label_place()
    for label, amount in _steps(draft):
        draft.table.below.append(Strip({place: label, "money": amount}, "total"))
    return None


@knob("costs", "costs")
def waterfall_formulas(draft: Draft) -> bool | None:
    """The same waterfall as formulas that begin with the sum of the lines."""
    if waterfall(draft) is False:
        return False
    draft.after.append(_waterfall_formulas)
    draft.tags.add("formulas")
    return None


def _waterfall_formulas(placed: list[Placed]) -> None:
    one = placed[0]
    column, strips = one.numbers["money"], one.table.below
    last = max(one.rows.values())
    rows = [last + 1 + at for at, strip in enumerate(strips) if "money" in strip.cells]
    lines = one.line_rows(one.table.lines)
    name = letter(column)
    texts = [
        "+".join(f"{name}{row}" for row in lines)
        if len(lines) < 9
        else f"SUM({name}{lines[0]}:{name}{lines[-1]})",
        f"{name}{rows[0]}*5%",
        "150",
        f"SUM({name}{rows[0]}:{name}{rows[2]})",
        f"{name}{rows[3]}*1/5",
        f"{name}{rows[3]}+{name}{rows[4]}",
    ]
    if len(lines) >= 9 and lines[-1] - lines[0] + 1 != len(lines):
        texts[0] = ",".join(f"{name}{row}" for row in lines)
        texts[0] = f"SUM({texts[0]})"
    for row, text in zip(rows, texts, strict=True):
        result = one.sheet.cells[row, column]
        if text != "150" and isinstance(result, (int, float)):
            rate = float(result) / max(1e-9, abs(float(_number(one.sheet.cells[rows[3], column]))))
            text = f"{name}{rows[3]}*{rate:.2f}" if text.endswith("1/5") else text
            one.sheet.cells[row, column] = Formula(f"={text}", float(result))


def _number(value: Value) -> float:
    value = value.result if isinstance(value, Formula) else value
    return float(value) if isinstance(value, (int, float)) else 0.0


@knob("costs", "costs")
def discount_below(draft: Draft) -> bool | None:
    """A discount and the money after it below the lines."""
    if not _fits(draft):
        return False
    net = draft.money_of()
    draft.below(f"{draft.word('discount_row')} 10%", -round(net * 0.1, 2))
    draft.below(f"{draft.words['total'][0]} - 10%", round(net * 0.9, 2))
    return None


@knob("costs", "costs")
def shares_below(draft: Draft) -> bool | None:
    """Below the lines, each channel's money and share."""
    if not _fits(draft) or draft.table.columns[-1].key == "money":
        return False
    keys = [c.key for c in draft.table.columns]
    behind = keys[keys.index("money") + 1]
    if draft.table.column(behind).kind == "gap":  # type: ignore[union-attr]
        return False
    draft.table.below.append(Strip())
    place, whole = draft.label_place(), draft.money_of()
    for name, lines in groups_of(draft.lines, "channel").items():
        money = draft.money_of(lines)
        draft.table.below.append(
            Strip({place: name, "money": money, behind: round(money / whole, 3) if whole else 0}, "total")
        )
    return None


@knob("costs", "costs", needs=("total_below",))
def fee_among_lines(draft: Draft) -> bool | None:
    """The fee stands in a row right below the lines, and the total sums both."""
    total = draft.table.entries[-1]
    if not _fits(draft) or not total.of or total.label != "total" or "total" in draft.tags:
        return False
    fee = round(draft.money_of() * 0.05, 2)
    texts = draft.table.of_kind("text")
    entry = Entry("total", None, {texts[0].key: draft.word("fee"), "money": fee}, optional=True)
    cells = {**total.cells, "money": round(draft.money_of() + fee, 2)}
    draft.table.entries[-1:] = [entry, replace(total, cells=cells, of=())]
    draft.optional.add("agency_fee")
    draft.may_ask.append("Whether the fee belongs to the media.")
    return None


def _write(sheet: Sheet, rows: list[list[Value]], label: str = "metadata", top: int = 1) -> None:
    for at, row in enumerate(rows, top):
        for column, value in enumerate(row, 1):
            sheet.put(at, column, value)
        if any(v is not None for v in row):
            sheet.labels[at] = label
