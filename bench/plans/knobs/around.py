"""What stands around the table: titles, briefs, notes, margins."""

from __future__ import annotations

from bench.plans.draft import Draft
from bench.plans.knob import knob
from bench.plans.table import Placed, Strip


def _over(draft: Draft, *strips: Strip) -> None:
    draft.table.above[:0] = strips


@knob("around")
def title(draft: Draft) -> None:
    """A title above."""
    _over(draft, Strip({0: f"{draft.word('title')} {draft.words['client'][0]} A"}), Strip())


@knob("around")
def title_far_right(draft: Draft) -> None:
    """A single text stands somewhere above the table."""
    _over(draft, Strip({min(3, len(draft.table.columns) - 1): draft.word("remark")}), Strip())


@knob("around")
def brief(draft: Draft) -> None:
    """Client and campaign above the table."""
    _over(
        draft,
        Strip({0: draft.word("client"), 1: "Alder & Co"}),
        Strip({0: draft.word("campaign"), 1: "Spring 1"}),
        Strip(),
    )


@knob("around")
def brief_colons(draft: Draft) -> None:
    """Labels with colons, label and value in one cell."""
    _over(
        draft,
        Strip({0: f"{draft.word('client')}: Alder & Co"}),
        Strip({0: f"{draft.word('agency')}: Birch"}),
        Strip(),
    )


@knob("around")
def brief_in_two_pairs(draft: Draft) -> bool | None:
    """Two pairs of label and value in each row of the brief."""
    if len(draft.table.columns) < 5:
        return False
    _over(
        draft,
        Strip({0: draft.word("client"), 1: "Alder & Co", 3: draft.word("agency"), 4: "Birch"}),
        Strip(
            {0: draft.word("campaign"), 1: "Spring 1", 3: draft.word("market"), 4: draft.words["markets"][0]}
        ),
        Strip(),
    )
    return None


@knob("around")
def currency_in_brief(draft: Draft) -> bool | None:
    """The brief says the currency."""
    if draft.table.column("euro") or draft.table.column("currency"):
        return False
    _over(draft, Strip({0: draft.word("currency"), 1: draft.currency.code}))
    draft.says_currency = True
    return None


@knob("around")
def notes_below(draft: Draft) -> None:
    """Notes below the table."""
    notes = list(draft.words["note"])
    draft.chance.shuffle(notes)
    draft.table.below += [Strip(), *(Strip({0: note}, "note") for note in notes[:3])]


@knob("around")
def notes_numbered(draft: Draft) -> None:
    """Notes below the table, their numbers in a cell of their own."""
    draft.table.below += [
        Strip(),
        *(Strip({0: at, 1: note}, "note") for at, note in enumerate(draft.words["note"][:3], 1)),
    ]


@knob("around")
def markers(draft: Draft) -> None:
    """START and END stand around the table."""
    draft.table.above.append(Strip({0: "START"}))
    draft.table.below.append(Strip({0: "END"}, "note"))


@knob("around")
def left_margin(draft: Draft) -> None:
    """The table begins in the second or third column."""
    draft.table.left += draft.chance.choice([1, 2])


@knob("around")
def top_margin(draft: Draft) -> None:
    """Empty rows at the top."""
    draft.table.top += draft.chance.choice([1, 2, 4])


def _facts(draft: Draft) -> list[tuple[str, str]]:
    """Labels and values of a brief."""
    return [
        (draft.word("client"), "Alder & Co"),
        (draft.word("campaign"), "Spring 1"),
        (draft.word("agency"), "Birch"),
    ]


@knob("around")
def brief_below(draft: Draft) -> None:
    """Client and campaign stand below the table."""
    draft.table.below += [Strip(), *(Strip({0: label, 1: value}) for label, value in _facts(draft))]


@knob("around")
def brief_right(draft: Draft) -> bool | None:
    """Client and campaign stand right of the table, beside its header and its first lines."""
    if len(draft.tables) > 1 or len(draft.table.entries) < 3:
        return False
    facts = _facts(draft)
    draft.tags.add("beside")
    draft.after.append(lambda placed: _beside(placed[0], facts))
    return None


def _beside(one: Placed, facts: list[tuple[str, str]]) -> None:
    at = max(one.numbers.values()) + 2
    for row, (label, value) in enumerate(facts, one.header_rows[0]):
        one.sheet.put(row, at, label)
        one.sheet.put(row, at + 1, value)


@knob("around")
def signature(draft: Draft) -> None:
    """Lines to sign on stand below the table."""
    names = f"{draft.words['client'][0]:24}{draft.words['agency'][0]}"
    draft.table.below += [Strip(), Strip({0: "_" * 20}, "note"), Strip({0: names}, "note")]
