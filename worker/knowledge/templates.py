"""Target templates: a YAML list of fields, ours or anybody's."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, get_args

import yaml

from worker import paths
from worker.errors import FileProblem, UsageError
from worker.shapes.template import Field, FieldType, Template

DEFAULT = "raw_data.yaml"
TEMPLATE_KEYS = ("name", "version", "fields")
FIELD_KEYS = ("name", "type", "kind", "description", "synonyms", "samples", "required", "allowed")
_MEASURES = frozenset({"number", "money", "percent"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_template(path: str | Path | None = None) -> Template:
    """The template in *path*, or the shipped one.

    Raises:
        FileProblem: the file is missing or no YAML.
        UsageError: a key nobody knows, a field without a name or twice, a type nobody knows; names the place.
    """
    file = Path(path) if path else paths.shipped("templates", DEFAULT)
    try:
        found = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - the C twin of SafeLoader
    except FileNotFoundError:
        raise FileProblem(f"There is no template {file}.", "Check the path after --template.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(
            f"The template {file} can't be read: {error}.", "Check the path after --template."
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise UsageError(
            f"The template {file} is not valid YAML{where}.", "Correct it and try again."
        ) from error
    return _template(found, file.name)


def _template(found: Any, file: str) -> Template:
    if not isinstance(found, dict) or not isinstance(found.get("fields"), list) or not found["fields"]:
        raise UsageError(
            f"The template {file} lists no fields.", "It needs `fields:` with at least one `- name: ...`."
        )
    _known_keys(found, TEMPLATE_KEYS, file)
    fields: dict[str, Field] = {}
    for at, entry in enumerate(found["fields"], 1):
        item = {"name": entry} if isinstance(entry, str) else entry
        if not isinstance(item, dict) or not str(item.get("name") or "").strip():
            raise UsageError(f"Field {at} of the template {file} has no name.", "Give it `name:`.")
        _known_keys(item, FIELD_KEYS, f"{file}, field '{item['name']}'")
        made = _field(item, file)
        if made.name in fields:
            raise UsageError(
                f"The template {file} has the field '{made.name}' twice.", "Rename or remove one of them."
            )
        fields[made.name] = made
    version = found.get("version", 1)
    if not isinstance(version, int):
        raise UsageError(f"The template {file} has the version {version!r}.", "Use a whole number.")
    return Template(str(found.get("name") or Path(file).stem), version, tuple(fields.values()))


def _field(item: dict[str, Any], file: str) -> Field:
    kind = item.get("type", "text")
    if kind not in get_args(FieldType):
        near = difflib.get_close_matches(str(kind), get_args(FieldType), n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Types are {', '.join(get_args(FieldType))}."
        raise UsageError(f"Field '{item['name']}' of the template {file} has the type {kind!r}.", hint)
    return Field(
        name=str(item["name"]).strip(),
        type=kind,
        kind=item.get("kind") or ("measure" if kind in _MEASURES else "dimension"),
        description=str(item.get("description") or ""),
        synonyms=_texts(item, "synonyms", file),
        samples=_texts(item, "samples", file),
        required=bool(item.get("required", False)),
        allowed=_texts(item, "allowed", file),
    )


def _texts(item: dict[str, Any], key: str, file: str) -> tuple[str, ...]:
    value = item.get(key) or ()
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        raise UsageError(
            f"'{key}' of field '{item['name']}' in the template {file} is no list.", "Write it as [one, two]."
        )
    return tuple(str(v) for v in value if v is not None)


def _known_keys(found: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in found:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known keys: {', '.join(known)}."
            raise UsageError(f"Unknown key '{key}' in {where}.", hint)
