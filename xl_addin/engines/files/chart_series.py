"""The series of a chart in a file: their names and their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import charts
from xl_addin.engines.files.formats import hex_of

if TYPE_CHECKING:
    from xl_addin.engines.files.charts import Chart


class SeriesCollection(charts.SeriesCollection):
    """All series of a chart, in their order."""

    @property
    def api(self) -> Value:
        """openpyxl's series."""
        return self._chart.xl.series

    def all(self) -> list[Series]:
        """The series."""
        return [Series(self._chart, at) for at in range(len(self.api))]


class Series(charts.Series):
    """One series."""

    def __init__(self, chart: Chart, at: int) -> None:
        self._chart, self._at = chart, at

    @property
    def api(self) -> Value:
        """openpyxl's series."""
        return self._chart.xl.series[self._at]

    @property
    def name(self) -> str:
        """What the legend calls it: the cell above or beside its values."""
        source = self._chart.spec.source
        place = self.api.tx.strRef.f.rpartition("!")[2].replace("$", "")
        value = None if source is None else source.sheet.xl[place].value
        return "" if value is None else str(value)

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        """As (red, green, blue); None where the program chooses."""
        return self._chart.spec.fills.get(self._at)

    def fill(self, colour: Value) -> None:
        """Draw it in a colour, as xlwings takes one."""
        text = hex_of(colour)
        rgb = (int(text[2:4], 16), int(text[4:6], 16), int(text[6:], 16))
        self._chart.change(fills={**self._chart.spec.fills, self._at: rgb})
