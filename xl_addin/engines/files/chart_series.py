"""The series of a chart in a file: their names and their colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import Value
from xl_addin.engines.files.formats import hex_of
from xl_addin.engines.lean_xlwings import base_classes

if TYPE_CHECKING:
    from xl_addin.engines.files.charts import Chart


class SeriesCollection(base_classes.ChartSeriesCollection):
    """All series of a chart, in their order."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    @property
    def api(self) -> Value:
        """openpyxl's series."""
        return self._chart.xl.series

    def __len__(self) -> int:
        return len(self.api)

    def __iter__(self) -> Iterator[Series]:
        return iter([Series(self._chart, at) for at in range(len(self))])

    def __call__(self, index: int) -> Series:
        """By place, from 1."""
        return Series(self._chart, range(len(self))[index - 1])


class Series(base_classes.ChartSeries):
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

    def set(self, **wanted: Value) -> None:
        """`fill_color`; what a file has otherwise is not offered."""
        changes = {name: value for name, value in wanted.items() if value is not base_classes._UNSET}
        if set(changes) - {"fill_color"}:
            raise NotImplementedError(f"A series' {', '.join(sorted(changes))} can't be set in a file.")
        text = hex_of(changes["fill_color"])
        colour = (int(text[2:4], 16), int(text[4:6], 16), int(text[6:], 16))
        self._chart.change(fills={**self._chart.spec.fills, self._at: colour})
