"""The series of a chart: their names, what they draw, and their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_addin.engines.common import charts
from xl_addin.engines.uno import colours
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.charts import Chart


class SeriesCollection(Part, charts.SeriesCollection):
    """All series of a chart, in their order."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.office = chart.office

    @property
    def api(self) -> list[UnoObject]:
        """The UNO series."""
        diagram = self._chart.document.getFirstDiagram()
        return [
            series
            for system in diagram.getCoordinateSystems()
            for kind in system.getChartTypes()
            for series in kind.getDataSeries()
        ]

    def all(self) -> list[Series]:
        """The series."""
        return [Series(self, series) for series in self.api]


class Series(Part, charts.Series):
    """One series."""

    def __init__(self, parent: SeriesCollection, xl: UnoObject) -> None:
        self.xl = xl
        self.office = parent.office

    @property
    def api(self) -> UnoObject:
        """The UNO series."""
        return self.xl

    @property
    def name(self) -> str:
        """What the legend calls it."""
        labels = [pair.getLabel() for pair in self.xl.getDataSequences()]
        return " ".join(str(part) for label in labels if label is not None for part in label.getData())

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        """As (red, green, blue)."""
        return colours.rgb(self.xl.getPropertyValue("Color"))

    def fill(self, colour: UnoObject) -> None:
        """Draw it in a colour, as xlwings takes one."""
        self.xl.setPropertyValue("Color", colours.number(colour))
