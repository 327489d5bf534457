"""Drop-downs, data bars, and looks by formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common.names import content_of
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno import colours
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.formulas import to_excel, to_office
from xl_addin.engines.uno.names import Name
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.looks import Looks

VALIDATION = "com.sun.star.sheet.ValidationType"
OPERATOR = "com.sun.star.sheet.ConditionOperator"
DATA_BAR = 2
"""com.sun.star.sheet.ConditionEntryType."""
AUTO_MINIMUM, AUTO_MAXIMUM = 1, 2
VALUES = {"number": 4, "percent": 5, "percentile": 3, "formula": 6}
"""com.sun.star.sheet.DataBarEntryType."""
OPEN, HIDDEN = 1, 0
"""com.sun.star.sheet.TableValidationVisibility: UNSORTED, INVISIBLE."""


class DataValidation(Part, base_classes.DataValidation):
    """A drop-down; other rules are read as 'unknown', and not offered."""

    def __init__(self, parent: Looks) -> None:
        self._parent = parent
        self.office = parent.office

    @property
    def api(self) -> UnoObject:
        """The UNO rule; to change it, set it again."""
        return self._parent.xl.Validation

    @property
    def type(self) -> str:
        """'list', 'none' or 'unknown'."""
        kind = self.api.getPropertyValue("Type").value
        return {"ANY": "none", "LIST": "list"}.get(kind, "unknown")

    @property
    def source(self) -> str | None:
        """The values, or '=' and the range that lists them."""
        if self.type != "list":
            return None
        text = to_excel(self.api.getFormula1())
        return ",".join(t.strip('"') for t in text.split(",")) if text.startswith('"') else f"={text}"

    @property
    def formula1(self) -> str | None:
        """As `source`."""
        return self.source

    @property
    def in_cell_dropdown(self) -> bool | None:
        """Whether an arrow shows."""
        return self.api.getPropertyValue("ShowList") != HIDDEN if self.type == "list" else None

    def set_list(self, source: Value, in_cell_dropdown: bool) -> None:
        """Offer the values of a list, of a range or of a name."""
        if isinstance(source, Name):
            formula = source.xl.getName()
        elif hasattr(source, "address"):
            formula = to_office(content_of(source).removeprefix("="))
        else:
            formula = ";".join('"' + str(value).replace('"', '""') + '"' for value in source)
        self._put("LIST", formula, OPEN if in_cell_dropdown else HIDDEN)

    def delete(self) -> None:
        """Anything may be entered."""
        self._put("ANY", "", HIDDEN)

    def _put(self, kind: str, formula: str, visibility: int) -> None:
        self._parent.check_open()
        rule = self._parent.xl.Validation
        rule.setPropertyValue("Type", self.office.enum(VALIDATION, kind))
        rule.setFormula1(formula)
        rule.setPropertyValue("ShowList", visibility)
        rule.setPropertyValue("IgnoreBlankCells", True)
        rule.setPropertyValue("ShowErrorMessage", kind != "ANY")
        self._parent.xl.Validation = rule


class ConditionalFormats(Part, base_classes.ConditionalFormats):
    """Data bars and looks by formula; other rules are counted, and not offered."""

    def __init__(self, parent: Looks) -> None:
        self._parent = parent
        self.office = parent.office

    @property
    def api(self) -> UnoObject:
        """The sheet's formats."""
        return self._parent._sheet.xl.ConditionalFormats

    def _mine(self) -> list[UnoObject]:
        address = self._parent.xl.getRangeAddress()
        return [entry for entry in self.api.getConditionalFormats() if _covers(entry, address)]

    def _rules(self) -> list[UnoObject]:
        return [rule.getByIndex(at) for rule in self._mine() for at in range(rule.getCount())]

    def __len__(self) -> int:
        return len(self._rules())

    def __iter__(self) -> Iterator[UnoObject]:
        return iter(self._rules())

    def __call__(self, index: int) -> Value:
        """A rule, from 1."""
        return self._rules()[index - 1]

    def clear(self) -> None:
        """No rules any more."""
        for rule in self._mine():
            self.api.removeByID(rule.ID)

    def add_data_bar(self, spec: dict[str, Value]) -> Value:
        """A bar as long as the value, as xlwings describes it."""
        self._parent.check_open()
        ranges = self._parent._sheet.book.xl.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(self._parent.xl.getRangeAddress(), False)
        number = self.api.createByRange(ranges)
        rule = next(entry for entry in self.api.getConditionalFormats() if number == entry.ID)
        rule.createEntry(DATA_BAR, 0)
        bar = rule.getByIndex(0)
        bar.Color = colours.number(spec["bar_color"])
        bar.UseGradient = False
        bar.ShowValue = bool(spec["show_value"])
        ends = bar.DataBarEntries
        for end, kind, threshold, automatic in zip(
            ends, spec["threshold_types"], spec["thresholds"], (AUTO_MINIMUM, AUTO_MAXIMUM), strict=True
        ):
            end.setType(automatic if threshold is None else VALUES[kind])
            if threshold is not None:
                end.setFormula(str(threshold))
        bar.DataBarEntries = ends
        # A rule made by UNO is kept but not drawn until its cells are copied, be it onto themselves.
        cells = self._parent.xl
        place = cells.getCellByPosition(0, 0).getCellAddress()
        self._parent._sheet.xl.copyRange(place, cells.getRangeAddress())
        return self(1)

    def add_custom(self, spec: dict[str, Value]) -> Value:
        """A fill and a colour of the text where a formula holds; a range has either these or a bar."""
        self._parent.check_open()
        rules = self._parent.xl.ConditionalFormat
        rules.addNew(
            self.office.properties(
                Operator=self.office.enum(OPERATOR, "FORMULA"),
                Formula1=to_office(spec["formula"]).removeprefix("="),
                StyleName=self._style(spec),
            )
        )
        self._parent.xl.ConditionalFormat = rules
        return self(len(self))

    def _style(self, spec: dict[str, Value]) -> str:
        """The name of the cell style that has the rule's colours; it is made where the book has none."""
        book = self._parent._sheet.book.xl
        styles = book.StyleFamilies.getByName("CellStyles")
        fill, font = (spec.get(name) for name in ("fill_color", "font_color"))
        name = f"MediaMapper {fill} {font}"
        if not styles.hasByName(name):
            styles.insertByName(name, book.createInstance("com.sun.star.style.CellStyle"))
            style = styles.getByName(name)
            if fill is not None:
                style.CellBackColor = colours.number(fill)
            if font is not None:
                style.CharColor = colours.number(font)
        return name


def _covers(format_: UnoObject, address: UnoObject) -> bool:
    parts = ("StartRow", "StartColumn", "EndRow", "EndColumn")
    return any(
        all(getattr(area, part) == getattr(address, part) for part in parts)
        for area in format_.Range.getRangeAddresses()
    )
