"""The plans of a batch: files as they are named, folders with all that looks like a plan, here or at an fsspec address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from worker.errors import FileProblem, UsageError
from worker.outputs import addresses
from worker.plans.files import formats


def plans_of(addresses: Iterable[str]) -> list[str]:
    """Each plan once, in order of its address.

    Raises:
        UsageError: there is none.
        FileProblem: an address leads nowhere.
    """
    named = list(addresses)
    plans = sorted({plan for address in named for plan in _below(address)})
    if not plans:
        raise UsageError(
            f"No plan was found in {', '.join(named)}.", f"Plans end in {', '.join(formats.suffixes())}."
        )
    return plans


def _below(address: str) -> Iterator[str]:
    fs, root = addresses.file_system(address)
    with addresses.problems(address):
        is_folder = fs.isdir(root)
        if not is_folder and not fs.exists(root):
            raise FileProblem(f"There is no file or folder {address}.", "Check the path.", code="missing")
        paths = fs.find(root) if is_folder else []
    if not is_folder:
        yield address
    is_local = "file" in fs.protocol
    for path in paths:
        name = path.rpartition("/")[2]
        if name.lower().endswith(formats.suffixes()) and not name.startswith((".", "~$")):
            yield str(Path(path)) if is_local else fs.unstrip_protocol(path)
