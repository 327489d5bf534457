"""What the formulas say. A range is one question, what was answered is kept, and nothing here ever raises.

A sheet may hold thousands of different formulas, and the office stands still while one waits. So the sheet waits a
second in all; what is open then is asked aside, some hundred at a time, and the sheet calculated again.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from itertools import islice
from typing import Any, Callable, Dict, Iterable, NamedTuple, Optional, Tuple, Union

from .link import Link, NoAnswer
from .words import NO_SAMPLES, OTHER_FORM, SOON, TOO_MANY, current, tr

UNKNOWN = "?"
FRESH = 0.5
"""Seconds for which the memory's revision is taken as known."""
AT_ONCE, ASIDE_AT_ONCE = 200, 1000
"""Questions in one request, where a sheet waits and beside it."""
STANDSTILL = 1.0
"""Seconds for which a sheet waits in one go."""
PAUSE = 0.2
"""After so long without a question a new go has begun."""
SAMPLES = 8
MOST_ANSWERS = 500_000

Scalar = Union[str, float]
Argument = Any
"""What Calc gives a formula and takes from it: a cell, or rows of cells."""
Grid = Tuple[Tuple[Argument, ...], ...]
Key = Tuple[str, ...]
Scope = Dict[str, Optional[str]]


class Answer(NamedTuple):
    """What is known of a header or a value."""

    name: str | None
    """Field or standard spelling; "" where somebody decided that there is none, None where it is open."""
    confidence: Scalar
    why: str


BLANK = Answer("", "", "")
LOST = Answer(None, UNKNOWN, "")


class Answers:
    """The four formulas over one link; an answer holds until the memory's revision changes, and is shown until the next.

    *aside* is called when questions were left open, for somebody to `ask_aside` and calculate again; without it the
    caller waits as long as it takes.
    """

    def __init__(self, link: Link, aside: Callable[[], None] | None = None) -> None:
        self.link = link
        self.aside = aside
        self.seen: str | None = None
        """The revision that the kept answers belong to; None where the last question got none."""
        self._scope: Scope = {}
        self._cache: dict[Key, Answer] = {}
        self._before: dict[Key, Answer] = {}
        """Earlier answers: a sheet shows them where the worker gives no newer one."""
        self._left_behind = False
        """Whether some of those are on a sheet that was not calculated since."""
        self._open: dict[Key, None] = {}
        self._waited = 0.0
        self._last = float("-inf")
        self._one_at_a_time = threading.Lock()

    def column(self, header: Argument, samples: Argument = None) -> Argument:
        """The field of each header, "?" where it is open."""
        return self._columns(header, samples, _name)

    def confidence(self, header: Argument, samples: Argument = None) -> Argument:
        """How sure each answer is, 0 to 1."""
        return self._columns(header, samples, _confidence)

    def why(self, header: Argument, samples: Argument = None) -> Argument:
        """The sentence behind each answer, or what to do where there is none."""
        return self._columns(header, samples, _why)

    def value(self, field: Argument, value: Argument) -> Argument:
        """How memory writes each value of a field, "?" where it does not know it."""
        name = text(next((cell for row in _grid(field) for cell in row), ""))
        rows = _grid(_cell(value))
        keys: list[Key] = [("value", name, text(cell)) for row in rows for cell in row]
        return _shaped([_name(a) for a in self._all(keys)], rows, value)

    def forget(self, scope: Scope | None = None) -> None:
        """The next formula asks again, from now on for *scope* if one is given; of another scope nothing is shown on."""
        with self._one_at_a_time:
            self._set_aside()
            self._open.clear()
            if scope is None:
                return
            if _names(scope) != _names(self._scope):
                self._before.clear()
            self._scope = scope

    def _columns(self, header: Argument, samples: Argument, part: Callable[[Answer], Scalar]) -> Argument:
        rows = _grid(_cell(header))
        headers = [text(cell) for row in rows for cell in row]
        columns = _samples(rows, samples)
        if columns is None:
            wrong = LOST._replace(why=tr(NO_SAMPLES))
            return _shaped([part(wrong if name else BLANK) for name in headers], rows, header)
        keys: list[Key] = [("column", name, *column) for name, column in zip(headers, columns)]
        return _shaped([part(answer) for answer in self._all(keys)], rows, header)

    @property
    def busy(self) -> bool:
        """Whether a sheet is being calculated that asks new things."""
        return self.link.clock() - self._last < PAUSE / 2

    def ask_aside(self, link: Link) -> bool:
        """Ask over *link* what was left open; whether there was anything. Formulas are answered meanwhile.

        Raises:
            NoAnswer: the worker gave none; the rest is dropped, and asked again when the sheet is calculated.
        """
        any_open = False
        while True:
            with self._one_at_a_time:
                some = list(islice(self._open, ASIDE_AT_ONCE))
                scope = self._scope
            if not some:
                return any_open
            any_open = True
            try:
                answers = _ask(link, some, scope)
            except Exception:
                with self._one_at_a_time:
                    self._open.clear()
                raise
            with self._one_at_a_time:
                self._keep(some, answers, link.revision)

    def outdated(self, revision: str | None) -> bool:
        """Whether sheets may show what is not of *revision*, the memory's now; None where no worker says it."""
        with self._one_at_a_time:
            return self._left_behind or revision != self.seen

    def start_over(self) -> None:
        """All sheets are about to be calculated, so that what they show is of one revision."""
        with self._one_at_a_time:
            with suppress(Exception):  # the first formula meets the same and says it
                self._freshen()
            self._left_behind = False

    def _all(self, keys: list[Key]) -> list[Answer]:
        """An answer for each key: kept ones at once, the others in as few questions as may be."""
        with self._one_at_a_time:
            lost = LOST
            try:
                self._freshen()
                missing = [key for key in dict.fromkeys(keys) if key not in self._cache and _asks(key)]
                lost = self._ask_now(missing) if missing else LOST
            except NoAnswer as reason:
                self.seen = self.link.revision
                lost = LOST._replace(why=str(reason))
            except Exception:  # an answer of another form than promised: a cell shows "?", never an error
                lost = LOST._replace(why=tr(OTHER_FORM))
            return [self._known(key, lost) if _asks(key) else BLANK for key in keys]

    def _known(self, key: Key, lost: Answer) -> Answer:
        return self._cache.get(key) or self._before.get(key, lost)

    def _ask_now(self, missing: list[Key]) -> Answer:
        """Ask and keep; returns what those show that were left open."""
        if len(self._cache) + len(missing) > MOST_ANSWERS:
            return LOST._replace(why=tr(TOO_MANY))
        start = self.link.clock()
        if start - self._last > PAUSE:
            self._waited = 0.0
        for at in range(0, len(missing), AT_ONCE):
            if self.aside and self._waited > STANDSTILL:
                self._open.update(dict.fromkeys(missing[at:]))
                self._last = start
                self.aside()
                return LOST._replace(why=tr(SOON))
            some = missing[at : at + AT_ONCE]
            self._keep(some, _ask(self.link, some, self._scope), self.link.revision)
            self._last = self.link.clock()
            self._waited += self._last - start
            start = self._last
        return LOST

    def _keep(self, keys: list[Key], answers: list[Answer], revision: str | None) -> None:
        self._belong(revision)
        for key, answer in zip(keys, answers):
            self._cache[key] = answer
            self._open.pop(key, None)

    def _freshen(self) -> None:
        if self.link.clock() - self.link.heard > FRESH:
            self.link.ask("GET", "/v1/health")
            self._belong(self.link.revision)

    def _belong(self, revision: str | None) -> None:
        """What was kept before *revision* is to be asked again."""
        if revision == self.seen:
            return
        if self._cache:
            self._left_behind = True
            self._set_aside()
        self.seen = revision

    def _set_aside(self) -> None:
        if len(self._before) + len(self._cache) > MOST_ANSWERS:
            self._before.clear()
        self._before.update(self._cache)
        self._cache.clear()


def text(cell: Argument) -> str:
    """A cell as a person reads it: 2026.0 is "2026", nothing is ""."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


def _names(scope: Scope) -> Scope:
    return {kind: name for kind, name in scope.items() if name is not None}


def _asks(key: Key) -> bool:
    """Whether there is anything to ask: no header and no value is answered with nothing."""
    return bool(key[2] if key[0] == "value" else key[1])


def _ask(link: Link, keys: list[Key], scope: Scope) -> list[Answer]:
    """One answer a key, in order."""
    answers: dict[Key, Answer] = {}
    for kind in dict.fromkeys((key[0], key[1] if key[0] == "value" else "") for key in keys):
        if kind[0] == "value":
            mine = [key for key in keys if key[:2] == kind]
            answers.update(zip(mine, _ask_values(link, mine, scope)))
        else:
            mine = [key for key in keys if key[0] == kind[0]]
            answers.update(zip(mine, _ask_columns(link, mine, scope)))
    return [answers[key] for key in keys]


def _ask_columns(link: Link, keys: list[Key], scope: Scope) -> Iterable[Answer]:
    columns = [{"name": key[1], "samples": key[2:]} for key in keys]
    # Each header for itself: a cell says the same alone and inside a range.
    question = {
        "columns": columns,
        "llm": False,
        "one_to_one": False,
        "alternatives": 0,
        "scope": scope,
        "language": current(),
    }
    for suggestion in link.ask("POST", "/v1/suggest", question)["suggestions"]:
        decided_none = suggestion["field"] is None and suggestion["origin"] == "memory"
        yield Answer(
            "" if decided_none else suggestion["field"], float(suggestion["confidence"]), suggestion["reason"]
        )


def _ask_values(link: Link, keys: list[Key], scope: Scope) -> Iterable[Answer]:
    values = [key[2] for key in keys]
    question = {"field": keys[0][1], "values": values, "scope": scope, "language": current()}
    for value in link.ask("POST", "/v1/values", question)["values"]:
        yield Answer(value["canonical"], float(value["confidence"]), value["reason"])


def _name(answer: Answer) -> Scalar:
    return UNKNOWN if answer.name is None else answer.name


def _confidence(answer: Answer) -> Scalar:
    return answer.confidence


def _why(answer: Answer) -> Scalar:
    return answer.why


def _cell(value: Argument) -> Argument:
    """Calc gives 0.0 for a reference to an empty cell, which nobody heads a column with."""
    return "" if value == 0.0 and isinstance(value, float) else value


def _grid(value: Argument) -> Grid:
    """Rows of cells, whatever was given: one cell, one row, or rows."""
    if not isinstance(value, (tuple, list)):
        return ((value,),)
    if value and not isinstance(value[0], (tuple, list)):
        return (tuple(value),)
    return tuple(tuple(row) for row in value)


def _shaped(answers: list[Scalar], rows: Grid, argument: Argument) -> Argument:
    """*answers* in the form of *argument*."""
    if not isinstance(argument, (tuple, list)):
        return answers[0]
    rest = iter(answers)
    return tuple(tuple(next(rest) for _ in row) for row in rows)


def _samples(headers: Grid, samples: Argument) -> list[tuple[str, ...]] | None:
    """The sample texts of each header: below it in a row of headers, beside it in a column; None if they don't fit."""
    count = sum(map(len, headers))
    rows = _grid(samples)
    if samples is None:
        return [()] * count
    if count == 1:
        return [_texts(cell for row in rows for cell in row)]
    if all(len(row) == count for row in rows):
        return [_texts(row[at] for row in rows) for at in range(count)]
    if len(headers) == count == len(rows):
        return [_texts(row) for row in rows]
    return None


def _texts(cells: Iterable[Argument]) -> tuple[str, ...]:
    """The first few different texts."""
    texts = dict.fromkeys(text(cell) for cell in cells)
    texts.pop("", None)
    return tuple(islice(texts, SAMPLES))
