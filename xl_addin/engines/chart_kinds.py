"""The kinds of charts that our engines draw, by xlwings' names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes a chart's kind."""

    shape: str
    """'area', 'bar' (lying), 'column', 'line', 'pie', 'doughnut', 'scatter' or 'radar'."""
    stacked: bool = False
    percent: bool = False
    """Stacked to 100 %."""
    markers: bool = False
    lines: bool = True
    """Of a scatter chart: whether the points are joined."""


KINDS = {
    "area": Kind("area"),
    "area_stacked": Kind("area", stacked=True),
    "area_stacked_100": Kind("area", stacked=True, percent=True),
    "bar_clustered": Kind("bar"),
    "bar_stacked": Kind("bar", stacked=True),
    "bar_stacked_100": Kind("bar", stacked=True, percent=True),
    "column_clustered": Kind("column"),
    "column_stacked": Kind("column", stacked=True),
    "column_stacked_100": Kind("column", stacked=True, percent=True),
    "line": Kind("line"),
    "line_markers": Kind("line", markers=True),
    "line_stacked": Kind("line", stacked=True),
    "pie": Kind("pie"),
    "doughnut": Kind("doughnut"),
    "xy_scatter": Kind("scatter", markers=True, lines=False),
    "xy_scatter_lines": Kind("scatter", markers=True),
    "xy_scatter_lines_no_markers": Kind("scatter"),
    "radar": Kind("radar"),
    "radar_markers": Kind("radar", markers=True),
}
_MARKED = ("line", "scatter", "radar")


def kind_of(kind: Kind) -> str:
    """The name of a kind; where a shape knows no markers, they make no difference."""
    for name, form in KINDS.items():
        stacked = kind.stacked or kind.percent
        same = (form.shape, form.stacked, form.percent) == (kind.shape, stacked, kind.percent)
        marks = kind.shape not in _MARKED or (form.markers, form.lines) == (kind.markers, kind.lines)
        if same and marks:
            return name
    return "combination"
