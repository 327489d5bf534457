"""What raw data is: the fields of a target."""

from __future__ import annotations

from typing import Literal

from worker.lazy_dataclass import dataclass

FieldType = Literal["text", "number", "money", "percent", "date", "id"]
Family = Literal[
    "money",
    "fee",
    "revenue",
    "rate",
    "ratio",
    "count",
    "reach",
    "points",
    "duration",
    "date",
    "id",
    "text",
]
"""What a field's values are in media: an amount of money, a fee, a price of one, a share, a number of things, ..."""
Stage = Literal["planned", "delivered"]


_ABBREVIATIONS = frozenset(
    {
        "aov",
        "cpa",
        "cpc",
        "cpcv",
        "cpm",
        "cpv",
        "ctr",
        "cvr",
        "grp",
        "id",
        "kpi",
        "roas",
        "trp",
        "url",
        "vat",
        "vtr",
    }
)
"""What stands in capitals in the name of a field, a template's own among them: ids are English, whatever planners write."""


def words_of(name: str) -> str:
    """A field's name in words, inside a sentence.

    >>> words_of("net_cost"), words_of("ad_id")
    ('net cost', 'ad ID')
    """
    return " ".join(
        word.upper() if word in _ABBREVIATIONS else word for word in name.replace("_", " ").split()
    )


def title_of(name: str) -> str:
    """A field's name in words, where it stands alone.

    >>> title_of("net_cost"), title_of("ad_id"), title_of("cpm")
    ('Net cost', 'Ad ID', 'CPM')
    """
    words = words_of(name)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the target."""

    name: str
    type: FieldType = "text"
    kind: Literal["dimension", "measure"] = "dimension"
    description: str = ""
    synonyms: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    required: bool = False
    allowed: tuple[str, ...] = ()
    family: Family = "text"
    stage: Stage | None = None
    repeatable: bool = False
    """Whether a second column of a table may be as right as the first."""
    id_of: str | None = None
    """The field whose id this is."""
    words_for: frozenset[str] = frozenset()
    """Modifiers of a header that speak for the field."""
    words_against: frozenset[str] = frozenset()
    values_for: frozenset[str] = frozenset()
    """Kinds of values that speak for the field."""
    values_neutral: frozenset[str] = frozenset()
    """Kinds of values that say nothing either way."""
    plan_weight: float = 0.0
    """How much the column says that its table is a plan; below 0, a report of what was delivered."""

    @property
    def title(self) -> str:
        """The name in words."""
        return title_of(self.name)


@dataclass(frozen=True, slots=True)
class Composition:
    """What a word in a header makes of what the rest of the header means."""

    word: str
    """A modifier."""
    fields: frozenset[str]
    """What the rest means: any of these fields."""
    becomes: str
    """The field that both mean together; '' where none does."""


@dataclass(frozen=True, slots=True)
class Template:
    """A target: a list of fields, ours or anybody's."""

    name: str
    version: int
    fields: tuple[Field, ...]
    compositions: tuple[Composition, ...] = ()
    """The first that fits a header holds."""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names, in order."""
        return tuple(f.name for f in self.fields)
