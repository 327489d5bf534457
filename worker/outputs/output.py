"""A file to be written where a person says, whole or not at all, and never over something of theirs."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from worker.errors import FileProblem
from worker.lazy_dataclass import dataclass
from worker.outputs import marks, temporary
from worker.outputs.marks import Kind
from worker.outputs.record import Record

_MIRRORS = ("mappings.json", "validations.json")


@dataclass(frozen=True, slots=True)
class Output:
    """One file of one call.

    It never takes the place of an input of the same call, nor of what is no regular file. A file that we did not write,
    or that somebody changed since, is replaced with *force* alone. A review that was filled in stays under a numbered name.
    """

    path: Path
    kind: Kind
    memory: Path
    """The memory folder, where the record of written files is."""
    inputs: Mapping[str, Path | None] = field(default_factory=dict)
    """What the call reads: 'the plan' -> its path."""
    force: bool = False

    def check(self) -> None:
        """Say early what `write` would refuse.

        Raises:
            FileProblem: says what stands there, and what to do.
        """
        path = self.path
        try:
            self._check_inputs()
            self._check_memory()
            mode = path.stat().st_mode if path.exists() else None
            if mode is not None and stat.S_ISDIR(mode):
                raise FileProblem(f"{path} is a folder.", "Choose another name.")
            if mode is not None and not stat.S_ISREG(mode):
                raise FileProblem(f"{path} is a device or a pipe, not a file.", "Choose another name.")
            if not path.resolve().parent.is_dir():
                raise FileProblem(f"There is no folder {path.parent}.", "Create it, or choose another place.")
            if not os.access(path.resolve().parent, os.W_OK) or (
                mode is not None and not os.access(path, os.W_OK)
            ):
                raise FileProblem(f"{path} is write-protected.", "Choose another place.")
            if mode is not None and not self.force and not self._stays() and not self._is_ours():
                raise self._not_ours()
        except (OSError, ValueError, RuntimeError) as error:  # a link to itself is a RuntimeError
            raise problem(error, path) from error

    def write(self, writer: Callable[[Path], object]) -> Path | None:
        """Have *writer* write a file beside, then put it in its place.

        Gives the numbered name under which a review that was filled in stays, else None.

        Raises:
            FileProblem: as `check`, or the place can't be written; what stood there still does.
        """
        self.check()
        target = self.path.resolve()
        beside = temporary.beside(target)
        try:
            writer(beside)
            self.check()  # somebody may have put a file there meanwhile
            aside = _set_aside(target) if target.exists() and self._stays() else None
            os.replace(beside, target)
            _settle(target.parent)
        except OSError as error:
            raise problem(error, self.path) from error
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        Record(self.memory).add(target, self.kind)
        return aside

    def _check_inputs(self) -> None:
        for name, source in self.inputs.items():
            if source is not None and _same(self.path, source):
                raise FileProblem(
                    f"{self.path} is {name} itself.", "Choose another name for what is written."
                )

    def _check_memory(self) -> None:
        """The files that the memory consists of, which no --force gives up."""
        target = self.path.resolve()
        if not target.is_relative_to(self.memory.resolve()):
            return
        if target.name.startswith("llm_memory") or (
            target.is_file() and target.name not in _MIRRORS and not self._is_ours()
        ):
            raise FileProblem(f"{self.path} is a file of the memory itself.", "Choose another place.")

    def _is_ours(self) -> bool:
        record = Record(self.memory)
        if record.is_known(self.path, self.kind):
            return record.is_as_left(self.path, self.kind)
        return marks.is_ours(self.path, self.kind)

    def _not_ours(self) -> FileProblem:
        if Record(self.memory).is_known(self.path, self.kind):
            what = "was changed since MediaMapper wrote it"
        else:
            what = "is there already, and nothing says that MediaMapper wrote it as it is"
        return FileProblem(f"{self.path} {what}.", "Choose another name, or replace it with --force.")

    def _stays(self) -> bool:
        """Whether what stands there is a review that somebody may have filled in."""
        if self.kind != "review" or not marks.is_review(self.path):
            return False
        return not Record(self.memory).is_as_left(self.path, self.kind)


def _settle(folder: Path) -> None:
    """Have the new name on disk too, where the system can say so."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file, through links of any kind; or would be, where neither is there."""
    try:
        return one.samefile(other)
    except OSError:  # one of the two is not there, or neither
        return os.path.exists(one) == os.path.exists(other) and one.resolve() == other.resolve()


def _set_aside(path: Path) -> Path:
    """Give a file the first numbered name that is free: review.xlsx -> review 1.xlsx."""
    for number in range(1, 10_000):
        aside = path.with_name(f"{path.stem} {number}{path.suffix}")
        if not os.path.lexists(aside):
            os.rename(path, aside)
            return aside
    raise FileProblem(f"There are 9,999 earlier files of {path}.", "Move them away.")


def problem(error: Exception, path: Path) -> FileProblem:
    """What the operating system says of writing *path*, as a sentence with its next step."""
    code = getattr(error, "errno", None)
    if code in (errno.ENOSPC, errno.EDQUOT):
        return FileProblem(f"The disk is full: {path} was not written.", "Free some space and try again.")
    if code == errno.EFBIG:
        return FileProblem(
            f"{path} would be larger than files may be here.", "Choose another disk, or raise the limit."
        )
    if code == errno.EROFS:
        return FileProblem(f"{path} is on a read-only disk.", "Choose another place.")
    if code == errno.ENAMETOOLONG:
        return FileProblem(f"The name {path.name} is too long.", "Choose a shorter one.")
    if isinstance(error, PermissionError):
        return FileProblem(
            f"{path} can't be written: it is protected, or open in another program.",
            "Close it there, or choose another name.",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileProblem(f"There is no folder {path.parent}.", "Create it, or choose another place.")
    reason = getattr(error, "strerror", None) or str(error)
    return FileProblem(f"{path} was not written: {reason}.", "Choose another place.")
