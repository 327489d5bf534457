"""What all answers on a terminal have in common: how wide they are, and tables in which numbers stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from worker.messages.language import tr

LONGEST_WORD = 20
"""Letters of a word that is never broken."""
NUMBER = ">"
"""What a heading begins with whose column holds numbers."""


def console() -> Console:
    """As wide as the terminal, else as COLUMNS says, else 80."""
    return Console(highlight=False)


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[str] = ()) -> Table:
    """A table whose numbers stand right and whole; texts break between words, and a word only if it is very long.

    A heading that begins with `NUMBER` stands over numbers, and breaks between words.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    widths = _least_widths(headings, rows, console().width)
    for heading, width in zip(headings, widths, strict=True):
        is_number = heading.startswith(NUMBER)
        side: JustifyMethod = "right" if is_number else "left"
        name = _name(heading)
        if is_number and cell_len(name) > width:
            name = name.replace(" ", "\n")
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


def _least_widths(headings: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The longest word of each column, less for the widest texts where all together do not fit."""
    widths = []
    for at, heading in enumerate(headings):
        is_number = heading.startswith(NUMBER)
        cells = [row[at] for row in rows]
        whole = cells if is_number else [word for cell in cells for word in cell.split()]
        longest = max(map(cell_len, [*_name(heading).split(), *whole]), default=1)
        widths.append(longest if is_number else min(longest, LONGEST_WORD))
    texts_at = [at for at, heading in enumerate(headings) if not heading.startswith(NUMBER)]
    while texts_at and sum(widths) + len(widths) - 1 > room:
        widest = max(texts_at, key=lambda at: widths[at])
        if widths[widest] <= 1:
            break
        widths[widest] -= 1
    return widths
