"""What the words beside a sum say of it: with or without VAT, net or gross, a total, a fee."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.cleaning.reconciliation.coverage import is_other_sum
from worker.knowledge.modifiers import modifiers_of
from worker.lazy_dataclass import dataclass
from worker.plans.rows.wording import is_total, starts
from worker.values.money import currency_in

_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*%")


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The words of a label, as far as they say what its number is compared with."""

    total: bool
    """It says that it is a sum of the plan."""
    with_vat: bool
    without_vat: bool
    """Net, or VAT not included."""
    other: bool
    """It names a tax, a fee, a discount or a share, and no sum of the lines."""
    currency: str | None
    rates: tuple[float, ...]
    """Percents that it names, as shares."""


@lru_cache(maxsize=16_384)
def qualifiers_of(label: str) -> Qualifiers:
    """What *label* says."""
    names = modifiers_of(label)
    with_vat = bool(names & {"incl_vat", "gross"})
    without_vat = bool(names & {"excl_vat", "net"}) and not with_vat
    total = is_total(label) or starts("total", label) or "total" in names
    other = is_other_sum(label, total=total) and not (total and (with_vat or without_vat))
    rates = tuple(float(text.replace(",", ".")) / 100 for text in _PERCENT.findall(label))
    return Qualifiers(total, with_vat, without_vat, other, currency_in(label), rates)
