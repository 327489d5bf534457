"""The names of values: memory first, then the lists."""

from __future__ import annotations

import pytest

from worker.cleaning.canonical import canonical_column, nothing_learnt
from worker.cleaning.lines import LineColumn, Texts
from worker.knowledge.templates import load_template

FIELDS = {field.name: field for field in load_template().fields}


def column(name: str, *values: str | None) -> LineColumn:
    return LineColumn(FIELDS[name], Texts.of(values), 1, name.title(), None)


@pytest.mark.parametrize(
    ("field", "value", "name", "unknown"),
    [
        ("placement", "Zonk", "Zonk", ()),  # no list: nothing to know
        ("platform", None, None, ()),
        ("platform", "Blorpnet 7731", "Blorpnet 7731", ("Blorpnet 7731",)),
        ("platform", "FB", "Meta", ()),
        ("market", "Deutschland", "DE", ()),
    ],
)
def test_a_value_that_a_list_knows_gets_its_name(
    field: str, value: str | None, name: str | None, unknown: tuple[str, ...]
) -> None:
    result, strangers = canonical_column(column(field, value), None, nothing_learnt)
    assert isinstance(result.values, Texts)
    assert (result.values.at(0), strangers) == (name, unknown)
