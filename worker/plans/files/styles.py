"""Cell styles of an .xlsx: the number format and the solid fill behind each style number, and whether it strikes text out."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, field
from xml.parsers import expat

from worker.plans.files.markup import parser

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
# Dates whose order depends on Excel's language; the year comes first in most.
BUILT_IN |= dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), "yyyy-mm-dd")

# The palette of Excel 97, numbers 0 to 63; the first eight are repeated.
_FIRST = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
PALETTE = (
    _FIRST * 2
    + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    + "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    + "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    + "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    + "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    + "003366 339966 003300 333300 993300 993366 333399 333333"
).split()
# In the order in which `theme="4"` counts; Office's own colours where a theme is missing.
_OFFICE = {
    "lt1": "FFFFFF",
    "dk1": "000000",
    "lt2": "E7E6E6",
    "dk2": "44546A",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}


@dataclass(slots=True)
class Styles:
    """Number formats (not General) and fills (solid, not white) by style number, as `s="12"` names it; those that strike out."""

    formats: dict[str, str] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)

    @property
    def telling(self) -> set[str]:
        """The styles that say anything."""
        return {*self.formats, *self.fills, *self.struck}


def read_styles(styles: bytes, theme: bytes) -> Styles:
    """What *styles* (`xl/styles.xml`) says, its theme colours looked up in *theme*; both may be empty."""
    reader = _StylesReader(_theme_colours(theme))
    if styles:
        reader.read(styles)
    return reader.styles


def _theme_colours(theme: bytes) -> list[str]:
    colours: dict[str, str] = {}
    slot = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal slot
        local = name.rpartition(":")[2]
        if local in _OFFICE:
            slot = local
        elif local in ("srgbClr", "sysClr") and slot:
            colours.setdefault(slot, attributes.get("lastClr") or attributes.get("val") or "")
            slot = ""

    if theme:
        reading = parser()
        reading.StartElementHandler = start
        try:
            reading.Parse(theme, True)
        except expat.ExpatError:
            colours = {}
    return [colours[name] if _is_rgb(colours.get(name, "")) else usual for name, usual in _OFFICE.items()]


class _StylesReader:
    def __init__(self, theme: list[str]) -> None:
        self.styles = Styles()
        self._theme = theme
        self._palette = list(PALETTE)
        self._own_palette: list[str] = []
        self._codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
        self._fills: list[str] = []
        self._fonts: list[bool] = []
        """Whether each strikes out."""
        self._cells: list[tuple[str, str, str]] = []
        self._path: list[str] = []

    def read(self, data: bytes) -> None:
        reading = parser()
        reading.StartElementHandler = self._start
        reading.EndElementHandler = self._end
        reading.Parse(data, True)
        for at, (format_id, fill_id, font_id) in enumerate(self._cells):
            code = self._codes.get(format_id, "")
            if code and code.lower() != "general":
                self.styles.formats[str(at)] = code
            fill = self._fills[int(fill_id)] if fill_id.isdigit() and int(fill_id) < len(self._fills) else ""
            if fill and fill != "FFFFFF":
                self.styles.fills[str(at)] = fill
            if font_id.isdecimal() and int(font_id) < len(self._fonts) and self._fonts[int(font_id)]:
                self.styles.struck.add(str(at))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        above = self._path[-1] if self._path else ""
        self._path.append(local)
        if local == "numFmt" and above == "numFmts":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local == "xf" and above == "cellXfs":
            self._cells.append(
                (
                    attributes.get("numFmtId", "0"),
                    attributes.get("fillId", "0"),
                    attributes.get("fontId", "0"),
                )
            )
        elif local == "font" and above == "fonts":
            self._fonts.append(False)
        elif local == "strike" and "fonts" in self._path and self._fonts:
            self._fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif local == "fill" and above == "fills":
            self._fills.append("")
        elif local == "fgColor" and above == "patternFill:solid" and "fills" in self._path and self._fills:
            self._fills[-1] = self._colour(attributes)
        elif local == "patternFill":
            self._path[-1] = f"patternFill:{attributes.get('patternType', '')}"
        elif local == "rgbColor":
            self._own_palette.append(attributes.get("rgb", "")[-6:].upper())

    def _end(self, name: str) -> None:
        self._path.pop()
        # An own palette stands after the fills; those that named a number are looked up again.
        if name.rpartition(":")[2] == "indexedColors":
            self._palette[: len(self._own_palette)] = self._own_palette
            self._fills = [self._palette_colour(f) if f.startswith("#") else f for f in self._fills]
        elif name.rpartition(":")[2] == "styleSheet":
            self._fills = [self._palette_colour(f) if f.startswith("#") else f for f in self._fills]

    def _palette_colour(self, mark: str) -> str:
        number = int(mark[1:])
        return self._palette[number] if number < len(self._palette) else ""

    def _colour(self, attributes: dict[str, str]) -> str:
        colour = attributes.get("rgb", "")[-6:].upper()
        theme, indexed = attributes.get("theme", ""), attributes.get("indexed", "")
        if theme.isdecimal() and int(theme) < len(self._theme):
            colour = self._theme[int(theme)].upper()
        elif indexed.isdecimal() and not colour:
            return f"#{int(indexed)}"
        return tint_colour(colour, attributes.get("tint", "")) if _is_rgb(colour) else ""


def tint_colour(colour: str, tint: str) -> str:
    """'RRGGBB' made lighter (tint above 0) or darker, as Excel does it: by the share of its luminance."""
    try:
        share = float(tint or 0)
    except ValueError:
        return colour
    if not share or not -1 <= share <= 1:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _is_rgb(colour: str) -> bool:
    return len(colour) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in colour)
