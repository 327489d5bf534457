"""Joins the Python that answers Excel's formulas, as the workbook does, and tells how that went; Windows only.

python -P -m xl_addin.com_probe          one JSON line: {"started": seconds since 1970} or {"hr": -2147221164, ...}
python -P -m xl_addin.com_probe stop     has it end
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from xl_addin.com_server import CLSID

STARTED = (
    "__import__('win32process').GetProcessTimes(__import__('win32process').GetCurrentProcess())"
    "['CreationTime'].timestamp()"
)


def probe(stop: bool = False) -> dict[str, Any]:
    """What was found; nobody there, or no pywin32, is an answer too."""
    try:
        client = import_module("win32com.client")
        errors = import_module("pywintypes")
    except ImportError as error:
        return {"missing": str(error)}
    try:
        joined = client.GetObject(f"new:{CLSID}")
        if stop:
            joined.Exec("import os; os._exit(0)")
        return {"started": float(joined.Var(joined.Eval(STARTED)))}
    except errors.com_error as error:
        return {"hr": error.hresult, "said": str(error.strerror)}


if __name__ == "__main__":
    print(json.dumps(probe(stop="stop" in sys.argv[1:])))  # noqa: T201  # its one line of answer
