"""A year and a number: the numbers beside it and the word above it say of what."""

from __future__ import annotations

import pytest

from worker.values.dates.year_parts import is_year_part, names_year, units_of


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        ([], None),
        (["2024-13"], None),
        (["2024-13", "spring"], None),
        (["2024-54", "2024-01"], None),
        (["2024-00", "2024-01"], None),
        (["202401", "13/2024"], None),
        (["20241", "20242"], None),
        (["24-26", "27-30"], "week"),
        (["24-01", "24-13"], None),
        (["21-01", "30-02"], "week"),
        (["300250", "728090"], None),
    ],
)
def test_other_texts_name_no_part_of_a_year(texts, unit):
    assert units_of(texts, unit) == {}


@pytest.mark.parametrize(
    ("texts", "unit", "written"),
    [
        (["2024-01", "2024-12"], None, ["2024-01", "2024-12"]),
        (["2024-01", "2024-12"], "week", ["W1 2024", "W12 2024"]),
        (["2024-01", "2024-13"], None, ["W1 2024", "W13 2024"]),
        (["2024/1", "2024/40"], None, ["W1 2024", "W40 2024"]),
        (["2024.52", "2025.01"], None, ["W52 2024", "W1 2025"]),
        (["2024 01", "2024 40"], None, ["W1 2024", "W40 2024"]),
        (["2024_01", "2024_40"], None, ["W1 2024", "W40 2024"]),
        (["202401", "202440"], None, ["W1 2024", "W40 2024"]),
        (["202401", "202402"], None, ["2024-01", "2024-02"]),
        (["01-2024", "13-2024"], None, ["W1 2024", "W13 2024"]),
        (["1/2024", "40/2024"], None, ["W1 2024", "W40 2024"]),
        (["24-01", "24-13"], "week", ["W1 2024", "W13 2024"]),
        (["01/24", "40/24"], "week", ["W1 2024", "W40 2024"]),
        (["2024-1", "2024-4"], "quarter", ["Q1 2024", "Q4 2024"]),
        (["20241", "20244"], "quarter", ["Q1 2024", "Q4 2024"]),
        (["2024-1", "2024-2"], "half", ["H1 2024", "H2 2024"]),
        (["2024-1", "2024-9"], "quarter", ["2024-01", "2024-09"]),
    ],
)
def test_a_year_and_a_number(texts, unit, written):
    assert [units_of(texts, unit)[text] for text in texts] == written


@pytest.mark.parametrize("text", ["", "2024", "24-13", "2024-01-05", "1.2024.5", "20240105", "2150-01"])
def test_is_no_year_and_part(text):
    assert not is_year_part(text)


@pytest.mark.parametrize("text", ["2024-13", "202413", "2024 13", "13/2024", "2024.1"])
def test_is_a_year_and_part(text):
    assert is_year_part(text)


@pytest.mark.parametrize("header", ["", "Month", "FY2024", "R", "Yearbook", "Channel"])
def test_names_no_year(header):
    assert not names_year(header)


@pytest.mark.parametrize(
    "header", ["Year", "Years", "Jahr", "Campaign year", "Años", "Год", "年", "年份", "Rok"]
)
def test_names_a_year(header):
    assert names_year(header)
