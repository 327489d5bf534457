"""Headers that differ in words that say nothing are read once."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.from_rules import ranker_for
from worker.matching.rankers.rules import Rules
from worker.matching.words.pattern import BLANK, Patterns

RULES = ranker_for(load_template())
assert isinstance(RULES, Rules)
READER = RULES.reader
PATTERNS = Patterns(READER.index, lambda word: word == "sterling")


@pytest.mark.parametrize(
    "header",
    [
        "Net cost",
        "Impresions",  # a slip
        "Net cost budgets",  # another form
        "Adgroupname",  # written together
        "Net cost campgn",
        "Vutoepa",  # 'oe' may be an umlaut
        "Sterling cost",
        "Zeta cost",  # so short a word may be cut
        "Net cost (Zetabu)",
        "Net cost / Zetabu",
        "Zetabu 2026",
        "Zetabu cost Zetabu",  # once more says no more
        "netZetabu cost",
        "",
    ],
)
def test_a_header_whose_words_all_say_something_has_no_pattern(header: str) -> None:
    assert PATTERNS.of(header) is None


@pytest.mark.parametrize(
    ("header", "pattern", "names"),
    [
        ("Net cost Zetabu", f"Net cost {BLANK}", ("zetabu",)),
        ("ZETABU net cost vutipa", f"{BLANK} net cost {BLANK}", ("zetabu", "vutipa")),
        ("Größe Zetabu", f"Größe {BLANK}", ("zetabu",)),
    ],
)
def test_what_says_nothing_is_left_blank(header: str, pattern: str, names: tuple[str, ...]) -> None:
    assert PATTERNS.of(header) == (pattern, names)


@pytest.mark.parametrize(
    "header",
    ["Net cost {}", "{} impressions", "Start {} date", "Total {}", "{}", "net {} cost {}", "Kosten {} netto"],
)
def test_a_header_of_a_pattern_reads_as_it_would_alone(header: str) -> None:
    READER.read(header.format("Zetabu", "Tobevu"))
    again = header.format("Vutipa", "Rozeda")
    reading = READER.read(again)
    assert reading.pattern
    assert reading._replace(pattern="") == READER.read_afresh(again)
