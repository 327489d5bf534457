"""What memory takes and gives; rows never leave the folder."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from worker.lazy_dataclass import dataclass
from worker.shapes.mapping import Scope, Verdict

Source = Literal["confirm", "bulk", "export", "stated", "import", "llm"]
"""Where a piece of evidence comes from; each has its weight in `confidence.WEIGHTS`."""

Sort = Literal["confirm", "reject", "stated", "adjust", "success", "failure", "prune"]
"""What a piece of evidence does: speaks for, speaks against, states a confidence, moves it by an amount, counts that it
served or did not, ends it as too weak."""

State = Literal["holds", "rejected", "pruned", "replaced", "noted", "forgotten"]
"""`holds` is proposed; `rejected` is refused until an explicit confirm, and so is what was `pruned` as too weak (the
tombstone); `replaced` was contradicted later;
`noted` waits for a person (a model's word, a weak contradiction); `forgotten` is what an undo took back."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What memory says of one header.

    With `confidence` 0 it proposes nothing, and only `rejected` counts; with `field` None and a confidence above 0
    it says that the column has no target.
    """

    field: str | None
    confidence: float
    reason: str
    """One sentence that a planner understands."""
    rejected: frozenset[str] = frozenset()
    """Fields that must not be proposed for this header in this scope."""
    source: str = ""
    """Where the first evidence of what it proposes came from."""
    unfit: str | None = None
    """The field that it would propose if the column's values were numbers, or days, as that field's are."""


@dataclass(frozen=True, slots=True)
class RecalledValue:
    """What memory says of one value; `value` None with a confidence above 0 means: keep it as it is written."""

    value: str | None
    confidence: float
    reason: str
    rejected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ValueDecision:
    """What a person said of one value of a field: `field='platform', value='FB', canonical='Facebook'`."""

    field: str
    value: str
    canonical: str | None
    decision: Verdict
    correct_value: str | None = None
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Statement:
    """A mapping told outright, with the confidence that it starts from (None: the usual start)."""

    header: str
    field: str | None
    confidence: float | None = None
    scope: Scope = Scope()
    confirmed: float = 0.0
    """Sum of the weights that spoke for it elsewhere, where another memory counted them."""
    rejected: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one pair of header (or value) and target stands in one scope."""

    header: str
    """As last written; for a value, the value."""
    field: str | None
    """The target; None is 'has no target'."""
    confidence: float
    confirmed: float
    """Sum of the weights that spoke for it."""
    rejected: float
    """Sum of the weights that spoke against it."""
    state: State
    scope: Scope
    source: str = ""
    """Where its first evidence came from."""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    about: str = ""
    """For a value: the field that it belongs to; empty for a header."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence, with its provenance."""

    at: datetime
    user: str
    action: str
    """The step that it came with: decide, values, export, remember, adjust."""
    source: str
    header: str
    field: str | None
    sort: Sort
    weight: float
    amount: float
    """Of `stated` the confidence, of `adjust` the step; else 0."""
    decision: str
    """confirm, reject or correct; empty where nobody decided."""
    scope: Scope
    plan: str
    """A digest of the plan's name, so that plans can be counted; never the name."""
    undone: bool
    about: str = ""
    count: int = 1
    """How many equal pieces were merged into this one."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The memory in a few numbers; what was undone does not count."""

    mappings: int = 0
    """Headers that hold, scope by scope."""
    values: int = 0
    decisions: int = 0
    confirmed: int = 0
    rejected: int = 0
    corrected: int = 0
    scopes: tuple[tuple[Scope, int], ...] = ()
    """Mappings that hold by scope, most first."""


@dataclass(frozen=True, slots=True)
class LayoutEntry:
    """The shape of a table that is remembered, for whom, and the field of each column."""

    scope: Scope
    columns: tuple[tuple[str, str | None], ...]
    """Header and field, in order."""
    uses: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries of memory are meant: those that agree with everything that is given."""

    client: str | None = None
    market: str | None = None
    platform: str | None = None
    header: str | None = None
    """A part of the header (or value); case, signs and spaces do not count."""
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """What memory holds, as far as a filter lets it pass."""

    mappings: tuple[Standing, ...]
    values: tuple[Standing, ...]
    layouts: tuple[LayoutEntry, ...]


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What became of the entries of an export that was taken back."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    """Memory says the same already, so they count for nothing."""
    forgotten: int = 0
    """They were forgotten since, and stay so."""


@dataclass(frozen=True, slots=True)
class Removal:
    """How much was forgotten."""

    evidence: int = 0
    headers: int = 0
    """Headers and values, scope by scope."""
    layouts: int = 0
    rules: int = 0
    audit_lines: int = 0
    """Older lines of the audit that named a header and do no longer; the audit has begun a new chain then."""

    def __bool__(self) -> bool:
        return bool(self.evidence or self.headers or self.layouts or self.rules)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting did, and which files of the folder may still hold the name."""

    removal: Removal
    still_in: tuple[str, ...]
    """Paths of older backups and of mirrors that somebody edited."""
