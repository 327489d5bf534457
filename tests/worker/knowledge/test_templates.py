"""Target templates: any list of fields; a mistake is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem, MediaMapperError, UsageError
from worker.knowledge.templates import load_template


def template(folder: Path, text: str) -> Path:
    file = folder / "target.yaml"
    file.write_text(text, "utf-8")
    return file


def test_the_shipped_template_has_the_fields_of_the_contract() -> None:
    shipped = load_template()
    assert (shipped.name, len(shipped.fields), len(set(shipped.names))) == ("raw_data", 50, 50)
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
        ("fields: [{name: a, samples: one}]", "'samples' of field 'a'.*no list"),
        ("version: new\nfields: [a]", "version 'new'"),
        ("fields: [", "not valid YAML in line"),
    ],
)
def test_a_mistake_names_the_place_and_the_nearest_word(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MediaMapperError, match=f"(?s){said}"):
        load_template(template(tmp_path, text))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="There is no template"):
        load_template(tmp_path / "none.yaml")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "target.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises((FileProblem, UsageError)):
        load_template(tmp_path / "target.yaml")
