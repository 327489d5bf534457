"""Charts of a sheet, in the kinds that all programs draw."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xl_addin.engines.cell_values import Value
from xl_addin.engines.lean_xlwings import base_classes


class Charts(base_classes.Charts):
    """The charts of a sheet; the engines say how one is made."""

    def __init__(self, sheet: Value) -> None:
        self._sheet = sheet

    @property
    def parent(self) -> Value:
        """Their sheet."""
        return self._sheet

    def all(self) -> list[Value]:
        """The charts in their order."""
        raise NotImplementedError

    def make(self, name: str, kind: str, place: dict[str, float], source: Value) -> Value:
        """A chart at *place*: left, top, width and height in points."""
        raise NotImplementedError

    def free_name(self, names: Collection[str]) -> str:
        """A name that no chart has; *names* are those of the sheet."""
        return next(f"Chart {n}" for n in range(1, len(names) + 2) if f"Chart {n}" not in names)

    def __len__(self) -> int:
        return len(self.all())

    def __iter__(self) -> Iterator[Value]:
        return iter(self.all())

    def __contains__(self, name: str) -> bool:
        return name in [chart.name for chart in self.all()]

    def __call__(self, name_or_index: str | int) -> Value:
        """By name, or by place from 1."""
        if isinstance(name_or_index, int):
            return self.all()[name_or_index - 1]
        for chart in self.all():
            if chart.name == name_or_index:
                return chart
        raise KeyError(name_or_index)

    def add(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        chart_type: str | None = None,
        source: Value = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Value = None,
        style: int | None = None,
    ) -> Value:
        """A chart at a place in points, or at the cell *anchor*; *style* is Excel's own and left out."""
        if anchor is not None:
            left, top = anchor.left, anchor.top
        names = [chart.name for chart in self.all()]
        title = name or self.free_name(names)
        place = {"left": left, "top": top, "width": width, "height": height}
        chart = self.make(title, chart_type or "column_clustered", place, source)
        if source is not None:
            chart.set_source_data(source, plot_by)
        return chart


def _measure(side: str) -> property:
    def points(chart: Chart) -> float:
        return chart.place()[side]

    def move(chart: Chart, value: float) -> None:
        chart.move(**{side: value})

    return property(points, move, doc="In points.")


class Chart(base_classes.Chart):
    """One chart; the engines say how it is drawn."""

    _sheet: Value
    series_class: type[SeriesCollection]
    legend_class: type[ChartPart]
    axis_class: type[ChartAxis]

    @property
    def parent(self) -> Value:
        """Its sheet."""
        return self._sheet

    def place(self) -> dict[str, float]:
        """Left, top, width and height in points."""
        raise NotImplementedError

    def move(self, **sides: float) -> None:
        """Change some of them."""
        raise NotImplementedError

    left, top, width, height = map(_measure, ("left", "top", "width", "height"))

    @property
    def series(self) -> Value:
        """What is drawn."""
        return self.series_class(self)

    @property
    def legend(self) -> Value:
        """Which colour is what."""
        return self.legend_class(self)

    @property
    def category_axis(self) -> Value:
        """The axis of the categories."""
        return self.axis_class(self, "x")

    @property
    def value_axis(self) -> Value:
        """The axis of the values."""
        return self.axis_class(self, "y")


class ChartPart:
    """What belongs to one chart."""

    def __init__(self, chart: Value) -> None:
        self._chart = chart


class ChartAxis(ChartPart, base_classes.ChartAxis):
    """One axis: its title and its ends."""

    def __init__(self, chart: Value, letter: str) -> None:
        super().__init__(chart)
        self._letter = letter

    def change(self, changes: dict[str, Value]) -> None:
        """Set `title`, `minimum_scale`, `maximum_scale`, as far as they are in *changes*."""
        raise NotImplementedError

    def set(self, **changes: Value) -> None:
        """`title`, `minimum_scale`, `maximum_scale`; what a program has otherwise is not offered."""
        self.change(offered("An axis'", ("title", "minimum_scale", "maximum_scale"), changes))


class SeriesCollection(ChartPart, base_classes.ChartSeriesCollection):
    """All series of a chart, in their order."""

    def all(self) -> list[Value]:
        """The series."""
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.all())

    def __iter__(self) -> Iterator[Value]:
        return iter(self.all())

    def __call__(self, index: int) -> Value:
        """By place, from 1."""
        return self.all()[index - 1]


class Series(base_classes.ChartSeries):
    """One series."""

    def fill(self, colour: Value) -> None:
        """Draw it in a colour, as xlwings takes one."""
        raise NotImplementedError

    def set(self, **wanted: Value) -> None:
        """`fill_color`; what a program has otherwise is not offered."""
        if changes := offered("A series'", ("fill_color",), wanted):
            self.fill(changes["fill_color"])


def offered(whose: str, names: tuple[str, ...], values: dict[str, Value]) -> dict[str, Value]:
    """What is to be set.

    Raises:
        NotImplementedError: there is something that our engines don't set.
    """
    changes = {name: value for name, value in values.items() if value is not base_classes._UNSET}
    if unknown := set(changes) - set(names):
        raise NotImplementedError(f"{whose} {', '.join(sorted(unknown))} can't be set here.")
    return changes
