"""Doors: where a sign may stand in a plan. Each makes a sheet of a plan without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.amounts.sheets import MONEY, Sheet

Door = Callable[[Sheet, str], Sheet]


def _money_header(form: str) -> Door:
    return lambda sheet, sign: sheet.but(money_header=form.format(sheet.words.head[5], sign))


def _shown_header(form: str) -> Door:
    return lambda sheet, sign: sheet.but(shown_header=form.format(sheet.words.head[4], sign))


def _in_format(sheet: Sheet, sign: str) -> Sheet:
    quoted = sign.replace('"', "")
    return sheet.but(money_format=f'#,##0.0" {quoted}"')


def stands_in_cells(sign: str) -> bool:
    """Whether a sign is written behind a number: '12,5 T€', and not '12,5 in T€' nor '12,5 £k'."""
    first = sign.split()[0]
    leads = (
        "in",
        "en",
        "w",
        "v",
        "в",
        "x",
        "dalam",
        "em",
        "în",
        "rs.",
        "rs",
        "rp",
        "rm",
        "r$",
        "$",
        "£",
        "€",
        "₹",
        "usd",
        "gbp",
        "us$",
        "mxn",
        "inr",
        "chf",
        "b",
        "1.000",
        "1000",
    )
    inner = any(mark in sign for mark in ":(0'") or sign[0] in "£$€₹₺¥" or " in " in sign or "/" in sign
    return (
        not inner
        and first.casefold() not in leads
        and not sign.startswith(("R$", "Rp", "RM", "USD", "RMB", "ב"))
    )


def _in_cells(form: str) -> Door:
    def place(sheet: Sheet, sign: str) -> Sheet:
        texts = [form.format(f"{amount:.1f}".replace(".", ","), sign) for amount in (*MONEY, sum(MONEY))]
        return sheet.but(money=texts[:-1], total_amount=texts[-1])

    return place


ABOVE: Mapping[str, Door] = {
    "title": lambda sheet, sign: sheet.but(title=f"Media plan Alfa 2026, {sign}"),
    "above": lambda sheet, sign: sheet.but(above=[[sign]]),
    "at the side": lambda sheet, sign: sheet.but(above=[[None] * 5 + [sign]]),
    "sheet name": lambda sheet, sign: sheet.but(
        name=f"Plan {sign}".replace("/", " ").replace(":", " ").replace("'", "")
    ),
    "below": lambda sheet, sign: sheet.but(below=[[], [sign]]),
}
OF_MONEY: Mapping[str, Door] = {
    "header ()": _money_header("{} ({})"),
    "header ,": _money_header("{}, {}"),
    "header": _money_header("{} {}"),
    "units row": lambda sheet, sign: sheet.but(units=("", sign)),
    **ABOVE,
    "total": lambda sheet, sign: sheet.but(total=f"{sheet.total}, {sign}"),
    "format": _in_format,
    "cells": _in_cells("{} {}"),
}
OF_COUNTS: Mapping[str, Door] = {
    "header ()": _shown_header("{} ({})"),
    "header ,": _shown_header("{}, {}"),
    "units row": lambda sheet, sign: sheet.but(units=(sign, "")),
    "above": lambda sheet, sign: sheet.but(above=[[f"{sheet.words.head[4]} ({sign})"]]),
    "below": lambda sheet, sign: sheet.but(below=[[], [f"{sheet.words.head[4]}: {sign}"]]),
    "format": lambda sheet, sign: sheet.but(shown_format=f'#,##0" {sign}"'),
}
OF_CURRENCY: Mapping[str, Door] = {
    **OF_MONEY,
    "brief": lambda sheet, sign: sheet.but(above=[["Currency", sign]]),
    "column": lambda sheet, sign: sheet.but(further=("Currency", *[sign] * 6)),
    "before": _in_cells("{1} {0}"),
    "headings": lambda sheet, sign: sheet.but(
        inside={at: (f"{name} ({sign})", None) for at, name in ((0, "TV"), (2, "Radio"), (4, "Online"))}
    ),
}
OF_NOTES: Mapping[str, Door] = ABOVE
