"""Charts, drawn by the file engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.windows.fake_excel.thing import Refusal, Thing, word

if TYPE_CHECKING:
    from tests.windows.fake_excel.sheets import Worksheet

KINDS = {"column_clustered": 51, "column_stacked": 52, "bar_clustered": 57, "line": 4, "pie": 5}
WAYS = {"rows": 1, "columns": 2}
SIDES = {"bottom": -4107, "corner": 2, "left": -4131, "right": -4152, "top": -4160}


class ChartObjects(Thing):
    """The charts of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    Parent = property(lambda self: self.sheet)
    Count = property(lambda self: len(self.sheet.impl.charts))

    def Item(self, Index: Any) -> ChartObject:
        return ChartObject(self.sheet, self.sheet.impl.charts(Index))

    def Add(self, Left: Any, Top: Any, Width: Any, Height: Any) -> ChartObject:
        chart = self.sheet.impl.charts.add(Left, Top, Width, Height)
        self.sheet.book.saved = False
        return ChartObject(self.sheet, chart)


class ChartObject(Thing):
    """The frame of a chart."""

    def __init__(self, sheet: Worksheet, chart: Any) -> None:
        self.sheet, self.chart = sheet, chart

    Parent = property(lambda self: self.sheet)
    Name = property(lambda self: self.chart.name)
    Chart = property(lambda self: Chart(self.chart))


class Chart(Thing):
    """What is drawn; a title and a legend are there only once they were asked for."""

    def __init__(self, chart: Any) -> None:
        self.chart = chart

    ChartType = property(
        lambda self: KINDS[self.chart.chart_type],
        lambda self, value: setattr(self.chart, "chart_type", word(KINDS, value)),
    )
    ChartStyle = property(lambda self: 227, lambda self, value: None)
    HasTitle = property(
        lambda self: self.chart.title is not None,
        lambda self, value: setattr(self.chart, "title", (self.chart.title or "") if value else None),
    )
    HasLegend = property(
        lambda self: self.chart.legend.visible,
        lambda self, value: setattr(self.chart.legend, "visible", bool(value)),
    )

    def SetSourceData(self, Source: Any, PlotBy: Any) -> None:
        self.chart.set_source_data(Source.block, word(WAYS, PlotBy))

    @property
    def ChartTitle(self) -> ChartTitle:
        if self.chart.title is None:
            raise Refusal("the chart has no title")
        return ChartTitle(self.chart)

    @property
    def Legend(self) -> Legend:
        if not self.chart.legend.visible:
            raise Refusal("the chart has no legend")
        return Legend(self.chart.legend)


class ChartTitle(Thing):
    def __init__(self, chart: Any) -> None:
        self.chart = chart

    Text = property(lambda self: self.chart.title, lambda self, value: setattr(self.chart, "title", value))


class Legend(Thing):
    def __init__(self, legend: Any) -> None:
        self.legend = legend

    Position = property(
        lambda self: SIDES[self.legend.position],
        lambda self, value: setattr(self.legend, "position", word(SIDES, value)),
    )
