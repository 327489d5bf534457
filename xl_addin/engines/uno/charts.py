"""Charts on a sheet, in the kinds that both programs have."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import Value
from xl_addin.engines.chart_kinds import KINDS, Kind, kind_of
from xl_addin.engines.common import charts
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno import measures
from xl_addin.engines.uno.chart_series import SeriesCollection
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.ranges import Range
    from xl_addin.engines.uno.sheets import Sheet

DIAGRAM = "com.sun.star.chart.{}Diagram"
SHAPES = {
    "area": "Area",
    "bar": "Bar",
    "column": "Bar",
    "line": "Line",
    "pie": "Pie",
    "doughnut": "Donut",
    "scatter": "XY",
    "radar": "Net",
}
NO_SYMBOL, AUTO_SYMBOL = -3, -1
MEMBERS = {"left": "X", "top": "Y", "width": "Width", "height": "Height"}
"""Of UNO's rectangles, points and sizes."""
PAUSES = (0.0, 0.05, 0.25, 1.0)
"""Seconds before a chart's shape is looked for again: an office that is busy with it has none for a moment."""
ROUND = ("pie", "doughnut", "radar")
"""Without walls or straight axes."""
FILL, LINE = "com.sun.star.drawing.FillStyle", "com.sun.star.drawing.LineStyle"
FAINT, TYPEFACE = 0xD0D9E2, "Calibri"
POSITIONS = {"top": "TOP", "bottom": "BOTTOM", "left": "LEFT", "right": "RIGHT"}
POSITION = "com.sun.star.chart.ChartLegendPosition"


class Charts(Part, charts.Charts):
    """The charts of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.office = sheet.office

    @property
    def api(self) -> UnoObject:
        """The sheet's charts."""
        return self._sheet.xl.Charts

    def all(self) -> list[Chart]:
        """The charts in their order."""
        return [Chart(self._sheet, name) for name in self.api.getElementNames()]

    def free_name(self, names: Collection[str]) -> str:
        """A name that no chart of the document has: LibreOffice keeps one list of them for all sheets."""
        sheets = self._sheet.book.xl.Sheets
        elsewhere = [
            name for sheet in sheets.ElementNames for name in sheets.getByName(sheet).Charts.ElementNames
        ]
        return super().free_name({*names, *elsewhere})

    def make(self, name: str, kind: str, place: dict[str, float], source: Value) -> Chart:
        """A chart at *place*: left, top, width and height in points."""
        sides = {MEMBERS[side]: measures.mm100(points) for side, points in place.items()}
        box = self.office.struct("com.sun.star.awt.Rectangle", **sides)
        areas = (source.xl.getRangeAddress(),) if source is not None else ()
        self.api.addNewByName(name, box, areas, True, True)
        chart = Chart(self._sheet, name)
        chart.chart_type = kind
        return chart


class ChartLegend(Part, charts.ChartPart, base_classes.ChartLegend):
    """Which colour is what."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.office = chart.office

    @property
    def visible(self) -> bool:
        """Whether it shows."""
        return bool(self._chart.document.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        document = self._chart.document
        document.HasLegend = bool(value)
        if value:
            legend = document.Legend
            legend.FillStyle, legend.LineStyle = (
                self.office.enum(FILL, "NONE"),
                self.office.enum(LINE, "NONE"),
            )
            legend.CharFontName, legend.CharHeight = TYPEFACE, 9.0

    @property
    def position(self) -> str | None:
        """'top', 'bottom', 'left', 'right'; None where it is placed by hand."""
        alignment = self._chart.document.Legend.Alignment.value
        return next((name for name, own in POSITIONS.items() if own == alignment), None)

    @position.setter
    def position(self, value: str) -> None:
        if value not in POSITIONS:
            raise NotImplementedError(f"LibreOffice puts no legend at '{value}'.")
        self.visible = True
        self._chart.document.Legend.Alignment = self.office.enum(POSITION, POSITIONS[value])


class ChartAxis(Part, charts.ChartAxis):
    """One axis: its title and its ends."""

    def __init__(self, chart: Chart, letter: str) -> None:
        super().__init__(chart, letter.upper())
        self.office = chart.office

    @property
    def _diagram(self) -> UnoObject:
        return self._chart.document.getDiagram()

    @property
    def title(self) -> str | None:
        """What stands beside it."""
        diagram = self._diagram
        if not getattr(diagram, f"Has{self._letter}AxisTitle"):
            return None
        return str(getattr(diagram, f"{self._letter}AxisTitle").String)

    def change(self, changes: dict[str, Value]) -> None:
        """Set `title`, `minimum_scale`, `maximum_scale`, as far as they are in *changes*."""
        diagram = self._diagram
        if "title" in changes:
            setattr(diagram, f"Has{self._letter}AxisTitle", changes["title"] is not None)
            if changes["title"] is not None:
                getattr(diagram, f"{self._letter}AxisTitle").String = changes["title"]
        for name, end in (("minimum_scale", "Min"), ("maximum_scale", "Max")):
            if name in changes:
                self._end(end, changes[name])

    def _end(self, which: str, value: float | None) -> None:
        axis = getattr(self._diagram, f"{self._letter}Axis")
        setattr(axis, f"Auto{which}", value is None)
        if value is not None:
            setattr(axis, which, float(value))


class Chart(Part, charts.Chart):
    """One chart."""

    series_class, legend_class, axis_class = SeriesCollection, ChartLegend, ChartAxis

    def __init__(self, sheet: Sheet, name: str) -> None:
        self._sheet, self._name = sheet, name
        self.office = sheet.office

    @property
    def api(self) -> UnoObject:
        """The UNO table chart."""
        return self._sheet.xl.Charts.getByName(self._name)

    @property
    def document(self) -> Value:
        """The chart's own document."""
        return self.api.getEmbeddedObject()

    @property
    def name(self) -> str:
        """Its name on the sheet."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._name = value

    def set_source_data(self, rng: Range, plot_by: str | None = None) -> None:
        """Draw a range: its first row names the series and its first column the categories, or turned."""
        chart = self.api
        if chart.getRanges():
            chart.setHasColumnHeaders(True)
            chart.setHasRowHeaders(rng.shape[1] > 1)
            chart.setRanges((rng.xl.getRangeAddress(),))
        else:
            self._made_anew(rng)
        rows, columns = rng.shape
        by_rows = plot_by == "rows" if plot_by else columns > rows
        self.plot_by = "rows" if by_rows else "columns"

    def _made_anew(self, rng: Range) -> None:
        """A chart that was made without data takes none later: one with data takes its place."""
        kind, title, legend = self.chart_type, self.title, self.legend.visible
        shape, charts = self._shape(), self._sheet.xl.Charts
        place, size = shape.Position, shape.Size
        box = self.office.struct(
            "com.sun.star.awt.Rectangle", X=place.X, Y=place.Y, Width=size.Width, Height=size.Height
        )
        charts.removeByName(self._name)
        charts.addNewByName(self._name, box, (rng.xl.getRangeAddress(),), True, rng.shape[1] > 1)
        self.chart_type, self.title, self.legend.visible = kind, title, legend

    @property
    def plot_by(self) -> str:
        """Whether each 'rows' or each 'columns' is a series."""
        source = self.document.getDiagram().getPropertyValue("DataRowSource").value
        return "rows" if source == "ROWS" else "columns"

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        source = self.office.enum("com.sun.star.chart.ChartDataRowSource", value.upper())
        self.document.getDiagram().setPropertyValue("DataRowSource", source)

    @property
    def chart_type(self) -> str:
        """'column_clustered', 'line', ..."""
        diagram = self.document.getDiagram()
        kind = diagram.getDiagramType().rpartition(".")[2].removesuffix("Diagram")
        shape = next(name for name, own in SHAPES.items() if own == kind)
        offers = diagram.getPropertySetInfo().hasPropertyByName
        if shape in ("bar", "column"):
            shape = "bar" if diagram.Vertical else "column"
        return kind_of(
            Kind(
                shape,
                stacked=bool(offers("Stacked") and diagram.Stacked),
                percent=bool(offers("Percent") and diagram.Percent),
                markers=bool(offers("SymbolType") and diagram.SymbolType != NO_SYMBOL),
                lines=bool(shape != "scatter" or diagram.Lines),
            )
        )

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        if value not in KINDS:
            raise NotImplementedError(f"LibreOffice draws no '{value}' chart for us.")
        kind, document = KINDS[value], self.document
        diagram = document.createInstance(DIAGRAM.format(SHAPES[kind.shape]))
        document.setDiagram(diagram)
        diagram = document.getDiagram()
        offers = diagram.getPropertySetInfo().hasPropertyByName
        stacking = {"Stacked": kind.stacked, "Percent": kind.percent}
        if kind.shape in ("bar", "column"):
            stacking["Vertical"] = kind.shape == "bar"
        if kind.shape == "scatter":
            stacking["Lines"] = kind.lines
        for name, on in stacking.items():
            if offers(name):
                diagram.setPropertyValue(name, on)
        if kind.shape in ("line", "scatter", "radar") and offers("SymbolType"):
            diagram.setPropertyValue("SymbolType", AUTO_SYMBOL if kind.markers else NO_SYMBOL)
        if kind.shape not in ROUND:
            self._calm(diagram)

    def _calm(self, diagram: UnoObject) -> None:
        """As the office's own wizard draws it, not as its interface does: no grey wall, light lines."""
        diagram.getWall().setPropertyValue("FillStyle", self.office.enum(FILL, "NONE"))
        diagram.getWall().setPropertyValue("LineStyle", self.office.enum(LINE, "NONE"))
        diagram.YMainGrid.LineColor = diagram.YAxis.LineColor = diagram.XAxis.LineColor = FAINT
        for axis in (diagram.XAxis, diagram.YAxis):
            axis.CharFontName, axis.CharHeight = TYPEFACE, 9.0

    @property
    def title(self) -> str | None:
        """What stands above it."""
        document = self.document
        return str(document.Title.String) if document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        document = self.document
        document.HasMainTitle = value is not None
        if value is not None:
            document.Title.String = value
            document.Title.CharFontName, document.Title.CharHeight = TYPEFACE, 12.0

    def _shape(self) -> UnoObject:
        for pause in PAUSES:
            time.sleep(pause)
            page = self._sheet.xl.getDrawPage()
            for at in range(page.getCount()):
                shape = page.getByIndex(at)
                if getattr(shape, "PersistName", None) == self._name or shape.Name == self._name:
                    return shape
        raise KeyError(self._name)

    def place(self) -> dict[str, float]:
        """Left, top, width and height in points."""
        shape = self._shape()
        place, size = shape.Position, shape.Size
        sides = {"left": place.X, "top": place.Y, "width": size.Width, "height": size.Height}
        return {side: measures.points(length) for side, length in sides.items()}

    def move(self, **sides: float) -> None:
        """Change some of them."""
        shape = self._shape()
        place, size = shape.Position, shape.Size
        for side, points in sides.items():
            owner = place if side in ("left", "top") else size
            setattr(owner, MEMBERS[side], measures.mm100(points))
        shape.setPosition(place)
        shape.setSize(size)

    def delete(self) -> None:
        """Take it off the sheet."""
        self._sheet.xl.Charts.removeByName(self._name)
