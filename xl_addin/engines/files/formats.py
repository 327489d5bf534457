"""Fonts, drop-downs and rules of the file engine, and how colours are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font as FontStyle
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation as Validation

from xl_addin.engines.cell_values import Value
from xl_addin.engines.files.styles import restyle
from xl_addin.engines.lean_xlwings import base_classes

if TYPE_CHECKING:
    from xl_addin.engines.files.ranges import Range


class Font(base_classes.Font):
    """The font of a range; read from its first cell, set in all."""

    def __init__(self, parent: Range) -> None:
        self._parent = parent

    @property
    def api(self) -> Value:
        """openpyxl's font of the first cell."""
        return self._parent.sheet.xl.cell(self._parent.row, self._parent.column).font

    def _set(self, name: str, value: Value) -> None:
        restyle(self._parent.all_cells(), "font", lambda font: setattr(font, name, value))

    @property
    def bold(self) -> bool:
        """Whether it is bold."""
        return bool(self.api.bold)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("bold", value)

    @property
    def italic(self) -> bool:
        """Whether it is italic."""
        return bool(self.api.italic)

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("italic", value)

    @property
    def size(self) -> float:
        """In points."""
        return float(self.api.size)

    @size.setter
    def size(self, value: float) -> None:
        self._set("size", value)

    @property
    def name(self) -> str:
        """The typeface."""
        return str(self.api.name)

    @name.setter
    def name(self, value: str) -> None:
        self._set("name", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """As (red, green, blue)."""
        return rgb_of(self.api.color.rgb) if self.api.color is not None else None

    @color.setter
    def color(self, value: Value) -> None:
        from openpyxl.styles.colors import Color

        self._set("color", Color(rgb=hex_of(value)))


class DataValidation(base_classes.DataValidation):
    """A drop-down; other rules are not needed in our sheets and not offered."""

    def __init__(self, parent: Range) -> None:
        self._parent = parent

    @property
    def _address(self) -> str:
        return self._parent.get_address(False, False, False)

    @property
    def _rule(self) -> Validation | None:
        first = self._parent.get_address(False, False, False).split(":")[0]
        for rule in self._parent.sheet.xl.data_validations.dataValidation:
            if first in rule.sqref:
                return rule
        return None

    @property
    def type(self) -> str:
        """'list', or 'none'."""
        return (self._rule.type or "none") if self._rule else "none"

    @property
    def source(self) -> str | None:
        """The values, or the range that lists them."""
        return self._rule.formula1 if self._rule else None

    @property
    def formula1(self) -> str | None:
        """As `source`."""
        return self.source

    @property
    def in_cell_dropdown(self) -> bool | None:
        """Whether an arrow shows."""
        return not self._rule.showDropDown if self._rule else None

    def set_list(self, source: Value, in_cell_dropdown: bool) -> None:
        """Offer the values of a list or of a range."""
        self.delete()
        if hasattr(source, "address"):  # a range of the workbook
            formula = f"'{source.sheet.name}'!{source.address}"
        else:
            formula = '"' + ",".join(source) + '"'
        rule = Validation(type="list", formula1=formula, allow_blank=True, showDropDown=not in_cell_dropdown)
        rule.showErrorMessage = True
        rule.add(self._address)
        self._parent.sheet.xl.add_data_validation(rule)

    def delete(self) -> None:
        """Anything may be entered."""
        rules = self._parent.sheet.xl.data_validations
        rules.dataValidation = [rule for rule in rules.dataValidation if str(rule.sqref) != self._address]


class ConditionalFormats(base_classes.ConditionalFormats):
    """Data bars and rules by formula; others are not needed in our sheets and not offered."""

    def __init__(self, parent: Range) -> None:
        self._parent = parent

    def __len__(self) -> int:
        return len(self._rules())

    def _rules(self) -> list[Value]:
        address = self._parent.get_address(False, False, False)
        formats = self._parent.sheet.xl.conditional_formatting
        return [rule for entry in formats if str(entry.sqref) == address for rule in entry.rules]

    def add_data_bar(self, spec: dict[str, Value]) -> Value:
        """A bar as long as the value."""
        ends = [
            ("num" if kind == "number" else kind, threshold) if threshold is not None else (auto, None)
            for kind, threshold, auto in zip(
                spec["threshold_types"], spec["thresholds"], ("min", "max"), strict=True
            )
        ]
        rule = DataBarRule(  # type: ignore[no-untyped-call]
            start_type=ends[0][0],
            start_value=ends[0][1],
            end_type=ends[1][0],
            end_value=ends[1][1],
            color=hex_of(spec["bar_color"]),
            showValue=spec["show_value"],
        )
        return self._add(rule)

    def add_custom(self, spec: dict[str, Value]) -> Value:
        """A fill and a colour of the text where a formula holds."""
        fill, font = spec.get("fill_color"), spec.get("font_color")
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[spec["formula"].removeprefix("=")],
            fill=None if fill is None else PatternFill(bgColor=hex_of(fill), fill_type="solid"),
            font=None if font is None else FontStyle(color=hex_of(font)),
            stopIfTrue=spec["stop_if_true"],
        )
        return self._add(rule)

    def _add(self, rule: Value) -> Value:
        self._parent.sheet.xl.conditional_formatting.add(self._parent.get_address(False, False, False), rule)
        return rule


def hex_of(color: Value) -> str:
    """'FFRRGGBB' of '#RRGGBB', of Excel's number, or of (red, green, blue)."""
    if isinstance(color, str):
        return "FF" + color.lstrip("#").upper()
    if isinstance(color, int):
        color = (color & 255, color >> 8 & 255, color >> 16 & 255)
    return "FF%02X%02X%02X" % tuple(color)  # noqa: UP031 - three numbers, one format


def rgb_of(text: Value) -> tuple[int, int, int] | None:
    """(red, green, blue) of 'AARRGGBB'; None for a theme's colour."""
    if not isinstance(text, str) or len(text) != 8:
        return None
    return int(text[2:4], 16), int(text[4:6], 16), int(text[6:8], 16)
