"""Charts in a file, in the kinds that all programs draw."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openpyxl import chart as kinds
from openpyxl.chart.legend import Legend
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D

from xl_addin.engines.cell_values import Value
from xl_addin.engines.chart_kinds import KINDS
from xl_addin.engines.common import charts
from xl_addin.engines.files.chart_series import SeriesCollection
from xl_addin.engines.files.formats import hex_of
from xl_addin.engines.lean_xlwings import base_classes

if TYPE_CHECKING:
    from xl_addin.engines.files.ranges import Range
    from xl_addin.engines.files.sheets import Sheet

EMU_A_POINT = 12_700
FAINT = "D0D9E2"
"""Of axes and grid."""
TITLE_SIZE = 1200
"""In hundredths of a point."""
CLASSES: dict[str, Value] = {
    "area": kinds.AreaChart,
    "bar": kinds.BarChart,
    "column": kinds.BarChart,
    "line": kinds.LineChart,
    "pie": kinds.PieChart,
    "doughnut": kinds.DoughnutChart,
    "scatter": kinds.ScatterChart,
    "radar": kinds.RadarChart,
}
POSITIONS: dict[str, Value] = {"top": "t", "bottom": "b", "left": "l", "right": "r", "corner": "tr"}


@dataclass(frozen=True)
class Spec:
    """What a chart is to be; openpyxl's own object is made from it anew after each change."""

    name: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    source: Range | None = None
    by_rows: bool = False
    title: str | None = None
    legend: str | None = "right"
    axes: dict[str, dict[str, Value]] = field(default_factory=dict)
    """'x' and 'y': title, minimum_scale, maximum_scale."""
    fills: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Colours by the series' number, from 0."""


class Charts(charts.Charts):
    """The charts of a sheet that were made here; those of an opened file stay in it untouched."""

    @property
    def api(self) -> Value:
        """openpyxl's charts."""
        return self._sheet.xl._charts

    def all(self) -> list[Chart]:
        """The charts in their order."""
        return [Chart(self._sheet, chart) for chart in self.api if hasattr(chart, "spec")]

    def make(self, name: str, kind: str, place: dict[str, float], source: Value) -> Chart:
        """A chart at *place*: left, top, width and height in points."""
        sides = (place["left"], place["top"], place["width"], place["height"])
        xl = _built(Spec(name, _kind_name(kind), *sides))
        self.api.append(xl)
        return Chart(self._sheet, xl)


class ChartLegend(charts.ChartPart, base_classes.ChartLegend):
    """Which colour is what."""

    @property
    def visible(self) -> bool:
        """Whether it shows."""
        return self._chart.spec.legend is not None

    @visible.setter
    def visible(self, value: bool) -> None:
        self._chart.change(legend=(self._chart.spec.legend or "right") if value else None)

    @property
    def position(self) -> str | None:
        """'top', 'bottom', 'left', 'right', 'corner'; None where it does not show."""
        return None if self._chart.spec.legend is None else str(self._chart.spec.legend)

    @position.setter
    def position(self, value: str) -> None:
        self._chart.change(legend=value)


class ChartAxis(charts.ChartAxis):
    """One axis: its title and its ends."""

    @property
    def title(self) -> str | None:
        """What stands beside it."""
        text = self._chart.spec.axes.get(self._letter, {}).get("title")
        return None if text is None else str(text)

    def change(self, changes: dict[str, Value]) -> None:
        """Set `title`, `minimum_scale`, `maximum_scale`, as far as they are in *changes*."""
        axes = self._chart.spec.axes
        self._chart.change(axes={**axes, self._letter: {**axes.get(self._letter, {}), **changes}})


class Chart(charts.Chart):
    """One chart."""

    series_class, legend_class, axis_class = SeriesCollection, ChartLegend, ChartAxis

    def __init__(self, sheet: Sheet, xl: Value) -> None:
        self._sheet, self.xl = sheet, xl

    @property
    def api(self) -> Value:
        """openpyxl's chart."""
        return self.xl

    @property
    def spec(self) -> Spec:
        """What it is to be."""
        return self.xl.spec

    def change(self, **changes: Value) -> None:
        """Make it anew with some parts changed."""
        charts = self._sheet.xl._charts
        redrawn = _built(replace(self.spec, **changes))
        # By identity: openpyxl holds two charts that look alike for equal.
        charts[next(at for at, chart in enumerate(charts) if chart is self.xl)] = redrawn
        self.xl = redrawn

    @property
    def name(self) -> str:
        """Its name, which a file does not keep."""
        return self.spec.name

    @name.setter
    def name(self, value: str) -> None:
        self.change(name=value)

    def set_source_data(self, rng: Range, plot_by: str | None = None) -> None:
        """Draw a range: its first row names the series and its first column the categories, or turned."""
        rows, columns = rng.shape
        self.change(source=rng, by_rows=plot_by == "rows" if plot_by else columns > rows)

    @property
    def plot_by(self) -> str:
        """Whether each 'rows' or each 'columns' is a series."""
        return "rows" if self.spec.by_rows else "columns"

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        self.change(by_rows=value == "rows")

    @property
    def chart_type(self) -> str:
        """'column_clustered', 'line', ..."""
        return self.spec.kind

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        self.change(kind=_kind_name(value))

    @property
    def title(self) -> str | None:
        """What stands above it."""
        return self.spec.title

    @title.setter
    def title(self, value: str | None) -> None:
        self.change(title=value)

    def place(self) -> dict[str, float]:
        """Left, top, width and height in points."""
        spec = self.spec
        return {"left": spec.left, "top": spec.top, "width": spec.width, "height": spec.height}

    def move(self, **sides: float) -> None:
        """Change some of them."""
        self.change(**sides)

    def delete(self) -> None:
        """Take it off the sheet."""
        charts = self._sheet.xl._charts
        del charts[next(at for at, chart in enumerate(charts) if chart is self.xl)]


def _kind_name(kind: str) -> str:
    if kind not in KINDS:
        raise NotImplementedError(f"No '{kind}' chart is drawn in a file.")
    return kind


def _built(spec: Spec) -> Value:
    kind = KINDS[spec.kind]
    chart = CLASSES[kind.shape]()
    chart.spec = spec
    if kind.shape in ("bar", "column"):
        chart.type = "bar" if kind.shape == "bar" else "col"
    if kind.shape in ("area", "bar", "column", "line"):
        chart.grouping = (
            "percentStacked"
            if kind.percent
            else "stacked"
            if kind.stacked
            else ("clustered" if kind.shape in ("bar", "column") else "standard")
        )
        if kind.stacked and kind.shape in ("bar", "column"):
            chart.overlap = 100
    if spec.source is not None:
        _draw(chart, spec, spec.source)
    chart.title = _title(spec.title) if spec.title else None
    chart.legend = Legend(legendPos=POSITIONS[spec.legend]) if spec.legend else None
    for letter in ("x", "y"):
        axis = getattr(chart, f"{letter}_axis", None)
        if axis is not None:
            values = spec.axes.get(letter, {})
            axis.delete = False  # else newer programs leave it out
            axis.title = values.get("title")
            axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=FAINT))
            if axis.majorGridlines is not None:
                axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=FAINT))
            axis.scaling.min, axis.scaling.max = values.get("minimum_scale"), values.get("maximum_scale")
    emu = [round(value * EMU_A_POINT) for value in (spec.left, spec.top, spec.width, spec.height)]
    chart.anchor = AbsoluteAnchor(pos=XDRPoint2D(*emu[:2]), ext=XDRPositiveSize2D(*emu[2:]))
    return chart


def _title(words: str) -> Value:
    """Not as large as programs make it by themselves."""
    size = CharacterProperties(sz=TITLE_SIZE, b=False)
    run = RegularTextRun(rPr=size, t=words)
    text = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=size), r=[run])])
    return Title(tx=Text(rich=text), overlay=False)


def _draw(chart: Value, spec: Spec, source: Range) -> None:
    kind, xl = KINDS[spec.kind], source.sheet.xl
    top, left, bottom, right = source.corners
    named = (right > left) if not spec.by_rows else (bottom > top)

    def cells(first_row: int, first_column: int, last_row: int, last_column: int) -> Value:
        return kinds.Reference(xl, first_column, first_row, last_column, last_row)

    if spec.by_rows:
        categories = cells(top, left + 1, top, right) if named else None
        lines = [cells(row, left, row, right) for row in range(top + named, bottom + 1)]
    else:
        categories = cells(top + 1, left, bottom, left) if named else None
        lines = [cells(top, column, bottom, column) for column in range(left + named, right + 1)]
    for line in lines:
        xvalues = categories if kind.shape == "scatter" else None
        series = SeriesFactory(line, xvalues=xvalues, title_from_data=True)
        if kind.shape in ("line", "scatter", "radar"):
            series.marker.symbol = "auto" if kind.markers else "none"
        if kind.shape == "scatter" and not kind.lines:
            series.graphicalProperties.line.noFill = True
        if (fill := spec.fills.get(len(chart.series))) is not None:
            series.graphicalProperties.solidFill = hex_of(fill)[2:]
        chart.series.append(series)
    if categories is not None and kind.shape != "scatter":
        chart.set_categories(categories)
