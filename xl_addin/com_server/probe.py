"""Joins the server as the workbook does, and says how that went; Windows only.

python -P -m xl_addin.com_server.probe          one JSON line: the server's `State`, or {"hr": -2147221164, ...}
python -P -m xl_addin.com_server.probe stop     has the server end
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from types import ModuleType

from worker.shapes.json import Json
from xl_addin.com_server import CLSID, MUTEX

NO_SUCH_MUTEX = 2
SYNCHRONIZE = 0x00100000


def probe(stop: bool = False) -> Json:
    """The server's state; nobody there, or no pywin32, is an answer too.

    `runs` says that a server lives in this session although it can't be joined.
    """
    try:
        errors = import_module("pywintypes")
        client = import_module("win32com.client")
    except ImportError as error:
        return {"missing": str(error)}
    try:
        server = client.GetObject(f"new:{CLSID}")
        state: Json = json.loads(server.State())
        if stop:
            server.End()
        return state
    except errors.com_error as error:
        return {"hr": error.hresult, "said": str(error.strerror), "runs": _runs(errors)}
    except (ValueError, AttributeError):  # a server of an older version, which knows no State
        return {"hr": 0, "said": "it is of another version"}


def _runs(errors: ModuleType) -> bool:
    events = import_module("win32event")
    try:
        events.OpenMutex(SYNCHRONIZE, False, MUTEX)
    except errors.error as error:
        return bool(error.winerror != NO_SUCH_MUTEX)  # refused: it is there, at another level
    return True


if __name__ == "__main__":
    print(json.dumps(probe(stop="stop" in sys.argv[1:])))  # noqa: T201  # its one line of answer
