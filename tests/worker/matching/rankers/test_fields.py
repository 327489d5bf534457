"""How words and values go with a field, by what the template says of it."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.rankers.fields import SURE, Fields, agreement, composed, fits, open_fits
from worker.matching.samples import Kind
from worker.shapes.template import Field

FIELDS = Fields(load_template().fields)


@pytest.mark.parametrize(
    ("name", "modifiers", "becomes"),
    [
        ("clicks", "", "clicks"),
        ("clicks", "total", "clicks"),
        ("market", "net", "market"),
        ("clicks", "cost", "cpc"),
        ("clicks", "previous cost", ""),
        ("spend", "net", "net_cost"),
        ("net_cost", "actual net", "spend"),
        ("net_cost", "percent", ""),
        ("impressions", "planned", "planned_impressions"),
        ("placement", "id", "placement_id"),
        ("placement_id", "name", "placement"),
        ("placement", "start", "start_date"),
        ("~roas", "net", "~roas"),
    ],
)
def test_a_word_makes_another_field_of_a_meaning(name: str, modifiers: str, becomes: str) -> None:
    assert composed(name, frozenset(modifiers.split())) == becomes


@pytest.mark.parametrize(
    ("name", "modifiers", "votes"),
    [
        ("net_cost", "", (0, 0)),
        ("net_cost", "net", (1, 0)),
        ("net_cost", "gross incl_vat", (0, 2)),
        ("spend", "actual planned", (1, 1)),
        ("brand", "net", (0, 0)),
    ],
)
def test_words_speak_for_and_against(name: str, modifiers: str, votes: tuple[int, int]) -> None:
    assert agreement(FIELDS[name], frozenset(modifiers.split())) == votes


@pytest.mark.parametrize(
    ("field", "kind", "votes"),
    [
        (FIELDS["clicks"], "none", (0.0, 0.0)),
        (FIELDS["clicks"], "blank", (0.0, 0.0)),
        (FIELDS["clicks"], "integer", (0.5, 0.0)),
        (FIELDS["clicks"], "word", (0.0, 1.0)),
        (FIELDS["ad_size"], "size", (SURE, 0.0)),
        (FIELDS["ad_name"], "size", (0.0, 0.0)),
        (FIELDS["ad_format"], "size", (0.0, 1.0)),
        (FIELDS["market"], "country", (1.0, 0.0)),
        (Field("own", "date", values_for=frozenset({"date"})), "date", (1.0, 0.0)),
    ],
)
def test_values_speak_for_and_against(field: Field, kind: Kind, votes: tuple[float, float]) -> None:
    assert fits(field, kind) == votes


@pytest.mark.parametrize(
    ("name", "kind", "votes"),
    [
        ("~pacing", "integer", (0.0, 0.0)),
        ("~roas", "none", (0.0, 0.0)),
        ("~roas", "decimal", (1.0, 0.0)),
        ("~roas", "word", (0.0, 1.0)),
        ("~status", "word", (1.0, 0.0)),
        ("~status", "integer", (0.0, 1.0)),
        ("~nobody", "integer", (0.0, 0.0)),
    ],
)
def test_values_of_an_open_concept(name: str, kind: Kind, votes: tuple[float, float]) -> None:
    assert open_fits(name, kind) == votes


def test_a_family_names_its_fields() -> None:
    assert FIELDS.names("money") == {"spend", "net_cost", "gross_cost", "planned_budget"}
    assert FIELDS.names("reach", "points") == {"reach", "grp"}
