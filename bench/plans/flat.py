"""The flat truth of a made plan: its lines, before anybody lays them out."""

from __future__ import annotations

import random
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bench.plans.words import Currency, Words

TEXTS = ("market", "channel", "publisher", "placement", "ad_format", "audience", "buy_type")
DISPLAY, SOCIAL, VIDEO, SEARCH = range(4)
"""Channels by their place in the words."""
DEAR = {"JPY": 100, "KRW": 1000, "RUB": 60, "CZK": 20, "MXN": 15, "TRY": 30, "UAH": 30}
"""What a thousand contacts cost more in a currency of small units."""


@dataclass(frozen=True)
class Span:
    """A run of days; both ends belong to it."""

    first: date
    last: date


@dataclass(frozen=True)
class Line:
    """One booking: what it is, what it costs and brings, and when it runs."""

    texts: dict[str, str]
    numbers: dict[str, float]
    """By field: money in the plan's currency, counts as counts."""
    flight: Span
    parts: tuple[float, ...] = ()
    """Of the money, what falls into each of the plan's spans."""
    currency: str = ""
    extra: dict[str, float] = field(default_factory=dict)
    """What a habit adds, by the habit's own key."""

    def times(self, factor: float) -> Line:
        """The same booking with all money and counts *factor* times as high."""
        numbers = {k: round(v * factor, 2) for k, v in self.numbers.items()}
        return replace(self, numbers=numbers, parts=tuple(round(p * factor, 2) for p in self.parts))


def month_span(year: int, month: int) -> Span:
    """A calendar month; a month over 12 belongs to the year after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def lines_of(chance: random.Random, words: Words, currency: Currency, count: int) -> list[Line]:
    """*count* bookings of one campaign, all different in publisher, placement or format."""
    year, month = chance.choice([2025, 2026, 2027]), chance.randint(1, 9)
    length = chance.randint(1, 4)
    whole = Span(month_span(year, month).first, month_span(year, month + length - 1).last)
    seen: set[tuple[str, ...]] = set()
    lines: list[Line] = []
    while len(lines) < count:
        texts = _texts(chance, words)
        if (key := tuple(texts[k] for k in ("publisher", "placement", "ad_format"))) not in seen:
            seen.add(key)
            lines.append(
                Line(texts, _numbers(chance, currency, texts), _flight(chance, whole), (), currency.code)
            )
    return lines


def publishers_of(words: Words, channel: int) -> list[str]:
    """The publishers that sell a channel, the channels numbered as `channels` lists them."""
    return [name for name, at in zip(words["names"], words["outlets"], strict=True) if int(at) == channel]


def booking(chance: random.Random, words: Words, channel: int, publisher: str) -> dict[str, str]:
    """The texts of a line of *publisher*: format and buying model are usual in the channel."""
    forms = words["formats"]
    usual = {
        DISPLAY: [forms[0], forms[4], forms[5]],
        SOCIAL: [forms[2], forms[3]],
        VIDEO: [forms[1], "Bumper 6s"],
    }
    form = chance.choice(usual.get(channel, ["RSA"]))
    positions = ["Brand", "Generic"] if channel == SEARCH else ["ROS", "Home", "Feed", "Mobile", "Desktop"]
    return {
        "channel": words["channels"][channel],
        "publisher": publisher,
        "ad_format": form,
        "placement": f"{form} {chance.choice(positions)}",
        "audience": chance.choice(words["audiences"]),
        "market": words["markets"][0],
        "buy_type": words["buy_types"][1 if channel == SEARCH else 0],
    }


def _texts(chance: random.Random, words: Words) -> dict[str, str]:
    at = chance.randrange(len(words["names"]))
    return booking(chance, words, int(words["outlets"][at]), words["names"][at])


def _numbers(chance: random.Random, currency: Currency, texts: dict[str, str]) -> dict[str, float]:
    dear = DEAR.get(currency.code, 1)
    impressions = chance.choice([10_000, 25_000, 50_000]) * chance.randint(2, 60)
    cpm = round(chance.choice([2.5, 4, 5.2, 6, 7.5, 9, 12, 14.8]) * dear, 2)
    clicks = round(impressions * chance.uniform(0.001, 0.02))
    cost = round(impressions / 1000 * cpm, 2)
    discount = chance.choice([0.1, 0.15, 0.2, 0.25])
    by_thousand = texts["buy_type"] != "CPC"
    units = impressions / 1000 if by_thousand else clicks
    return {
        "cost": cost,
        "gross_cost": round(cost / (1 - discount), 0 if dear >= 100 else 2),
        "discount": discount,
        "planned_impressions": impressions,
        "clicks": clicks,
        "video_views": round(impressions * chance.choice([0.3, 0.5, 0.6])),
        "planned_units": units,
        "unit_rate": cost / units,
        "cpm": cpm,
        "ctr": clicks / impressions,
    }


def _flight(chance: random.Random, whole: Span) -> Span:
    days = (whole.last - whole.first).days
    if chance.random() < 0.5:
        return whole
    first = chance.randint(0, days // 2)
    last = chance.randint(first + 6, days)
    return Span(whole.first + timedelta(first), whole.first + timedelta(last))


def split(chance: random.Random, amount: float, shares: int) -> tuple[float, ...]:
    """*amount* in as many parts as *shares*, to the cent; together they are *amount* again."""
    weights = [chance.choice([1, 1, 2, 3]) for _ in range(shares)]
    parts = [round(amount * w / sum(weights), 0 if amount > 1000 else 2) for w in weights[:-1]]
    return (*parts, round(amount - sum(parts), 2))
