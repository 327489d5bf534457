"""What calamine makes of single cells: it reads them from a small workbook that has the large one's texts and styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from python_calamine import CalamineError, CalamineWorkbook

from worker.shapes.grid import Cell

_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"


class CellProbe:
    """Cells of one sheet, read by calamine; so what dates, errors and texts are is told in one place alone."""

    def __init__(
        self, sheet: str, part: str, parts: Mapping[str, bytes], strings: Mapping[str, bytes]
    ) -> None:
        """*part* is where the sheet is in the archive, *parts* what else calamine wants, *strings* the shared texts."""
        self._sheet, self._part, self._parts = sheet, part, parts
        self._strings = strings

    def values(self, cells: Sequence[str]) -> list[Cell]:
        """The value of each of *cells*, which are XML from behind the cell's place on: `" s="1"><v>7</v></c>`.

        Raises:
            ValueError: calamine can't read one of them.
        """
        return self._read(cells, self._parts)

    def shared_texts(self) -> dict[str, Cell]:
        """The texts that the workbook's sheets share, by their numbers.

        Raises:
            ValueError: calamine can't read them.
        """
        count = sum(data.count(b"<si>") + data.count(b"<si ") for data in self._strings.values())
        cells = [f'" t="s"><v>{at}</v></c>' for at in range(count)]
        texts = self._read(cells, {**self._parts, **self._strings})
        return dict(zip(map(str, range(count)), texts, strict=True))

    def _read(self, cells: Sequence[str], parts: Mapping[str, bytes]) -> list[Cell]:
        if not cells:
            return []
        # A number stands before each cell: without it calamine leaves out those at the edge that hold nothing.
        rows = (
            f'<row r="{row}"><c r="A{row}"><v>0</v></c><c r="B{row}{cell}</row>'
            for row, cell in enumerate(cells, 1)
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
            archive.writestr(self._part, b"%s%s%s" % (_START, "".join(rows).encode(), _END))
        try:
            stream.seek(0)
            with CalamineWorkbook.from_filelike(stream) as book:
                read_rows = book.get_sheet_by_name(self._sheet).iter_rows()
                read = [row[1] if len(row) > 1 else None for row in read_rows]
        except CalamineError as error:
            raise ValueError(str(error)) from None
        except BaseException as error:
            if is_panic(error):
                raise ValueError(str(error)) from None
            raise
        if len(read) != len(cells):
            raise ValueError("rows are missing")
        return read


def is_panic(error: BaseException) -> bool:
    """Whether calamine itself broke down, which is no Exception."""
    return type(error).__name__ == "PanicException"
