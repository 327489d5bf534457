"""The front of an engine, as xlwings asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xl_addin.engines.cell_values import Value, clean_rows, plain_value


class Engine:
    """Register it with `xlwings.engines.add(xlwings.Engine(impl=engine))`."""

    type = "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Value, options: Value) -> Value:
        """A Python value as a cell takes it."""
        return plain_value(value)

    def cells(self, data: Sequence[Sequence[Value]]) -> Sequence[Sequence[Value]]:
        """What the program gave, with its errors as `CellError`."""
        return data

    def clean_value_data(
        self,
        data: Sequence[Sequence[Value]],
        datetime_builder: Callable[..., Value],
        empty_as: Value,
        number_builder: Callable[[float], Value] | None,
        err_to_str: bool,
    ) -> list[list[Value]]:
        """Cell values as xlwings hands them out."""
        return clean_rows(self.cells(data), datetime_builder, empty_as, number_builder, err_to_str)
