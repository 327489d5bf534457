"""Target templates: a YAML list of fields, ours or anybody's, with what each field is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from worker import paths
from worker.errors import FileProblem, UsageError
from worker.knowledge.cache_file import from_cache
from worker.knowledge.concepts import open_concepts
from worker.knowledge.words import phrases
from worker.shapes.template import Composition, Family, Field, FieldType, Stage, Template
from worker.text import words
from worker.yaml_file import nearest, read_yaml

DEFAULT = "raw_data.yaml"
TEMPLATE_KEYS = ("name", "version", "fields", "compositions")
FIELD_KEYS = (
    "name", "type", "kind", "description", "synonyms", "samples", "required", "allowed", "family", "stage", "repeatable",
    "id_of", "words_for", "words_against", "values_for", "values_neutral", "plan_weight",
)  # fmt: skip
COMPOSITION_KEYS = ("word", "with", "becomes")
_PLURAL = {"type": "Types", "family": "Families", "stage": "Stages"}
_MEASURES = frozenset({"number", "money", "percent"})
_RATE = re.compile(r"cp[a-z]{1,3}|[a-z]tr|cvr")


def load_template(path: str | Path | None = None) -> Template:
    """The template in *path*, or the shipped one.

    What a template of the user's leaves out of a field that is named like a shipped one is taken from that.

    Raises:
        FileProblem: the file is missing or no YAML.
        UsageError: a key or a family nobody knows, a field without a name or twice; names the place.
    """
    return _read(Path(path), _shipped()) if path else _shipped()


@cache
def _shipped() -> Template:
    return from_cache("template", Template, lambda: _read(paths.shipped("templates", DEFAULT), None))


def _read(file: Path, shipped: Template | None) -> Template:
    if not file.is_file():
        raise FileProblem(f"There is no template {file}.", "Check the path after --template.")
    return _template(read_yaml(file, "Correct it and try again."), file.name, shipped)


def _template(content: object, file: str, shipped: Template | None) -> Template:
    if not isinstance(content, dict) or not isinstance(content.get("fields"), list) or not content["fields"]:
        raise UsageError(
            f"The template {file} lists no fields.", "It needs `fields:` with at least one `- name: ...`."
        )
    _check_keys(content, TEMPLATE_KEYS, file)
    like = {field.name: field for field in shipped.fields} if shipped else {}
    fields: dict[str, Field] = {}
    for at, entry in enumerate(content["fields"], 1):
        item = {"name": entry} if isinstance(entry, str) else entry
        if not isinstance(item, dict) or not str(item.get("name") or "").strip():
            raise UsageError(f"Field {at} of the template {file} has no name.", "Give it `name:`.")
        _check_keys(item, FIELD_KEYS, f"{file}, field '{item['name']}'")
        field = _field(item, file, like)
        if field.name in fields:
            raise UsageError(
                f"The template {file} has the field '{field.name}' twice.", "Rename or remove one of them."
            )
        fields[field.name] = field
    version = content.get("version", 1)
    if not isinstance(version, int):
        raise UsageError(f"The template {file} has the version {version!r}.", "Use a whole number.")
    compositions = _compositions(content.get("compositions"), tuple(fields.values()), file)
    if "compositions" not in content and shipped:
        compositions = shipped.compositions
    return Template(
        str(content.get("name") or Path(file).stem), version, tuple(fields.values()), compositions
    )


def _field(item: dict[str, Any], file: str, shipped: Mapping[str, Field]) -> Field:
    name = str(item["name"]).strip()
    kind = item.get("type", "text")
    _check_choice("type", kind, get_args(FieldType), item, file)
    like = shipped.get(name) or Field(name)
    family = item.get("family") or (
        like.family if name in shipped and like.type == kind else family_of(name, kind)
    )
    _check_choice("family", family, get_args(Family), item, file)
    stage = item.get("stage", like.stage)
    _check_choice("stage", stage, (None, *get_args(Stage)), item, file)
    return Field(
        name=name,
        type=kind,
        kind=item.get("kind") or ("measure" if kind in _MEASURES else "dimension"),
        description=str(item.get("description") or ""),
        synonyms=_texts(item, "synonyms", file),
        samples=_texts(item, "samples", file),
        required=bool(item.get("required", False)),
        allowed=_texts(item, "allowed", file),
        family=family,
        stage=stage,
        repeatable=bool(item.get("repeatable", like.repeatable)),
        id_of=item.get("id_of", like.id_of),
        words_for=_names(item, "words_for", like.words_for, file),
        words_against=_names(item, "words_against", like.words_against, file),
        values_for=_names(item, "values_for", like.values_for, file),
        values_neutral=_names(item, "values_neutral", like.values_neutral, file),
        plan_weight=_number(item, "plan_weight", like.plan_weight, file),
    )


def family_of(name: str, kind: FieldType) -> Family:
    """The family of a field that states none, by its type and the words of its name."""
    if kind not in _MEASURES:
        return kind if kind in ("date", "id") else "text"
    named = set(words(name))
    if kind == "percent":
        return "ratio"
    if named & _family_words("rate") or any(_RATE.fullmatch(word) for word in named):
        return "rate" if kind == "money" else "ratio"
    if named & _family_words("reach"):
        return "reach"
    if kind == "money":
        return "money"
    return "points" if named & _family_words("points") else "count"


@cache
def _family_words(family: Literal["rate", "reach", "points"]) -> frozenset[str]:
    return frozenset(word for name, word in phrases("families") if name == family)


@cache
def shipped_names(*families: Family) -> frozenset[str]:
    """The shipped fields of some families."""
    return frozenset(field.name for field in load_template().fields if field.family in families)


def _compositions(
    listed: Iterable[object] | None, fields: Sequence[Field], file: str
) -> tuple[Composition, ...]:
    """The compositions of a template; a family named under `with` stands for all its fields."""
    compositions = []
    for item in listed or ():
        if not isinstance(item, dict) or not item.get("word"):
            raise UsageError(
                f"A composition of the template {file} has no word.",
                "Write {word: net, with: [money], becomes: net_cost}.",
            )
        _check_keys(item, COMPOSITION_KEYS, f"{file}, composition of '{item['word']}'")
        members = [_members(name, fields, file) for name in _texts(item, "with", file)]
        becomes = str(item.get("becomes") or "")
        if becomes:
            _members(becomes, fields, file)
        compositions.append(Composition(str(item["word"]), frozenset().union(*members), becomes))
    return tuple(compositions)


def _members(name: str, fields: Sequence[Field], file: str) -> frozenset[str]:
    """The fields of the family *name*, else the field of that name, or an open concept."""
    if name in open_concepts():
        return frozenset({name})
    names = [field.name for field in fields]
    members = frozenset(field.name for field in fields if field.family == name) or frozenset(
        {name} & set(names)
    )
    if not members:
        choices = [*get_args(Family), *names]
        raise UsageError(
            f"'{name}' in the compositions of {file} is no field, no family and no open concept.",
            nearest(name, choices),
        )
    return members


def _texts(item: dict[str, object], key: str, file: str) -> tuple[str, ...]:
    value = item.get(key) or ()
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        raise UsageError(f"'{key}' of {_place(item, file)} is no list.", "Write it as [one, two].")
    return tuple(str(v) for v in value if v is not None)


def _names(item: dict[str, object], key: str, default: frozenset[str], file: str) -> frozenset[str]:
    return frozenset(_texts(item, key, file)) if key in item else default


def _number(item: dict[str, object], key: str, default: float, file: str) -> float:
    value = item.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise UsageError(f"'{key}' of {_place(item, file)} is {value!r}.", "Write a number, such as 0.5.")
    return float(value)


def _place(item: dict[str, object], file: str) -> str:
    name = f"field '{item['name']}'" if "name" in item else f"the composition of '{item.get('word')}'"
    return f"{name} in the template {file}"


def _check_choice(
    key: str, value: object, choices: Sequence[str | None], item: dict[str, object], file: str
) -> None:
    if value not in choices:
        options = [choice for choice in choices if choice]
        raise UsageError(
            f"Field '{item['name']}' of the template {file} has the {key} {value!r}.",
            nearest(value, options, f"{_PLURAL[key]} are"),
        )


def _check_keys(item: dict[str, object], keys: tuple[str, ...], where: str) -> None:
    for key in item:
        if key not in keys:
            raise UsageError(f"Unknown key '{key}' in {where}.", nearest(key, keys, "Known keys:"))
