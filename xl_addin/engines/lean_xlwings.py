"""xlwings without the libraries of tables and of its licence, which it would otherwise import: 0.2 s instead of 1.2 s or more."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

_UNUSED = ("pandas", "polars", "matplotlib", "numpy", "cryptography")


def _without_tables() -> ModuleType:
    hidden = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how an import is made to fail
    try:
        return import_module("xlwings")  # takes what fails to import as not installed
    finally:
        for name in hidden:
            del sys.modules[name]


if TYPE_CHECKING:
    import xlwings as xw
else:
    xw = _without_tables()
base_classes: Any = import_module("xlwings.base_classes")
__all__ = ["base_classes", "xw"]
