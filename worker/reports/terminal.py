"""What all answers on a terminal have in common: how wide they are, and tables in which numbers stay whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from worker.messages.language import number, tr

LONGEST_WORD = 20
"""Letters of a word that is never broken."""
READABLE, SHORTEST_HEADING = 10, 6
"""Letters that a text keeps while headings over numbers can still be broken, and those that such a heading keeps."""
WIDE_GAP = 2
"""Blanks between two columns, where there is room."""
NUMBER = ">"
"""What a heading begins with whose column holds numbers."""


def console() -> Console:
    """As wide as the terminal, else as COLUMNS says, else 80."""
    # An old window of Windows keeps its last column free; a file has none to keep.
    return Console(highlight=False, legacy_windows=None if sys.stdout.isatty() else False)


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[str] = ()) -> Table:
    """A table whose numbers stand right and whole; texts break between words, and a word only if it is very long.

    A heading that begins with `NUMBER` stands over numbers, and breaks between words.
    """
    rows = [
        [number(cell) if head.startswith(NUMBER) else cell for head, cell in zip(headings, row, strict=True)]
        for row in rows
    ]
    widths, gap = _layout(headings, rows, console().width)
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    for heading, width in zip(headings, widths, strict=True):
        is_number = heading.startswith(NUMBER)
        side: JustifyMethod = "right" if is_number else "left"
        name = _name(heading)
        if is_number and cell_len(name) > width:
            name = "\n".join(part for word in name.split() for part in _parts(word, width))
        table.add_column(name, justify=side, overflow="fold", no_wrap=is_number, min_width=width)
    for row, style in zip(rows, styles or [""] * len(rows), strict=True):
        table.add_row(*map(Text, row), style=style)
    return table


def paragraph(on: Console, words: str, style: str = "") -> None:
    """Text that breaks between words, further lines set in by two."""
    lead = len(words) - len(words.lstrip())
    first, *_ = Text(words).wrap(on, max(on.width - 2, LONGEST_WORD)) or [Text("")]
    on.print(Text(first.plain.rstrip(), style=style))
    further = Text(words[len(first.plain) :].strip())
    indent = " " * (2 + lead)
    for line in further.wrap(on, max(on.width - len(indent), LONGEST_WORD)) if further else ():
        on.print(Text(indent + line.plain.rstrip(), style=style))


def count_of(number: int, noun: str) -> str:
    """'1 column', '2 columns'."""
    return tr(f"{number:,} {noun if number == 1 else f'{noun}s'}")


def _name(heading: str) -> str:
    return tr(heading.removeprefix(NUMBER))


def _parts(word: str, width: int) -> Iterator[str]:
    """*word* in lines of *width* letters, a hyphen where it goes on."""
    while cell_len(word) > width:
        yield f"{word[: width - 1]}-"
        word = word[width - 1 :]
    yield word


def _layout(headings: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> tuple[list[int], int]:
    """The least width of each column, its longest word or less, and the blanks between two.

    Where all together do not fit, blanks give way first, then texts, down to `READABLE` letters, then the headings over
    numbers, never the numbers, then texts again.
    """
    widths: list[int] = []
    floors: list[int] = []
    texts_at: list[int] = []
    numbers_at: list[int] = []
    for at, heading in enumerate(headings):
        is_number = heading.startswith(NUMBER)
        cells = [row[at] for row in rows]
        whole = cells if is_number else [word for cell in cells for word in cell.split()]
        longest = max(map(cell_len, [*_name(heading).split(), *whole]), default=1)
        widths.append(longest if is_number else min(longest, LONGEST_WORD))
        floors.append(max([SHORTEST_HEADING, *map(cell_len, cells)]) if is_number else READABLE)
        (numbers_at if is_number else texts_at).append(at)
    gaps = len(widths) - 1
    gap = WIDE_GAP if sum(widths) + WIDE_GAP * gaps <= room else 1
    for columns, least in ((texts_at, floors), (numbers_at, floors), (texts_at, [1] * len(widths))):
        _give_way(widths, columns, least, room - gap * gaps)
    return widths, gap


def _give_way(widths: list[int], columns: Sequence[int], floors: Sequence[int], room: int) -> None:
    """Make the widest of *columns* narrower, each down to its floor, until all widths fit into *room*."""
    while sum(widths) > room and (wide := [at for at in columns if widths[at] > floors[at]]):
        widths[max(wide, key=lambda at: widths[at])] -= 1
