"""The frame as an Arrow table, without copying text once a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa


def arrow_table(frame: pd.DataFrame, text: Callable[[str], str] | None = None) -> pa.Table:
    """Categories as dictionaries, days as date32, numbers as they are, blanks as null; *text* changes each text once."""
    arrays = {str(name): _array(frame[name], text) for name in frame.columns}
    return pa.table({(text(name) if text else name): array for name, array in arrays.items()})


def _array(column: pd.Series, text: Callable[[str], str] | None) -> Any:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes: Any = column.cat.codes.to_numpy()
        names = [str(name) for name in column.cat.categories]
        changed = [text(name) for name in names] if text else names
        places: Any = pa.array(codes, mask=codes < 0)
        return pa.DictionaryArray.from_arrays(places, pa.array(changed, pa.string()))
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        days = column.to_numpy().astype("datetime64[D]")
        return pa.array(days, pa.date32())
    return pa.array(column.to_numpy(), from_pandas=True)
