"""The dataset of a batch: Parquet files in Hive's folders, an outcome a plan, and a manifest that makes a run visible.

Files have the digest of their content in their names, so that none is ever changed: a reader that goes by the manifest
sees one run or the next, whole. Files that no manifest names any more stay until somebody deletes them.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from worker.errors import FileProblem
from worker.outputs import addresses, temporary
from worker.shapes.outcome import DataFile, PlanOutcome
from worker.shapes.raw_data import PLAN

MANIFEST, OUTCOMES = "manifest.json", "_outcomes"
FORMAT = "mediamapper-dataset-1"
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
Partitions = tuple[str, ...]
"""Fields by whose values files lie apart; `client` is the plan's, `month` that of a row's first day."""


class Manifest(msgspec.Struct, frozen=True):
    """What a dataset holds: readers take the files that it names, and no others."""

    format: str
    run: str
    """The same for the same plans, program, template and memory."""
    partitions: tuple[str, ...]
    plans: tuple[PlanOutcome, ...]

    @property
    def files(self) -> list[str]:
        """All data files, relative to the dataset."""
        return [file.path for plan in self.plans for file in plan.files]


class Dataset:
    """A dataset at a path or an fsspec address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.fs, self.root = addresses.file_system(address)
        self._is_local = "file" in self.fs.protocol

    # ------------------------------------------------------------ data

    def write(
        self, table: pa.Table, plan: str, digest: str, client: str | None, partitions: Partitions
    ) -> tuple[DataFile, ...]:
        """The rows as files, one a partition; the same rows give the same files."""
        table = table.append_column(PLAN, pa.array([plan] * table.num_rows, pa.string()))
        files = []
        for values, rows in _parts(table, client, partitions):
            buffer = io.BytesIO()
            columns = [name for name in rows.column_names if name not in partitions]
            pq.write_table(rows.select(columns), buffer, compression="zstd")
            content = hashlib.sha256(buffer.getvalue()).hexdigest()
            folders = [f"{name}={_escaped(value)}" for name, value in zip(partitions, values, strict=True)]
            path = "/".join([*folders, f"{digest[:16]}-{content[:16]}.parquet"])
            self._put(path, buffer.getvalue())
            files.append(DataFile(path, rows.num_rows))
        return tuple(files)

    def read(self, files: Sequence[str]) -> pa.Table | None:
        """The rows of *files*; None where there are none, or one is gone."""
        tables = []
        for path in files:
            data = self._get(path)
            if data is None:
                return None
            tables.append(pq.read_table(pa.BufferReader(data)))
        return pa.concat_tables(tables, promote_options="permissive") if tables else None

    # ------------------------------------------------------------ outcomes

    def outcome(self, plan: str) -> PlanOutcome | None:
        """The last outcome of *plan*, whether a manifest tells of it or not; None where there is none to be read."""
        data = self._get(_outcome_path(plan))
        if data is None:
            return None
        with suppress(msgspec.DecodeError, msgspec.ValidationError):
            return msgspec.json.decode(data, type=PlanOutcome)
        return None

    def keep(self, outcome: PlanOutcome) -> None:
        """An outcome on disk, for a run that goes on after it was killed."""
        self._put(_outcome_path(outcome.plan), msgspec.json.encode(outcome))

    # ------------------------------------------------------------ the manifest

    def manifest(self) -> Manifest | None:
        """What readers see; None where there is no dataset yet.

        Raises:
            FileProblem: something else stands there.
        """
        data = self._get(MANIFEST)
        if data is None:
            self._check_empty()
            return None
        try:
            manifest = msgspec.json.decode(data, type=Manifest)
        except (msgspec.DecodeError, msgspec.ValidationError):
            manifest = None
        if manifest is None or manifest.format != FORMAT:
            raise FileProblem(
                f"{self.address} holds a {MANIFEST} that is not MediaMapper's.", "Choose another place."
            )
        return manifest

    def publish(self, partitions: Partitions, outcomes: Iterable[PlanOutcome]) -> Manifest:
        """A run becomes visible, at once."""
        plans = sorted(outcomes, key=lambda one: one.plan)
        state = msgspec.json.encode([[one.plan, one.digest, one.key, one.state] for one in plans])
        manifest = Manifest(FORMAT, hashlib.sha256(state).hexdigest()[:16], partitions, tuple(plans))
        self._put(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        return manifest

    def _check_empty(self) -> None:
        """A folder of somebody's is no place for a dataset."""
        with addresses.problems(self.address):
            is_there = self.fs.exists(self.root)
            names = [Path(name).name for name in self.fs.ls(self.root, detail=False)] if is_there else []
        if names and OUTCOMES not in names:
            raise FileProblem(
                f"{self.address} is there already, and is no dataset of MediaMapper's.", "Name a new folder."
            )

    # ------------------------------------------------------------ bytes

    def _get(self, path: str) -> bytes | None:
        try:
            with addresses.problems(self.address):
                return bytes(self.fs.cat_file(f"{self.root}/{path}"))
        except FileNotFoundError:
            return None

    def _put(self, path: str, data: bytes) -> None:
        """A file, whole or not at all."""
        target = f"{self.root}/{path}"
        with addresses.problems(self.address):
            if self._is_local:
                _put_local(Path(target), data)
            else:
                self.fs.pipe_file(target, data)  # an object appears when it is complete


def _put_local(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = temporary.beside(place)
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)


def _outcome_path(plan: str) -> str:
    return f"{OUTCOMES}/{hashlib.sha256(plan.encode(errors='surrogateescape')).hexdigest()[:32]}.json"


def _escaped(value: str | None) -> str:
    return NO_VALUE if value is None else quote(value, safe=" ")


def _parts(
    table: pa.Table, client: str | None, partitions: Partitions
) -> Iterator[tuple[tuple[str | None, ...], pa.Table]]:
    """The rows by their partition's values, in order of these."""
    keys = [_values(table, name, client) for name in partitions]
    rows = zip(*keys, strict=True) if keys else [()] * table.num_rows
    places: dict[tuple[str | None, ...], list[int]] = {}
    for place, values in enumerate(rows):
        places.setdefault(values, []).append(place)
    for values in sorted(places, key=lambda values: tuple(value or "" for value in values)):
        yield values, table.take(pa.array(places[values], pa.int64()))


def _values(table: pa.Table, name: str, client: str | None) -> list[str | None]:
    if name == "client":
        return [client] * table.num_rows
    if name == "month":
        day = next((one for one in ("start_date", "date") if one in table.column_names), None)
        # By text: Arrow's own formats of a day ask for a list of time zones, which no Windows has.
        days = [None] * table.num_rows if day is None else table[day].cast(pa.date32()).to_pylist()
        return [None if day is None else f"{day:%Y-%m}" for day in days]
    if name not in table.column_names:
        return [None] * table.num_rows
    return [None if value is None else str(value) for value in table[name].to_pylist()]
