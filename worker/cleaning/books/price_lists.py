"""Tables of prices beside a plan ('Report | Cost'): what could be ordered, without days, quantities or a vendor."""

from __future__ import annotations

from collections.abc import Sequence

from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import money_names
from worker.shapes.template import Template

LINE_NAMES = frozenset({"publisher", "platform", "placement", "campaign_name", "ad_group", "ad_name"})
"""Fields of which a line of a plan has one at least: who runs it, or what it is called there."""
LIKELY = 0.5
"""Confidence from which a column of money is more than a guess."""
_VOLUMES = frozenset({"count", "points", "reach"})


def is_price_list(mapped: MappedTable, others: Sequence[MappedTable], template: Template) -> bool:
    """Whether a table gives sums of money and nothing else that makes lines, while one of *others* has names and volumes.

    When it runs, that one may say above its lines. Where the money itself is a doubt, names and surer money are enough.
    A sum of its own below makes it a part of the plan, and so does a person's word.
    """
    if mapped.is_plan_by_word or mapped.table.total_rows:
        return False
    if line_facts(mapped, template):
        return False
    surest = _surest_money(mapped, template)
    return any(
        other.table.total_rows
        and "name" in (facts := line_facts(other, template))
        and ("volume" in facts or surest < LIKELY <= _surest_money(other, template))
        for other in others
    )


def _surest_money(mapped: MappedTable, template: Template) -> float:
    """How sure the surest proposal of money in a table was, accepted or not."""
    money = money_names(template)
    return max(
        (mapped.confidence.get(number, 1.0) for number, name in mapped.fields.items() if name in money),
        default=0.0,
    )


def line_facts(mapped: MappedTable, template: Template) -> set[str]:
    """What a table has of a name, a time and a volume for its lines."""
    used = {name for name in mapped.fields.values() if name}
    fields = [field for field in template.fields if field.name in used]
    facts = {
        "name": bool(used & LINE_NAMES),
        "time": bool(mapped.table.periods) or any(field.type == "date" for field in fields),
        "volume": bool(mapped.table.periods) or any(field.family in _VOLUMES for field in fields),
    }
    return {fact for fact, holds in facts.items() if holds}
