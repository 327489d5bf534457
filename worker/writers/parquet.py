"""Parquet: types kept, with the template, findings and reconciliation in its metadata."""

from __future__ import annotations

import dataclasses
import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData

KEY = "mediamapper"
"""The metadata key; its value is JSON."""


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
    pieces = (piece.replace_schema_metadata(metadata) for piece in raw.rows.pieces())
    first = next(pieces)
    # The file is opened here, since pyarrow takes no name that is no UTF-8.
    with open(path, "wb") as file, pq.ParquetWriter(file, first.schema, compression="zstd") as writer:
        for piece in chain([first], pieces):
            writer.write_table(piece)
