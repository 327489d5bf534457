"""How many lines a text takes in a cell: a file's rows do not grow by themselves, and an office's not always."""

from __future__ import annotations

DIGIT = 7.0
"""Pixels of a digit of Calibri 11, in which a column's width counts."""
EM = 13.2
"""Pixels of our 10-point text, letters that stand closer for each other's sake allowed for."""
INDENT = 9.0
"""Pixels to the left of a text."""
SHARES = {
    0.23: " 'ijl",
    0.26: ",.:;I",
    0.31: "`()-[]f{}J",
    0.34: "!tr",
    0.40: '/\\s"z',
    0.43: "Lcx",
    0.46: "kvy?FS|Zg",
    0.49: "aETY",
    0.55: "BRV",
    0.58: "A",
    0.64: "DHGUN",
    0.68: "OQ&",
    0.71: "%w",
    0.82: "mM",
    0.89: "@W",
}
"""Widths of Calibri's letters in ems; the others are about half as wide as high."""
WIDTHS = {letter: share * EM for share, letters in SHARES.items() for letter in letters}
OTHER, SQUARE = 0.52 * EM, 1.0 * EM
FIRST_SQUARE = "\u2e80"
"""From here on letters are as wide as high: Chinese, Japanese, Korean."""


def pixels(words: str) -> float:
    """How long a text is in our font and size."""
    return sum(WIDTHS.get(c, SQUARE if c >= FIRST_SQUARE else OTHER) for c in words)


def lines_of(words: str, width: float) -> int:
    """Lines of *words* in a column *width* digits wide, broken between words as a spreadsheet does."""
    room = max(width * DIGIT - INDENT, DIGIT)
    return sum(_lines(line, room) for line in words.split("\n"))


def _lines(words: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in words.split(" "):
        long = pixels(word)
        if used and used + long > room:
            lines, used = lines + 1, 0.0
        if long > room:  # a word longer than the line is broken
            lines, long = lines + int(long // room), long % room
        used += long + WIDTHS[" "]
    return lines
