"""The stream: what planners of many clients decide in two years, and what their memory is asked in between.

Headers, clients and people are made here. Each scenario uses headers that no other scenario of its client uses, and words
that stand for the agency, or for a client's own, occur once in the whole stream, so that each question has one answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

Verb = Literal["confirm", "correct", "reject", "undo"]

START = datetime(2025, 1, 1)
MONTHS = 24
LEAST_MONTHS = 16
"""A header is asked a year after it was learnt, and that takes a few months."""
PEOPLE = ("Anna", "Boris", "Chiara", "Deniz", "Emil", "Fatma", "Goran", "Hana")
FIELDS = (
    "net_cost",
    "gross_cost",
    "market",
    "platform",
    "placement",
    "planned_impressions",
    "clicks",
    "start_date",
    "end_date",
    "audience",
    "format",
    "notes",
)
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]

SPELT = (
    *("Placement", "Publisher", "Campaign", "Audience", "Frequency", "Supplier", "Region", "Objective"),
    *("Product", "Language", "Device", "Keyword", "Position", "Creative", "Media channel", "Booking number"),
    *("Target group", "Sales house", "Buying route", "Market segment", "Planned daypart", "Station"),
)
"""Headers that are later written in another way."""

NEAR_MISSES = (
    ("Net cost", "Gross cost"),
    ("Start date", "End date"),
    ("Planned views", "Actual views"),
    ("Client code", "Client name"),
    ("Country", "County"),
    ("Cost per click", "Cost per lead"),
    ("Reach", "Reach %"),
    ("Spots", "Spot length"),
    ("Week", "Weekday"),
    ("Budget EUR", "Budget USD"),
    ("Fee", "Fee %"),
    ("Contact", "Contract"),
    ("Unit price", "Total price"),
    ("Male", "Female"),
    ("Video completions", "Audio completions"),
    ("Minimum bid", "Maximum bid"),
    ("Width", "Height"),
    ("Sent", "Rent"),
)
"""Two headers that are alike and mean two things."""


@dataclass(frozen=True, slots=True)
class Event:
    """One decision of a person, for everybody (no client), for a client, or for that person alone at a client."""

    person: str
    verb: Verb
    header: str
    field: str = ""
    """The field that is confirmed, corrected to, or rejected; of an undo nothing."""
    old: str = ""
    """The field that a correction rejects."""
    client: str = ""
    alone: bool = False
    at: str = ""
    """The minute, in ISO 8601; no two events have the same."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a column of a client's plan is, asked by a person."""

    kind: str
    header: str
    client: str
    person: str
    field: str | None
    """The right answer; None where only silence is right."""
    source: str = ""
    """The header as it was written when it was decided."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The end of a month: a memory that has upkeep does it."""

    at: str


Item = Event | Question | Upkeep
Step = tuple[int, Event | Question]
"""A month, from 1, and what happens in it."""


class _Words:
    """Words that nobody has; no two begin with the same two syllables."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        pairs = [one + other for one in SYLLABLES for other in SYLLABLES]
        chance.shuffle(pairs)
        self._starts = iter(pairs)

    def word(self) -> str:
        return (next(self._starts) + "".join(self._chance.choices(SYLLABLES, k=2))).title()


class _Client:
    """One client: its name, its people, and headers for its scenarios."""

    def __init__(self, words: _Words, chance: random.Random, months: int) -> None:
        self.chance = chance
        self.months = months
        self.name = f"{words.word()} {chance.choice(('Foods', 'Motors', 'Bank', 'Travel'))}"
        self.word = words.word
        self.people = chance.sample(PEOPLE, 3)
        self._spelt = iter(chance.sample(SPELT, len(SPELT)))
        self.near = iter(chance.sample(NEAR_MISSES, len(NEAR_MISSES)))

    def spelt(self) -> str:
        return next(self._spelt)

    def fields(self) -> list[str]:
        return self.chance.sample(FIELDS, 2)

    def early(self) -> int:
        """A month that leaves a few behind it."""
        return self.chance.randint(1, self.months - 6)

    def later(self, month: int) -> int:
        return min(month + self.chance.randint(1, 3), self.months)

    def says(self, verb: Verb, header: str, field: str = "", old: str = "", person: int = 0) -> Event:
        return Event(self.people[person], verb, header, field, old, self.name)

    def asks(self, kind: str, header: str, field: str | None, source: str = "", person: int = 0) -> Question:
        return Question(kind, header, self.name, self.people[person], field, source or header)


# ------------------------------------------------------------ scenarios


def _plain(client: _Client) -> Iterator[Step]:
    for header in (client.word(), client.spelt()):
        field, month = client.fields()[0], client.early()
        yield month, client.says("confirm", header, field)
        yield client.later(month), client.asks("said once", header, field)


def _corrected(client: _Client) -> Iterator[Step]:
    header, (first, second), month = client.spelt(), client.fields(), client.early()
    yield month, client.says("confirm", header, first)
    month = client.later(month)
    yield month, client.says("correct", header, second, first)
    yield client.later(month), client.asks("corrected", header, second)


def _corrected_back(client: _Client) -> Iterator[Step]:
    header, (first, second), month = client.spelt(), client.fields(), client.early()
    yield month, client.says("confirm", header, first)
    yield month + 1, client.says("correct", header, second, first)
    yield month + 2, client.says("correct", header, first, second)
    yield client.later(month + 2), client.asks("corrected and back", header, first)


def _refused(client: _Client) -> Iterator[Step]:
    header, (field, _), month = client.spelt(), client.fields(), client.early()
    yield month, client.says("reject", header, field)
    yield client.later(month), client.asks("refused", header, None)


def _own_words(client: _Client) -> Iterator[Step]:
    header, (agency, own), month = client.word(), client.fields(), client.early()
    yield month, replace(client.says("confirm", header, agency), client="")
    yield month, client.asks("the agency's word", header, agency)
    month = client.later(month)
    yield month, client.says("confirm", header, own, person=1)
    month = client.later(month)
    yield month, client.asks("client against agency", header, own)
    yield month, replace(client.asks("the agency's word", header, agency), client="Another Client")


def _elsewhere(client: _Client) -> Iterator[Step]:
    header, month = client.word(), client.early()
    yield month, client.says("confirm", header, client.fields()[0])
    yield client.later(month), replace(client.asks("another client's", header, None), client="Another Client")


def _other_spellings(client: _Client) -> Iterator[Step]:
    for way in client.chance.sample(WAYS, 3):
        header, field, month = client.spelt(), client.fields()[0], client.early()
        yield month, client.says("confirm", header, field)
        yield client.later(month), client.asks("other spelling", way(header), field, header)


def _near(client: _Client) -> Iterator[Step]:
    for _ in range(3):
        (header, other), month = next(client.near), client.early()
        yield month, client.says("confirm", header, client.fields()[0])
        yield client.later(month), client.asks("near miss", other, None)


def _never_seen(client: _Client) -> Iterator[Step]:
    yield client.early(), client.asks("never seen", client.word(), None)
    yield client.early(), client.asks("never seen", f"{client.word()} {client.word().lower()}", None)


def _yearly(client: _Client) -> Iterator[Step]:
    for header in (client.word(), client.spelt()):
        field, month = client.fields()[0], client.chance.randint(1, client.months - 13)
        yield month, client.says("confirm", header, field)
        yield month + 13, client.asks("a year later", header, field)


def _drift(client: _Client) -> Iterator[Step]:
    header, (first, second) = client.spelt(), client.fields()
    month = client.chance.randint(1, client.months - 9)
    for later in range(3):
        yield month + later, client.says("confirm", header, first)
    for later in range(4, 6):
        yield month + later, client.says("confirm", header, second, person=1)
    yield client.later(month + 6), client.asks("drift", header, second)


def _undone(client: _Client) -> Iterator[Step]:
    header, (first, second), month = client.spelt(), client.fields(), client.early()
    yield month, client.says("confirm", header, first)
    month = client.later(month)
    yield month, client.says("correct", header, second, first)
    yield month, client.says("undo", header)
    yield client.later(month), client.asks("undone correction", header, first)
    header = client.word()
    yield month, client.says("confirm", header, first)
    yield month, client.says("undo", header)
    yield client.later(month), client.asks("undone at once", header, None)


def _disagree(client: _Client) -> Iterator[Step]:
    header, fields, month = client.word(), client.fields(), client.early()
    for person, field in enumerate(fields):
        yield month, replace(client.says("confirm", header, field, person=person), alone=True)
    month = client.later(month)
    for person, field in enumerate(fields):
        yield month, client.asks("two disagree", header, field, person=person)
    yield month, client.asks("two disagree", header, None, person=2)


SCENARIOS: tuple[Callable[[_Client], Iterator[Step]], ...] = (
    *(_plain, _corrected, _corrected_back, _refused, _own_words, _elsewhere, _other_spellings),
    *(_near, _never_seen, _yearly, _drift, _undone, _disagree),
)

# ------------------------------------------------------------ other spellings


def _with_year(header: str) -> str:
    return f"{header} 2026"


def _with_hint(header: str) -> str:
    return f"{header.upper()} (required)"


def _plural(header: str) -> str:
    return f"{header}s"


def _snake(header: str) -> str:
    return f"{header.upper().replace(' ', '_')}_"


def _without_vowels(header: str) -> str:
    """'Pblshr': the vowels behind the first letter of each word, unless too little is left to read."""
    words = [word[0] + "".join(c for c in word[1:] if c not in "aeiou") for word in header.split()]
    return " ".join(
        short if len(short) > 3 else word for short, word in zip(words, header.split(), strict=True)
    )


def _slip(header: str) -> str:
    """Two neighbours of the longest word change places."""
    longest = max(header.split(), key=len)
    middle = len(longest) // 2
    return header.replace(
        longest, longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    )


def _turned(header: str) -> str:
    """'channel, Media': an index's order; a single word is written in capitals and with a colon."""
    first, *rest = header.split()
    return f"{' '.join(rest)}, {first}" if rest else f"{first.upper()}:"


WAYS = (_with_year, _with_hint, _plural, _snake, _without_vowels, _slip, _turned)


# ------------------------------------------------------------ the whole


def stream(clients: int, months: int = MONTHS, seed: int = 1) -> Iterator[Item]:
    """Everything in its order; the same for the same arguments.

    Raises:
        ValueError: fewer than `LEAST_MONTHS` months.
    """
    if months < LEAST_MONTHS:
        raise ValueError(f"A year's recall needs {LEAST_MONTHS} months at least, not {months}.")
    chance = random.Random(seed)
    words = _Words(chance)
    by_month: dict[int, list[Event | Question]] = {}
    for _ in range(clients):
        client = _Client(words, chance, months)
        for month, what in (step for scenario in SCENARIOS for step in scenario(client)):
            by_month.setdefault(month, []).append(what)
    for month in range(1, months + 1):
        year, rest = divmod(month - 1, 12)
        moment = START.replace(year=START.year + year, month=rest + 1)
        for what in by_month.get(month, []):
            moment += timedelta(minutes=1)
            yield replace(what, at=moment.isoformat(" ", "minutes"))
        yield Upkeep((moment + timedelta(minutes=1)).isoformat(" ", "minutes"))
