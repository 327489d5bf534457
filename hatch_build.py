"""Compiles the packages of a checkout when it is installed to be worked on, as an installer does for a wheel.

Where bytecode may not be written at run time, every start would otherwise compile two hundred modules anew.
"""

from __future__ import annotations

import compileall
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compiled(BuildHookInterface[Any]):
    """The hook; hatchling finds it by its base class."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Only an editable install runs from the checkout."""
        if version == "editable":
            for package in ("worker", "xl_addin"):
                compileall.compile_dir(Path(self.root) / package, quiet=2)
