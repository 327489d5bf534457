"""What a plan says of its currency before any of its cells: by its brief, its title, its country, its language."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from worker.cleaning.reading import scale_notes
from worker.cleaning.reading.budget_shares import budgets
from worker.cleaning.reading.plan_country import Home, clues_of, home_of, language_of_table
from worker.cleaning.reading.source import Source
from worker.knowledge.cldr import country_of_language, currencies_of
from worker.lazy_dataclass import dataclass
from worker.plans.brief.words import currencies_in
from worker.plans.rows.wording import is_word
from worker.values.countries import Clue
from worker.values.money import codes_of_shared_sign, currency_of, own_currency_in, shared_sign_in


@dataclass(frozen=True, slots=True)
class PlanCurrency:
    """Which currency holds for the whole plan, and whose signs its cells have."""

    stated: str | None
    """The currency that the brief, else the table's title, states."""
    market: str | None
    """Whose '$' or 'kr' is meant: that of the country of the stated currency ('All costs in CAD'), else of the market.

    Where neither is stated, the country that clues name, else that of the headers' language: 'kr' in a Swedish plan is SEK.
    """
    rival: str | None
    """A country that means another currency by the same sign: Mexico for a Spanish plan without a market."""
    sign: str | None = None
    """The sign that several currencies share, where one decides."""
    disputed: tuple[Clue, Clue] | None = None
    """Two words of the plan that speak of different countries."""


def plan_currency(source: Source, signs: Collection[str] = (), proven: Collection[str] = ()) -> PlanCurrency:
    """What the plan of *source* says.

    Args:
        signs: of several currencies, beside the money of its table.
        proven: the currencies that headers name over the same signs.
    """
    language = language_of_table(source.mapped)
    likely = source.market or (country_of_language(language) if language else None)
    texts = _texts(source)
    stated = next(filter(None, map(own_currency_in, texts)), None) or _of_totals(source)
    if stated:
        return PlanCurrency(stated, stated[:2] if stated in currencies_of(stated[:2]) else likely, None)
    noted = next(filter(None, map(shared_sign_in, (*texts, *_labels_of_totals(source)))), None)
    sign = next(iter(signs), None) or noted
    if not sign:
        return PlanCurrency(None, likely, None)
    home = _home(source, codes_of_shared_sign(sign), proven, language)
    market = home.country or likely
    return PlanCurrency(
        currency_of(noted, market) if noted else None, market, home.rival, sign, home.disputed
    )


def _home(source: Source, codes: Sequence[str], proven: Collection[str], language: str | None) -> Home:
    own = set(proven) & set(codes)
    if len(own) == 1:
        return Home(own.pop()[:2])
    market = [Clue(source.market, frozenset({source.market}))] if source.market else []
    return home_of(codes, [*market, *clues_of(source.mapped)], language)


def _texts(source: Source) -> list[str]:
    """What may state the currency of the whole plan, the nearest first: the brief, the table's title, the brief's budget.

    A rate of exchange ('SGD 1 = MYR 3.28') names two, and says of neither that the money is in it.
    """
    word = next((b.value for b in source.mapped.layout.brief if b.field == "currency"), None)
    texts = (word, source.mapped.table.title, *_budgets(source))
    return [text for text in texts if text and not is_rate(text)]


def _budgets(source: Source) -> list[str]:
    """The sums of money that the brief writes with one currency, as 'Net budget: 300,000.00 USD'."""
    sums = [item.value for _, _, item in budgets(source)]
    return sums if len({code for text in sums for code in currencies_in(text)}) == 1 else []


def is_rate(text: str) -> bool:
    """Whether a text sets one currency equal to so much of another one."""
    return "=" in text and len(currencies_in(text)) > 1


def _of_totals(source: Source) -> str | None:
    """The one currency that the labels of the table's sums name: 'Totalt, SEK'."""
    codes = {own_currency_in(label) for label in _labels_of_totals(source)} - {None}
    return codes.pop() if len(codes) == 1 else None


def _labels_of_totals(source: Source) -> list[str]:
    """The labels of the table's sums; '(All)' is no lek."""
    return [label for _, label in scale_notes.of_totals(source.mapped) if not is_word("whole", label)]
