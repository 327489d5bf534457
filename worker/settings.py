"""Every setting, in one frozen object that is built once.

Layers, later wins: the defaults below, `settings.yaml` in the memory folder, the environment (`MEDIAMAPPER_` and the
setting's name in capitals), options of the command line.
"""

from __future__ import annotations

import dataclasses
import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from worker import paths
from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.yaml_file import read_yaml

FILE = "settings.yaml"
PREFIX = "MEDIAMAPPER_"
NOT_SETTINGS = frozenset({"HOME", "CACHE", "TRACEBACK"})
"""Names with our prefix that are not settings: the memory folder, the cache, tracebacks for developers."""

ASK = "ask"
"""The setting `currency` under which a workbook that states none is asked for one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set; each default has its reason beside it."""

    memory_dir: Path
    template: str = ""
    """A target template's file; empty is the shipped `raw_data.yaml`."""
    language: str = ""
    """What people read: `en`, `de`; empty is the language of the spreadsheet program, else the system's. JSON is English."""
    user: str = ""
    """Who decides, for the audit; empty is the login name."""
    currency: str = ""
    """Of money of which no plan says any: a code; `ask` asks, plan by plan; empty leaves it without one, with a note."""
    accept_above: float = 0.8
    """Memory at or above this answers alone, and `Accept all sure` takes it."""
    prune_below: float = 0.3
    """What falls below is no longer proposed."""
    policy: str = "beta"
    """How confidence follows evidence: `beta` or `additive`."""
    llm: bool = False
    """Whether the model may be asked; off until a key and a person say so."""
    samples_to_model: bool = True
    """Whether value shapes go into questions; without them nothing of any cell below a header leaves."""
    values_to_model: bool = False
    """Whether unknown words of closed lists (platforms, channels) may be asked about as they are written."""
    llm_model: str = "claude-haiku-5-5"
    """The model that is asked: sorting headers into fields is a small model's work, and the cheapest will do."""
    llm_deadline_seconds: float = 20.0
    """How long one question may take, repeats included; a planner waits no longer for a proposal."""
    llm_patience_seconds: float = 0.0
    """Where nobody waits: how long an answer may take that costs half, in the provider's batches; 0 asks at once."""
    llm_tokens_per_call: int = 8_000
    """A larger question is not asked; a sheet of 60 open columns needs about half."""
    llm_tokens_per_day: int = 200_000
    """In and out together; about 100 first plans, and a runaway loop stops at the price of a coffee."""
    llm_cost_per_day: float = 1.0
    """The same in US dollars, for whoever sets a dearer model; one without a known price counts as the dearest."""
    max_unpacked_mb: int = 300
    """A workbook that unpacks to more is not opened."""
    max_cells: int = 20_000_000
    """A used area of more cells is stray formatting, not a plan."""
    read_seconds: int = 60
    """How long reading one file may take."""
    rounding: float = 0.01
    """Totals that differ by no more than this share of one unit of account per line agree."""
    audit_hash_headers: bool = False
    """Whether the audit tells headers as keyed digests, where they are nobody else's business."""
    platform_checks: bool = True
    """Whether lines are held against the rules of their platform: names, ids, figures."""
    database_url: str = dataclasses.field(default="", repr=False)
    """A team's PostgreSQL, `postgresql://LOGIN@HOST/DATABASE`; empty is a memory of one's own."""
    session_minutes: int = 60
    """How long the worker keeps what belongs to one task."""
    idle_seconds: float = 60.0
    """Once nobody has asked the worker for so long, it looks after the memory: what is due is done then."""
    max_body_mb: int = 8
    """A larger request is refused by the worker."""
    max_request_columns: int = 16_384
    """More columns in one request are refused by the worker; a sheet of Excel has no more."""
    max_request_cells: int = 2_000_000
    """More samples, values or cells in one request are refused by the worker; short rows count as they are filled up."""


def load(memory_dir: str | os.PathLike[str] | None = None, **options: object) -> Settings:
    """The settings in force; *options* that are None count as not given.

    Raises:
        UsageError: a setting nobody knows, or a value of the wrong type; names the layer it came from.
    """
    folder = paths.memory_dir(memory_dir)
    values: dict[str, Any] = {}
    for source, layer in (
        (str(folder / FILE), _from_file(folder / FILE)),
        ("the environment", _from_environment(os.environ)),
        ("the options", {k: v for k, v in options.items() if v is not None}),
    ):
        for name, value in layer.items():
            values[name] = _checked(name, value, source)
    values["memory_dir"] = folder
    return Settings(**values)


def _from_file(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    content = read_yaml(path, "Correct it, or delete it to go back to the defaults.")
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise UsageError(f"{path} holds no settings.", "Write one `name: value` a line.")
    return {str(k): v for k, v in content.items()}


def _from_environment(environment: Mapping[str, str]) -> Mapping[str, str]:
    named = {k.removeprefix(PREFIX): v for k, v in environment.items() if k.startswith(PREFIX)}
    return {k.lower(): v for k, v in named.items() if k not in NOT_SETTINGS}


def _checked(name: str, value: object, source: str) -> object:
    fields = {f.name: f for f in dataclasses.fields(Settings)}
    if name not in fields or name == "memory_dir":
        near = difflib.get_close_matches(name, fields, n=1)
        hint = (
            f"Did you mean '{near[0]}'?"
            if near
            else f"Known settings: {', '.join(sorted(set(fields) - {'memory_dir'}))}."
        )
        raise UsageError(f"Unknown setting '{name}' in {source}.", hint)
    kind = str(fields[name].type)
    try:
        if kind == "bool":
            return value if isinstance(value, bool) else _BOOLEAN[str(value).strip().lower()]
        return {"int": int, "float": float, "str": str}[kind](value)
    except (KeyError, ValueError, TypeError):
        raise UsageError(
            f"Setting '{name}' in {source} is {value!r}.", f"It takes a value of type {kind}."
        ) from None


_BOOLEAN = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
