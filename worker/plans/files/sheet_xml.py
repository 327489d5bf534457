"""One lean pass over a worksheet's XML: what the layout needs beside the values, and how far cells reach."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from xml.parsers import expat

from worker.plans.files.child_wire import Facts
from worker.plans.files.formulas import shift
from worker.plans.files.markup import parser
from worker.plans.files.places import number_of, range_of
from worker.plans.files.preflight import LAST_COLUMN, LAST_ROW, damaged, too_large

MAX_MERGES = 100_000
_HOLD = 1 << 24


class SheetScan:
    """What was found, as plain lists and arrays that marshal takes; rows and columns from 1."""

    def __init__(self, sheet: str, styled: Iterable[str], max_cells: int, detailed_cells: int) -> None:
        self.sheet = sheet
        self.merges: list[tuple[int, int, int, int]] = []
        self.more_merges = False
        self.styles = array("Q")
        """`place(row, column) << 16 | style`, for the styles asked for."""
        self.formulas: dict[int, str] = {}
        self.uncalculated: list[int] = []
        self.errors: dict[int, str] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.detailed_to = 0
        """The last row with formats, fills and formula texts, where not all of them were read."""
        self._styled = {style: int(style) for style in styled}
        self._max_cells = max_cells
        self._detailed_cells = detailed_cells
        self._cells = 0
        self._row = self._column = 0
        self._row_text = "0"
        self._last_row = self._last_column = 0
        self._implicit = self._aligned = False
        self._kind = ""
        self._formula: dict[str, str] | None = None
        self._text: list[str] = []
        self._value = self._formula_text = ""
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._names: dict[str, Callable[[dict[str, str]], None]] = {}
        self._parser = parser()
        self._parser.StartElementHandler = self._root
        self._end_row = b"</row>"
        self._formula_mark = b"<f"

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read the whole part."""
        try:
            waiting = b""
            for piece in pieces:
                if self.skips():
                    waiting = self._skim(waiting + piece)
                else:
                    self._parser.Parse(piece)
            self._parser.Parse(waiting)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            raise damaged() from None

    def result(self) -> Facts:
        """For marshal."""
        return {
            "merges": self.merges,
            "more_merges": self.more_merges,
            "styles": self.styles.tobytes(),
            "formulas": self.formulas,
            "uncalculated": self.uncalculated,
            "errors": self.errors,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns,
            "detailed_to": self.detailed_to,
        }

    # ------------------------------------------------------------ which pieces are parsed

    def skips(self) -> bool:
        """Whether rows of plain values are of no interest any more."""
        return self.detailed_to > 0 and not self._implicit

    def _skim(self, waiting: bytes) -> bytes:
        """Parse the whole rows in *waiting* if they say something; return what is left."""
        end = self._end_row
        if not self._aligned:
            cut = waiting.find(end) + len(end)
            if cut >= len(end):
                self._parser.Parse(waiting[:cut])
                waiting = waiting[cut:]
                self._aligned = True
        cut = waiting.rfind(end) + len(end) if self._aligned else 0
        if cut >= len(end):
            block = waiting[:cut]
            if self._says_something(block):
                self._parser.Parse(block)
            return waiting[cut:]
        if len(waiting) > _HOLD:
            self._parser.Parse(waiting)
            self._aligned = False
            return b""
        return waiting

    def _says_something(self, rows: bytes) -> bool:
        """Whether there is an error cell, a comment, a formula or a hidden row among *rows*.

        Looking for one byte is twenty times as fast as for two, and these are rare in rows of plain values.
        """
        if b"#" in rows or b"!" in rows:
            return True
        return (b"f" in rows and self._formula_mark in rows) or (b"h" in rows and b"hidden" in rows)

    # ------------------------------------------------------------ elements

    def _root(self, name: str, _: dict[str, str]) -> None:
        """The first element tells the prefix that all others carry."""
        prefix = name.rpartition(":")[0]
        lead = f"{prefix}:" if prefix else ""
        self._end_row = f"</{lead}row>".encode()
        self._formula_mark = f"<{lead}f".encode()
        self._names = {
            f"{lead}row": self._on_row,
            f"{lead}f": self._on_formula,
            f"{lead}is": self._on_text,
            f"{lead}col": self._on_column,
            f"{lead}mergeCell": self._on_merge,
        }
        self._c, self._v, self._f = f"{lead}c", f"{lead}v", f"{lead}f"
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Nearly all elements are cells and their values: these two first, without a further call.
        if name == self._c:
            self._on_cell(attributes)
        elif name == self._v:
            if self._row > self._last_row or self._column > self._last_column:
                self._reach()
        elif handler := self._names.get(name):
            handler(attributes)

    def _on_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        if number.isdecimal() and len(number) < 10:
            self._row = int(number)
        else:
            self._row += 1
            self._implicit = True
        self._row_text = str(self._row)
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self._row)

    def _on_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            # Most rows say where they are, so that the letters alone are new.
            letters = reference.removesuffix(self._row_text)
            if not letters.isalpha():
                letters = self._elsewhere(reference)
            self._column = number_of(letters)
        else:
            self._column += 1
            self._implicit = True
        if self._column > LAST_COLUMN:
            raise too_large(self._row, self._column, self.sheet)
        self._cells += 1
        if self._cells <= self._detailed_cells:
            style = self._styled.get(attributes.get("s", ""))
            if style is not None:
                self.styles.append((self._row << 16 | self._column) << 16 | style & 0xFFFF)
        elif not self.detailed_to:
            self.detailed_to = max(1, self._row - 1)
        self._kind = attributes.get("t", "")
        if self._kind == "e":
            self._listen()

    def _elsewhere(self, reference: str) -> str:
        """A cell that is not in its row: the letters of its reference."""
        letters = reference.rstrip("0123456789")
        number = reference[len(letters) :]
        if not (letters.isascii() and letters.isalpha() and number) or len(reference) > 12:
            raise damaged()
        self._row, self._row_text = int(number), number
        if self._row > LAST_ROW or number_of(letters) > LAST_COLUMN:
            raise too_large(self._row, number_of(letters), self.sheet)
        return letters

    def _on_text(self, _: dict[str, str]) -> None:
        self._reach()

    def _reach(self) -> None:
        """Keep the used area within what a plan may have."""
        if self._row > self._last_row or self._column > self._last_column:
            self._last_row = max(self._row, self._last_row)
            self._last_column = max(self._column, self._last_column)
            if self._last_row * self._last_column > self._max_cells:
                raise too_large(self._last_row, self._last_column, self.sheet)

    def _on_formula(self, attributes: dict[str, str]) -> None:
        self._formula = attributes
        self._listen()

    def _on_column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            self.hidden_columns.append((int(first), min(int(last), LAST_COLUMN)))

    def _on_merge(self, attributes: dict[str, str]) -> None:
        area = range_of(attributes.get("ref", ""))
        if area is None or area[:2] == area[2:]:
            return
        if len(self.merges) >= MAX_MERGES:
            self.more_merges = True
        else:
            self.merges.append(area)

    # ------------------------------------------------------------ the text of formulas and error cells

    def _listen(self) -> None:
        self._text = []
        self._value = self._formula_text = ""
        self._parser.CharacterDataHandler = self._text_of
        self._parser.EndElementHandler = self._end

    def _text_of(self, text: str) -> None:
        self._text.append(text)

    def _end(self, name: str) -> None:
        if name == self._f:
            self._formula_text = "".join(self._text).strip()
        elif name == self._v:
            self._value = "".join(self._text)
        elif name == self._c:
            self._conclude()
            self._parser.CharacterDataHandler = None
            self._parser.EndElementHandler = None
        self._text = []

    def _conclude(self) -> None:
        at = self._row << 16 | self._column
        if self._kind == "e":
            self.errors[at] = self._value or "#VALUE!"
            self._reach()
        if self._formula is None:
            return
        if not self._value and self._kind not in ("str", "inlineStr"):
            self.uncalculated.append(at)
            self._reach()
        if not self.detailed_to:
            text = self._whole_formula(self._formula)
            if text:
                self.formulas[at] = text
        self._formula = None

    def _whole_formula(self, attributes: dict[str, str]) -> str:
        text = self._formula_text
        if attributes.get("t") != "shared":
            return text
        group = attributes.get("si", "")
        if text:
            self._shared[group] = (self._row, self._column, text)
            return text
        if group not in self._shared:
            return ""
        row, column, master = self._shared[group]
        return shift(master, self._row - row, self._column - column)
