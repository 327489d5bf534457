"""An overview lists the lines of the other sheets once more."""

from __future__ import annotations

import pytest

from worker.plans.columns import read_columns
from worker.plans.versions.candidates import Candidate, candidate_of
from worker.plans.versions.listed_again import listed_again
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, Table

WIDE = ("Vendor", "Format", "Net")
TV = [("Alder", "Spot", 100), ("Birch", "Spot", 50)]
RADIO = [("Cedar", "Audio", 70), ("Elm", "Audio", 30)]
LIST = [("Alder", 100), ("Birch", 50), ("Cedar", 70), ("Elm", 30)]


def candidates(**sheets: list[tuple[str | int, ...]]) -> list[Candidate]:
    seen = []
    for at, (name, lines) in enumerate(sheets.items()):
        header = WIDE if len(lines[0]) == 3 else ("Vendor", "Net")
        hidden = name.startswith("hidden")
        grid = Grid(name, [list(header), *map(list, lines)], hidden=hidden)
        last, width = len(lines) + 1, len(header)
        table = Table((1,), 2, last, 1, width, read_columns(grid, (1,), 2, last, range(1, width + 1)))
        seen.append(
            candidate_of(SheetLayout(name, ("header", *["data"] * len(lines)), (table,)), grid, at, 0)
        )
    return seen


@pytest.mark.parametrize(
    ("sheets", "overviews"),
    [
        ({"TV": TV, "Radio": RADIO}, []),
        ({"List": LIST[:2], "TV": TV}, []),  # a copy of one
        ({"List": [*LIST, ("Fir", 10)], "TV": TV, "Radio": RADIO}, []),  # a line of its own
        ({"List": [*LIST[:3], ("Elm", 31)], "TV": TV, "Radio": RADIO}, []),  # another amount
        ({"List": LIST, "TV": TV, "hidden": RADIO}, []),
        ({"All": [*TV, *RADIO], "TV": LIST[:2], "Radio": LIST[2:]}, []),  # it has more to say than its parts
        ({"List": LIST, "TV": TV, "Radio": RADIO}, [("List", "TV")]),
        ({"TV": TV, "Radio": RADIO, "All": [*TV, *RADIO]}, [("All", "TV")]),
    ],
)
def test_lines_of_several_others(
    sheets: dict[str, list[tuple[str | int, ...]]], overviews: list[tuple[str, str]]
) -> None:
    assert [(one.name, part.name) for one, part in listed_again(candidates(**sheets))] == overviews
