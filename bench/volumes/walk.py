"""The walk: one column of each kind, in each language, in plans of other columns, with a verdict each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from bench.amounts.sheets import MONEY, NAMES, SHOWN
from bench.amounts.words import all_words
from bench.volumes.kinds import KINDS, Kind
from worker import settings
from worker.knowledge.templates import load_template
from worker.service import MediaMapper
from worker.shapes.grid import Book, Cell, Grid
from worker.verbs.mapped_plan import needs_person

FILE = Path(__file__).resolve().parent / "words.txt"
VERDICTS = ("right", "asked", "open", "said", "wrong")
Row = list[Cell]


@dataclass(frozen=True)
class Walked:
    """A column with its verdict."""

    language: str
    kind: str
    door: str
    header: str
    verdict: str
    field: str
    confidence: float


@cache
def headers() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Language -> kind -> headers, as the file has them."""
    blocks: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            block = blocks.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            kind, _, rest = line.partition(" = ")
            block[kind] = tuple(rest.split(" | "))
    return blocks


def _beside(names: Sequence[str], header: str, kind: Kind) -> list[Row]:
    """A plan with impressions and cost, and the column between them."""
    rows: list[Row] = [[*names[:5], header, names[5]]]
    for at, (channel, publisher) in enumerate(NAMES):
        rows.append(
            [channel, publisher, *_days(at), SHOWN[at], kind.values[at], round(MONEY[at] * 10 + 0.01 * at, 2)]
        )
    return rows


def _alone(names: Sequence[str], header: str, kind: Kind) -> list[Row]:
    """A plan whose only other number is its cost."""
    rows = _beside(names, header, kind)
    return [[*row[:4], *row[5:]] for row in rows]


def _first(names: Sequence[str], header: str, kind: Kind) -> list[Row]:
    """The column before the dates and far from the money."""
    return [[*row[:2], row[4], *row[2:4], row[5]] for row in _alone(names, header, kind)]


def _days(at: int) -> tuple[date, date]:
    return date(2026, 3, 2 + at), date(2026, 4, 5 + at)


DOORS: Mapping[str, Callable[[Sequence[str], str, Kind], list[Row]]] = {
    "beside": _beside,
    "alone": _alone,
    "first": _first,
}


def walk(
    languages: Sequence[str] = (), kinds: Sequence[str] = (), doors: Sequence[str] = (), every: int = 1
) -> Iterator[Walked]:
    """All columns, or those of the *languages*, *kinds* and *doors*, or one of *every* so many."""
    heads = {words.name: words.head for words in all_words()}
    cases = (
        (language, kind, door, header)
        for language, block in headers().items()
        if not languages or language in languages
        for kind, names in block.items()
        if not kinds or kind in kinds
        for door in doors or DOORS
        for header in names
    )
    with tempfile.TemporaryDirectory() as memory:
        mapper = MediaMapper(settings.load(memory, llm=False))
        for language, kind, door, header in islice(cases, 0, None, every):
            rows = DOORS[door](heads[language], header, KINDS[kind])
            verdict, field, confidence = _verdict(mapper, rows, header, KINDS[kind])
            yield Walked(language, kind, door, header, verdict, field, confidence)
        mapper.close()


def _verdict(mapper: MediaMapper, rows: list[Row], header: str, kind: Kind) -> tuple[str, str, float]:
    """*right* and *asked* are as they should be, in the second case by a needless question; what is not is *said* or *wrong*.

    *open* is a volume that has no field, and nothing asks for one.
    """
    mapped = mapper.map(Book("plan.xlsx", (Grid("Plan", rows),)))
    at = rows[0].index(header) + 1
    pair = next(((c, s) for (_, _, n), _, c, s in mapped.columns() if n == at), None)
    if pair is None:
        return ("open" if kind.is_volume else "right"), "-", 0.0
    column, suggestion = pair
    asks = needs_person(suggestion, column, mapper.settings.accept_above, mapped.template)
    field = suggestion.field or ""
    if not field and kind.is_volume:
        return ("said" if asks else "open"), field, 0.0
    counts = field in kind.fields or (not kind.is_volume and not _is_counted(field))
    right, wrong = ("asked", "said") if asks else ("right", "wrong")
    return (right if counts else wrong), field, suggestion.confidence


def _is_counted(field: str) -> bool:
    """Whether a field is a measure or a day: what a column of another meaning must not become."""
    known = {f.name: f for f in load_template().fields}
    return field in known and (known[field].kind == "measure" or known[field].type == "date")
