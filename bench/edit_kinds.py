"""The kinds of edits that planners make between two versions of a plan, for `bench.edits`."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

from worker.cleaning.measures import additive_names
from worker.knowledge.templates import load_template
from worker.shapes.raw_data import Value

TEMPLATE = load_template(None)
ADDITIVE = additive_names(TEMPLATE)
TEXTS = tuple(f.name for f in TEMPLATE.fields if f.type in ("text", "id"))
DAYS = tuple(f.name for f in TEMPLATE.fields if f.type == "date")
NAMING = ("placement", "publisher", "ad_format", "audience", "channel", "campaign_name", "ad_name", "notes")
NEW_NAMES = ("Zephyr Network", "Quillon", "Marrow & Finch", "Oltava TV", "Brightpier", "Kestrel Radio")
NEW_PLACES = ("Takeover Tuesday", "Roadblock 24h", "Sponsorship break", "Corner poster", "Podcast mid-roll")


@dataclass
class Booking:
    """One line of a version: its texts, its rows, and the lines of the first version that it is."""

    sheet: str
    texts: dict[str, str]
    rows: list[dict[str, Value]]
    """Days and numbers by field, one a period."""
    origins: list[int] = field(default_factory=list)
    """Lines of the first version; none for a new one, several where lines were joined."""

    def total(self, name: str) -> float:
        """The sum of a measure."""
        values = (row.get(name) for row in self.rows)
        return sum(value for value in values if isinstance(value, float))


@dataclass
class Version:
    """The lines of a plan while they are edited."""

    chance: random.Random
    lines: list[Booking]
    order: list[str]
    """The names of the columns."""

    @property
    def measures(self) -> list[str]:
        """The measures that add up and that any line has."""
        return [n for n in self.order if n in ADDITIVE and any(one.total(n) for one in self.lines)]

    def any_line(self) -> Booking:
        """One of the lines."""
        return self.chance.choice(self.lines)

    def naming(self) -> list[str]:
        """Texts that tell lines apart, the most telling first."""
        have = [n for n in NAMING if any(n in one.texts for one in self.lines)]
        return have or [n for n in self.order if n in TEXTS]


Edit = Callable[[Version], bool]
EDITS: dict[str, Edit] = {}


def edit(change: Edit) -> Edit:
    """Registers a kind of edit by its function's name; False where the plan has no place for it."""
    EDITS[change.__name__] = change
    return change


@edit
def insert(version: Version) -> bool:
    """A booking that was not there."""
    new = deepcopy(version.any_line())
    names = version.naming()
    if not names or not version.measures:
        return False
    chance = version.chance
    for name, words in zip(names[:2], (NEW_PLACES, NEW_NAMES), strict=False):
        new.texts[name] = f"{chance.choice(words)} {chance.randint(2, 99)}"
    _scale(new, chance.choice([0.37, 0.61, 1.73, 2.9]) * chance.uniform(0.9, 1.1))
    new.origins = []
    version.lines.insert(chance.randrange(len(version.lines) + 1), new)
    return True


@edit
def remove(version: Version) -> bool:
    """A booking that is gone."""
    if len(version.lines) < 3:
        return False
    version.lines.remove(version.any_line())
    return True


@edit
def sort(version: Version) -> bool:
    """Another order of the lines of each sheet."""
    key = version.chance.choice([*version.naming(), *version.measures] or [""])
    if not key:
        return False
    version.lines.sort(key=lambda one: (one.sheet, -one.total(key)) if key in ADDITIVE else (one.sheet, 0.0))
    if key not in ADDITIVE:
        version.lines.sort(key=lambda one: (one.sheet, one.texts.get(key, "")))
    return True


@edit
def rename_everywhere(version: Version) -> bool:
    """A publisher, a channel or a format is called otherwise on all lines."""
    names = [n for n in version.naming() if n != "placement"]
    if not names:
        return False
    name = version.chance.choice(names)
    value = version.chance.choice([one.texts[name] for one in version.lines if name in one.texts])
    other = version.chance.choice(
        [f"{value} Media", f"{value[:3]} {version.chance.randint(2, 9)}", *NEW_NAMES]
    )
    for one in version.lines:
        if one.texts.get(name) == value:
            one.texts[name] = other
    return True  # fmt: skip


@edit
def rename_one(version: Version) -> bool:
    """The placement or another text of one line is written anew."""
    names = version.naming()
    one = version.any_line()
    name = version.chance.choice(names) if names else ""
    if name not in one.texts:
        return False
    one.texts[name] = version.chance.choice(
        [f"{one.texts[name]} v2", one.texts[name][: max(3, len(one.texts[name]) - 3)], "tbc", "Package offer"]
    )
    return True


@edit
def split(version: Version) -> bool:
    """A line becomes two, whose amounts add up to it."""
    rich = [
        one for one in version.lines if len(one.origins) == 1 and any(one.total(n) for n in version.measures)
    ]
    if not rich:
        return False
    one = version.chance.choice(rich)
    share = version.chance.choice([0.25, 0.4, 0.5, 0.6])
    rest = deepcopy(one)
    for mine, other in zip(one.rows, rest.rows, strict=True):
        for name in version.measures:
            value = mine.get(name)
            if isinstance(value, float):
                mine[name] = round(value * share, 2)
                other[name] = round(value - round(value * share, 2), 6)
    if version.chance.random() < 0.6 and (names := version.naming()):
        name = version.chance.choice(names[:2])
        rest.texts[name] = f"{rest.texts.get(name, 'Part')} B"
    version.lines.insert(version.lines.index(one) + 1, rest)
    return True


@edit
def redate_one(version: Version) -> bool:
    """The flight of one line moves."""
    one = version.any_line()
    return _move(one, version.chance.choice([-14, -7, 3, 7, 10, 28]))


@edit
def shift_all(version: Version) -> bool:
    """The whole campaign moves."""
    days = version.chance.choice([-28, 7, 14, 28])
    moved = [_move(one, days) for one in version.lines]
    return any(moved)


@edit
def reprice_one(version: Version) -> bool:
    """One line costs more or less."""
    return bool(version.measures) and _scale(version.any_line(), version.chance.uniform(0.6, 1.5))


@edit
def rescale_all(version: Version) -> bool:
    """Everything costs more or less."""
    factor = version.chance.choice([0.9, 1.05, 1.1, 1.19, 1.25])
    if not version.measures:
        return False
    for one in version.lines:
        _scale(one, factor)
    return True


@edit
def twin(version: Version) -> bool:
    """A second line with the same texts, for other days or other money."""
    one = version.any_line()
    new = deepcopy(one)
    moved = _move(new, version.chance.choice([35, 42, 63]))
    if version.measures:
        _scale(new, version.chance.choice([0.31, 0.77, 1.9, 2.7]))
    elif not moved:
        return False
    new.origins = []
    version.lines.insert(version.lines.index(one) + 1, new)
    return True


@edit
def move_money(version: Version) -> bool:
    """Money of a line moves from one period to another."""
    many = [one for one in version.lines if len(one.rows) > 1]
    if not many or not version.measures:
        return False
    rows = version.chance.choice(many).rows
    name = version.measures[0]
    first, last = rows[0].get(name), rows[-1].get(name)
    if not isinstance(first, float) or not isinstance(last, float):
        return False
    part = round(first / 2, 2)
    rows[0][name], rows[-1][name] = round(first - part, 6), round(last + part, 6)
    return True


@edit
def respell(version: Version) -> bool:
    """A column in capitals, or with other spaces."""
    names = version.naming()
    if not names:
        return False
    name = version.chance.choice(names)
    change: Callable[[str], str] = version.chance.choice([str.upper, lambda text: f" {text}  ".title()])
    for one in version.lines:
        if name in one.texts:
            one.texts[name] = change(one.texts[name])
    return True


@edit
def columns(version: Version) -> bool:
    """A column more, one less, all in another order."""
    version.chance.shuffle(version.order)
    extra = [n for n in ("objective", "device", "buy_type") if n not in version.order]
    if extra:
        for one in version.lines:
            one.texts[extra[0]] = version.chance.choice(["Awareness", "Reach"])
        version.order.append(extra[0])
    gone = [n for n in ("market", "buy_type", "audience", "currency") if n in version.order][:1]
    for one in version.lines:
        for name in gone:
            one.texts.pop(name, None)
    return True


@edit
def sheet_name(version: Version) -> bool:
    """The sheet is called otherwise."""
    for one in version.lines:
        one.sheet = f"{one.sheet} v2"
    return True


def _scale(one: Booking, factor: float) -> bool:
    for row in one.rows:
        for name in ADDITIVE:
            value = row.get(name)
            if isinstance(value, float):
                row[name] = round(value * factor, 2)
    return True


def _move(one: Booking, days: int) -> bool:
    moved = False
    for row in one.rows:
        for name in DAYS:
            day = row.get(name)
            if isinstance(day, date):
                row[name] = day + timedelta(days)
                moved = True
    return moved
