"""Parquet: types kept, with the template, findings and reconciliation in its metadata."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData

KEY = "mediamapper"
"""The metadata key; its value is JSON."""
GROUP = 1 << 16
"""Rows of a group."""


def write_parquet(raw: RawData, path: Path) -> None:
    """Write the raw data with what is known about it.

    Raises:
        OSError: the file can't be written.
    """
    about = {
        "template": {"name": raw.template.name, "version": raw.template.version},
        "totals": [dataclasses.asdict(t) for t in raw.totals],
        "findings": [dataclasses.asdict(f) for f in raw.findings],
    }
    metadata = {KEY: json.dumps(about, ensure_ascii=False)}
    groups = (group.replace_schema_metadata(metadata) for group in _groups(raw.rows.pieces()))
    first = next(groups)
    # The file is opened here, since pyarrow takes no name that is no UTF-8.
    with open(path, "wb") as file, pq.ParquetWriter(file, first.schema, compression="zstd") as writer:
        for group in chain([first], groups):
            writer.write_table(group)


def _groups(pieces: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The pieces put together to groups of rows; each group of a file has its texts anew."""
    waiting: list[pa.Table] = []
    for piece in pieces:
        waiting.append(piece)
        if sum(one.num_rows for one in waiting) >= GROUP:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)
