"""What a border is to both engines, by xlwings' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xl_addin.engines.cell_values import Value
from xl_addin.engines.lean_xlwings import base_classes

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a cell; a style of None is no line."""

    style: str | None = None
    weight: str | None = None
    color: Rgb | None = None

    def changed(self, parts: dict[str, Value]) -> Line:
        """With what was asked for; a line that gets a colour or a weight alone is drawn through."""
        line = replace(self, **parts)
        if "style" in parts and line.style is None:
            return Line()
        return replace(line, style=line.style or "continuous", weight=line.weight or "thin")


class Border(base_classes.Border):
    """One side of a range."""

    def __init__(self, parent: Borders, side: str) -> None:
        self._parent, self._side = parent, side

    @property
    def api(self) -> Value:
        """The program's own line."""
        return self._parent.api

    @property
    def line_style(self) -> str | None:
        """'continuous', 'dash', ...; None without a line."""
        return self._parent.line(self._side).style

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self._parent.set((self._side,), line_style=value)

    @property
    def weight(self) -> str | None:
        """'hairline', 'thin', 'medium' or 'thick'; None without a line."""
        return self._parent.line(self._side).weight

    @weight.setter
    def weight(self, value: str) -> None:
        self._parent.set((self._side,), weight=value)

    @property
    def color(self) -> Rgb | None:
        """As (red, green, blue)."""
        return self._parent.line(self._side).color

    @color.setter
    def color(self, value: Value) -> None:
        self._parent.set((self._side,), color=value)


class Borders(base_classes.Borders):
    """The borders of a range; the engines say how one side is read and drawn."""

    parent: Value

    def line(self, side: str) -> Line:
        """How *side* looks now; nothing where its cells differ."""
        raise NotImplementedError

    def draw(self, side: str, line: Line) -> None:
        """Make *side* look so."""
        raise NotImplementedError

    def __getitem__(self, side: str) -> Border:
        return Border(self, side)

    def _common(self, part: str) -> Value:
        parts = {getattr(self.line(side), part) for side in self._grid_sides()}
        return parts.pop() if len(parts) == 1 else None

    @property
    def line_style(self) -> str | None:
        """Of all sides, None where they differ."""
        style: str | None = self._common("style")
        return style

    @property
    def weight(self) -> str | None:
        """Of all sides, None where they differ."""
        common: str | None = self._common("weight")
        return common

    @property
    def color(self) -> Rgb | None:
        """Of all sides, None where they differ."""
        common: Rgb | None = self._common("color")
        return common

    def set(
        self,
        which: Sequence[str],
        *,
        line_style: Value = base_classes._UNSET,
        weight: Value = base_classes._UNSET,
        color: Value = base_classes._UNSET,
    ) -> None:
        """Change sides of the range; what is not given stays."""
        parts = {"style": line_style, "weight": weight, "color": color}
        values = {name: value for name, value in parts.items() if value is not base_classes._UNSET}
        for side in which:
            if not side.startswith("diagonal"):
                self.draw(side, self.line(side).changed(values))
            elif values.get("style", "") is not None:
                raise NotImplementedError("Diagonal lines are not drawn here.")

    def clear(self, which: Sequence[str]) -> None:
        """No lines on these sides."""
        self.set(which, line_style=None)
