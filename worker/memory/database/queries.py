"""How a query of the builder is run: the builder writes the statement, the driver gives plain tuples.

Peewee's own rows pass every cell through its field, which costs several times the query; all columns of the memory are
texts and numbers, and need no conversion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import peewee

from worker.memory.database.sqlite.connection import Row

CHUNK = 500
"""Values in one list of a statement."""
_SIZES = (1, 8, 64, CHUNK)
"""Places in the list of a `PreparedList`: it is filled up with its last value, so that few statements are written."""
T = TypeVar("T")


def rows(database: peewee.Database, query: peewee.Query) -> list[Row]:
    """All rows of *query*."""
    return [tuple(row) for row in database.execute(query).fetchall()]


def stream(database: peewee.Database, query: peewee.Query) -> Iterator[Row]:
    """The rows of *query* as they are read."""
    for row in database.execute(query):
        yield tuple(row)


def first(database: peewee.Database, query: peewee.Query) -> Row | None:
    """The first row of *query*; None where it has none."""
    row = database.execute(query).fetchone()
    return None if row is None else tuple(row)


def value(database: peewee.Database, query: peewee.Query) -> Any:
    """The first cell of the first row; None where there is none."""
    row = first(database, query)
    return None if row is None else row[0]


def run(database: peewee.Database, query: peewee.Query) -> int:
    """Run a change; gives the number of rows that it changed."""
    return int(database.execute(query).rowcount)


def insert(database: peewee.Database, query: peewee.Query) -> int:
    """Run an insert of one row; gives its number."""
    return int(query.execute(database))


def run_many(database: peewee.Database, query: peewee.Query, values: Iterable[Sequence[object]]) -> None:
    """Run a change once for each of *values*, which stand in the order in which *query* has its own.

    The statement is written once and the driver repeats it: five times as quick as a query for each row.
    """
    Prepared(query).run_many(database, list(values))


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """*items* in pieces that fit into one statement."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def count_where(count: peewee.ColumnBase | int, condition: peewee.ColumnBase) -> peewee.ColumnBase:
    """The sum of *count* over the rows where *condition* holds."""
    return peewee.fn.SUM(peewee.Case(None, [(condition, count)], 0))


def larger(one: peewee.ColumnBase, other: peewee.ColumnBase) -> peewee.ColumnBase:
    """The larger of two cells of a row; databases spell this differently."""
    return peewee.Case(None, [(one > other, one)], other)


class Prepared:
    """A query that is asked often: its statement is written once, and takes its values in the order of the query."""

    def __init__(self, query: peewee.Query) -> None:
        self._query = query
        self._statements: dict[type[peewee.Database], str] = {}

    def rows(self, database: peewee.Database, *values: object) -> list[Row]:
        """All rows for these values."""
        return [tuple(row) for row in database.execute_sql(self._statement(database), values).fetchall()]

    def value(self, database: peewee.Database, *values: object) -> Any:
        """The first cell of the first row for these values; None where there is none."""
        row = database.execute_sql(self._statement(database), values).fetchone()
        return None if row is None else row[0]

    def run_many(self, database: peewee.Database, values: Sequence[Sequence[object]]) -> None:
        """Run a change once for each of *values*; without any, the database is not asked."""
        if values:
            database.cursor().executemany(self._statement(database), values)

    def _statement(self, database: peewee.Database) -> str:
        kind = type(database)
        if kind not in self._statements:
            self._statements[kind] = database.get_sql_context().sql(self._query).query()[0]
        return self._statements[kind]


class PreparedList:
    """A query with a list in its condition, behind all its other values, that is asked often."""

    def __init__(self, query_of: Callable[[Sequence[object]], peewee.Query]) -> None:
        """*query_of* gives the query for a list of so many values; the list may hold anything."""
        self._query_of = query_of
        self._prepared: dict[int, Prepared] = {}

    def rows(self, database: peewee.Database, items: Sequence[object], *values: object) -> Iterator[Row]:
        """The rows for these values and *items*, in as many statements as it takes; none for no items."""
        for chunk in chunks(items):
            size = next(size for size in _SIZES if size >= len(chunk))
            if size not in self._prepared:
                self._prepared[size] = Prepared(self._query_of([""] * size))
            rest = [chunk[-1]] * (size - len(chunk))
            yield from self._prepared[size].rows(database, *values, *chunk, *rest)
