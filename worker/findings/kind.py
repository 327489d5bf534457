"""One kind of finding: its code, how grave it is, what it says and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from string import Formatter

from worker.errors import MediaMapperError
from worker.lazy_dataclass import dataclass
from worker.shapes.finding import Finding, Severity

MORE = "{count:,} more of the same down to {cell}."
"""What is said of the findings beyond those that are told one by one."""
ELSEWHERE = "{count:,} more of the same in {places}."
"""What one finding says of the places of others like it."""


def tells_more(finding: Finding) -> bool:
    """Whether a finding says how many more there are."""
    return any(words.partition("}")[2].partition("{")[0] in finding.sentence for words in (MORE, ELSEWHERE))


@dataclass(frozen=True)
class FindingKind:
    """One case of a code; a code that says the same of several cases has several kinds."""

    code: str
    """Stable, kebab-case: 'number-not-read'."""
    severity: Severity
    sentence: str
    """A `str.format` template: what happened, and where."""
    next_step: str = ""
    """A template as well; empty where there is nothing to do."""
    example: Mapping[str, object] = field(default_factory=dict)
    """Facts that fill the templates in documentation."""

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names that the templates are filled with."""
        templates = (self.sentence, self.next_step)
        return frozenset(name for text in templates for _, name, _, _ in Formatter().parse(text) if name)

    def at(
        self,
        sheet: str | None = None,
        cell: str | None = None,
        *,
        fields: Sequence[str | None] = (),
        **facts: object,
    ) -> Finding:
        """The finding of one place, its templates filled with *facts*, *sheet* and *cell*.

        Args:
            cell: 'H12', 'H12:H40', 'H:H' or '12:40'.
            fields: the template's fields that the finding speaks of; None stands for no field and is left out.

        Raises:
            KeyError: a fact of the templates is missing.
        """
        values = {"sheet": sheet, "cell": cell, **facts}
        sentence, step = self.sentence.format_map(values), self.next_step.format_map(values)
        named = tuple(dict.fromkeys(name for name in fields if name))
        return Finding(self.code, self.severity, sentence, step, sheet, cell, named)

    def more(
        self, count: int, sheet: str | None, cell: str | None, fields: Sequence[str | None] = ()
    ) -> Finding:
        """One finding for the *count* that are not told one by one; *cell* is the last of them."""
        named = tuple(dict.fromkeys(name for name in fields if name))
        sentence = MORE.format(count=count, cell=cell)
        return Finding(self.code, self.severity, sentence, "", sheet, cell, named)

    @property
    def sample(self) -> str:
        """The sentence filled with the example."""
        return self.sentence.format_map(self.example)

    @property
    def sample_step(self) -> str:
        """The next step filled with the example."""
        return self.next_step.format_map(self.example)


def with_more(finding: Finding, count: int, places: Sequence[str], whole: str) -> Finding:
    """A finding that speaks for *count* more of its kind, which stand in *places*; all stand in *whole*."""
    sentence = f"{finding.sentence} {ELSEWHERE.format(count=count, places=', '.join(places))}"
    return replace(finding, sentence=sentence, cell=whole)


def kind(code: str, severity: Severity, sentence: str, next_step: str = "", **example: object) -> FindingKind:
    """A kind with the example's facts as keywords."""
    return FindingKind(code, severity, sentence, next_step, example)


def of_problem(problem: MediaMapperError, consequence: str) -> Finding:
    """A note on *problem*, which did not stop the work; *consequence* says what was done instead."""
    return Finding(problem.code, "note", f"{problem.message} {consequence}", problem.next_step)
