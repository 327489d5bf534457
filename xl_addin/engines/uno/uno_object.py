"""What LibreOffice hands out: its objects have no types in Python, and each knows its interfaces only at run time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol


class UnoObject(Protocol):
    """Any service, document, range or struct of an office."""

    def __getattr__(self, name: str, /) -> Any: ...

    def __setattr__(self, name: str, value: object, /) -> None: ...

    def __call__(self, *arguments: object) -> Any:
        """A method of it."""
        ...

    def __getitem__(self, key: Any, /) -> Any: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...
