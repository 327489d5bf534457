"""The series of a chart: their names, what they draw, and their colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno import colours
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.charts import Chart


class SeriesCollection(Part, base_classes.ChartSeriesCollection):
    """All series of a chart, in their order."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
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

    def __len__(self) -> int:
        return len(self.api)

    def __iter__(self) -> Iterator[Series]:
        return iter([Series(self, series) for series in self.api])

    def __call__(self, index: int) -> Series:
        """By place, from 1."""
        return Series(self, self.api[index - 1])


class Series(Part, base_classes.ChartSeries):
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

    def set(self, **wanted: UnoObject) -> None:
        """`fill_color`; what LibreOffice has otherwise is not offered."""
        changes = {name: value for name, value in wanted.items() if value is not base_classes._UNSET}
        if set(changes) - {"fill_color"}:
            raise NotImplementedError(f"A series' {', '.join(sorted(changes))} can't be set in LibreOffice.")
        self.xl.setPropertyValue("Color", colours.number(changes["fill_color"]))
