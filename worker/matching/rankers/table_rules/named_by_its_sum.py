"""A column whose sum stands beside the table with a label ('Total net: 4,068.52 EUR') holds what the label says."""

from __future__ import annotations

import re

from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.plans.rows.wording import is_total
from worker.text import normalise
from worker.values.dates.calendar_words import is_actual, measure_of
from worker.values.money import currency_in

ORDER = 18
PROVED = 0.99
_SPENT = "spend"
_BY_WORD = {"gross": "gross_cost", "net": "net_cost"}
_BY_TAX = {"incl_vat": "gross_cost", "excl_vat": "net_cost"}
"""Words that say less: what a client pays before tax may be a gross cost with its fee."""
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]|[:：]")


def concerns(facts: Facts) -> bool:
    """Columns whose sum stands beside the table."""
    return "listed_sum" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Net and gross money as the label has it, other money where the header says none."""
    rankings = list(table.rankings)
    money = table.fields.names("money")
    for at, column in enumerate(table.columns):
        if not column.listed_sum:
            continue
        own = _named(column.listed_sum)
        if chance_of(rankings[at], money) >= LIKELY:
            named = own if rankings[at].best[0] != _SPENT else None
        else:
            named = own or _money_of(column.listed_sum)
        if named in money:
            rankings[at] = decided(rankings[at], named, PROVED)
    return rankings


def _named(label: str) -> str | None:
    """Net or gross, where the label says one of them, or as a whole is known for a header: 'Nettokosten', not 'Total'."""
    words = modifiers_of(label) & set(_BY_WORD)
    if words:
        return _BY_WORD[min(words)] if len(words) == 1 and not is_actual(label) else None
    senses = shipped_vocabulary().senses.get(normalise(_BRACKETS.sub(" ", label)), ())
    names = {sense.name for sense in senses if not sense.platform}
    return min(names) if len(names) == 1 and names <= set(_BY_WORD.values()) and not is_total(label) else None


def _money_of(label: str) -> str | None:
    """The money that a label names by less than that: a tax, a budget, a currency."""
    words = modifiers_of(label)
    if set(_BY_WORD) <= words:
        return None
    if is_actual(label):
        return _SPENT
    taxes = words & set(_BY_TAX)
    if len(taxes) == 1:
        return _BY_TAX[min(taxes)]
    return measure_of(label) or ("planned_budget" if currency_in(label) else None)
