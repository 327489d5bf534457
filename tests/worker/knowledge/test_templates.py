"""Target templates: any list of fields; a mistake is named with its place."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from worker.errors import FileProblem, MediaMapperError, UsageError
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.samples import Kind
from worker.matching.words.headers import CURRENCY, PERCENT
from worker.shapes.template import Composition


def template(folder: Path, text: str) -> Path:
    file = folder / "target.yaml"
    file.write_text(text, "utf-8")
    return file


CONTRACT = """
    date start_date end_date market advertiser brand product campaign_name campaign_id insertion_order objective channel
    platform publisher placement placement_id ad_group ad_group_id ad_name ad_id ad_format ad_size duration device
    audience buy_type unit_rate currency planned_budget gross_cost net_cost agency_fee spend planned_units
    planned_impressions impressions clicks reach frequency video_views video_completions conversions revenue cpm cpc cpa
    ctr grp spots notes
"""


def test_the_shipped_template_has_the_fields_of_the_contract() -> None:
    shipped = load_template()
    assert (shipped.name, shipped.version) == ("raw_data", 1)
    assert set(CONTRACT.split()) <= set(shipped.names)
    assert {f.type for f in shipped.fields} == {"text", "number", "money", "percent", "date", "id"}


def test_everything_but_the_name_is_optional(tmp_path: Path) -> None:
    found = load_template(template(tmp_path, "fields: [plain, {name: cost, type: money, synonyms: [Spend]}]"))
    assert (found.name, found.version, found.names) == ("target", 1, ("plain", "cost"))
    assert (found.fields[0].type, found.fields[1].kind, found.fields[1].synonyms) == (
        "text",
        "measure",
        ("Spend",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fields: []", "lists no fields"),
        ("name: x", "lists no fields"),
        ("fields: [{type: text}]", "Field 1 .* has no name"),
        (
            "fields: [{name: a, sinonyms: [b]}]",
            "Unknown key 'sinonyms' in target.yaml, field 'a'.*'synonyms'",
        ),
        ("feilds: []\nfields: [a]", "Unknown key 'feilds'.*'fields'"),
        ("fields: [{name: a, type: mony}]", "type 'mony'.*'money'"),
        ("fields: [a, a]", "'a' twice"),
        ("fields: [{name: a, family: monny}]", "family 'monny'.*'money'"),
        ("fields: [{name: a, stage: done}]", "stage 'done'.*Stages are planned, delivered"),
        ("fields: [{name: a, plan_weight: much}]", "'plan_weight' of field 'a'.*'much'.*a number"),
        ("fields: [{name: a, words_fro: [net]}]", "Unknown key 'words_fro'.*'words_for'"),
        ("fields: [a]\ncompositions: [{with: [a]}]", "A composition .* has no word"),
        (
            "fields: [a]\ncompositions: [{word: net, with: [b]}]",
            "'b' in the compositions .* no field, no family and no open concept",
        ),
        ("fields: [a]\ncompositions: [{word: net, wiht: [a]}]", "Unknown key 'wiht'.*'with'"),
        ("fields: [{name: a, samples: one}]", "'samples' of field 'a'.*no list"),
        ("version: new\nfields: [a]", "version 'new'"),
        ("fields: [", "not valid YAML in line"),
    ],
)
def test_a_mistake_names_the_place_and_the_nearest_word(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MediaMapperError, match=f"(?s){said}"):
        load_template(template(tmp_path, text))


@pytest.mark.parametrize(
    ("entry", "family"),
    [
        ("{name: Kosten, type: money}", "money"),
        ("{name: CPV, type: money}", "rate"),
        ("{name: Average order value, type: money}", "rate"),
        ("{name: Views, type: number}", "count"),
        ("{name: Conversion rate, type: number}", "ratio"),
        ("{name: Unique reach, type: number}", "reach"),
        ("{name: VTR, type: percent}", "ratio"),
        ("{name: Day, type: date}", "date"),
        ("{name: Key, type: id}", "id"),
        ("Site", "text"),
        ("{name: Views, type: number, family: points}", "points"),
    ],
)
def test_a_field_that_states_no_family_gets_one_by_type_and_name(
    tmp_path: Path, entry: str, family: str
) -> None:
    (field,) = load_template(template(tmp_path, f"fields: [{entry}]")).fields
    assert field.family == family


def test_a_field_named_like_a_shipped_one_is_what_that_is(tmp_path: Path) -> None:
    (field,) = load_template(template(tmp_path, "fields: [{name: net_cost, type: money}]")).fields
    assert (field.family, field.stage, field.repeatable) == ("money", "planned", True)
    assert "gross" in field.words_against


def test_what_a_template_states_of_a_shipped_name_holds(tmp_path: Path) -> None:
    text = "fields: [{name: net_cost, type: money, stage: delivered, repeatable: false, words_against: []}]"
    (field,) = load_template(template(tmp_path, text)).fields
    assert (field.stage, field.repeatable, field.words_against) == ("delivered", False, frozenset())


def test_a_family_in_a_composition_stands_for_its_fields(tmp_path: Path) -> None:
    text = (
        "fields: [{name: a, type: money}, {name: b, type: money}, c]\n"
        "compositions: [{word: net, with: [money, c], becomes: a}]"
    )
    (composition,) = load_template(template(tmp_path, text)).compositions
    assert composition == Composition("net", frozenset("abc"), "a")


def test_ids_and_modifiers_of_the_shipped_fields_are_known() -> None:
    shipped = load_template()
    modifiers = {name for names in shipped_vocabulary().modifiers.values() for name in names} | {
        CURRENCY,
        PERCENT,
    }
    for field in shipped.fields:
        assert field.id_of is None or field.id_of in shipped.names
        assert field.words_for | field.words_against <= modifiers, field.name
        assert field.values_for | field.values_neutral <= set(get_args(Kind)), field.name
    assert {composition.word for composition in shipped.compositions} <= modifiers


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="There is no template"):
        load_template(tmp_path / "none.yaml")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "target.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises((FileProblem, UsageError)):
        load_template(tmp_path / "target.yaml")
