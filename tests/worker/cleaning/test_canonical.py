"""The names of values: memory first, then the lists."""

from __future__ import annotations

import numpy as np
import pytest

from worker.cleaning.canonical import canonical_column, nothing_learnt, with_canonical
from worker.cleaning.lines import LineColumn, Lines, Texts
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


def lines_of(**texts: tuple[str | None, ...]) -> Lines:
    columns = {name: column(name, *values) for name, values in texts.items()}
    rows = np.arange(5, 5 + max(map(len, texts.values())))
    return Lines("Plan", load_template(), rows, columns)


@pytest.mark.parametrize(
    ("values", "sentence", "cell"),
    [
        (("TV", None, "Radio", "TV"), None, None),
        (("Zonk", "TV"), None, None),
        (
            ("TV", "Online", "ТВ", "Online"),
            "Values of channel have their one name in raw data: 'Online' is 'Digital', 'ТВ' is 'TV'.",
            "A6",
        ),
    ],
)
def test_a_new_name_is_told_once_a_field(
    values: tuple[str | None, ...], sentence: str | None, cell: str | None
) -> None:
    lines = with_canonical(lines_of(channel=values), None, nothing_learnt)
    told = [finding for finding in lines.findings if finding.code == "value-renamed"]
    assert [(one.sentence, one.cell) for one in told] == ([(sentence, cell)] if sentence else [])
