"""What the models cost: data with a date, `knowledge/model_prices.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from worker import paths
from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.yaml_file import read_yaml

FILE = "model_prices.yaml"
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call."""

    fresh: int
    """Input that was neither read from nor written to the provider's cache."""
    out: int
    cache_read: int = 0
    cache_write: int = 0

    @property
    def input(self) -> int:
        """All input tokens."""
        return self.fresh + self.cache_read + self.cache_write


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens."""

    input: float
    output: float
    cache_read: float
    cache_write: float
    effort: str | None = None
    """How hard the model is told to think, where it can be told."""

    def of(self, usage: Usage) -> float:
        """What *usage* cost."""
        return (
            usage.fresh * self.input
            + usage.out * self.output
            + usage.cache_read * self.cache_read
            + usage.cache_write * self.cache_write
        ) / MILLION


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices in force."""

    models: Mapping[str, Price]
    date: str = ""
    batch: float = 1.0
    """The share of these prices that a question in a batch costs."""

    def of(self, model: str) -> Price | None:
        """The price of *model*: its own entry, else the longest one that its dated name starts with."""
        names = [name for name in self.models if model == name or model.startswith(f"{name}-20")]
        return self.models[max(names, key=len)] if names else None

    @property
    def dearest(self) -> tuple[str, Price] | None:
        """The model that costs most, and its price: what a model without an entry counts as."""
        ranked = sorted(self.models.items(), key=lambda entry: (entry[1].output, entry[1].input))
        return ranked[-1] if ranked else None


def load_prices(folder: Path) -> Prices:
    """The prices in *folder*, the user's, else the shipped ones.

    Raises:
        UsageError: an entry that is no price; names file and model.
    """
    file = paths.find(FILE, folder, "knowledge")
    content = read_yaml(file)
    if not isinstance(content, dict) or not isinstance(models := content.get("models"), dict):
        raise UsageError(f"{file} has no `models:`.", "Write one `name: {input: 1.0, ...}` a line.")
    return Prices(
        {str(name): _price(entry, f"{file}, '{name}'") for name, entry in models.items()},
        str(content.get("date", "")),
        _share(content.get("batch", 1.0), file),
    )


def _share(value: object, file: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        raise UsageError(f"{file} has batch {value!r}.", "Write the share of the price, such as 0.5.")
    return float(value)


def _price(entry: object, where: str) -> Price:
    keys = [f.name for f in fields(Price)]
    if not isinstance(entry, dict) or not set(entry) <= set(keys) or not set(keys[:-1]) <= set(entry):
        raise UsageError(f"{where} is no price.", f"It has {', '.join(keys)}.")
    for name in keys[:-1]:
        if isinstance(entry[name], bool) or not isinstance(entry[name], (int, float)) or entry[name] < 0:
            raise UsageError(f"{where} has {name} {entry[name]!r}.", "Write US dollars a million tokens.")
    return Price(**entry)
