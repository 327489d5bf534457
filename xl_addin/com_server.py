"""xlwings' COM server for Excel on Windows, started at login so that Excel itself need not start a process.

    pythonw -I -m xl_addin.com_server          under our own class id, at login
    pythonw -I -m xl_addin.com_server {CLSID}  under the one that xlwings' DLL chose, when it had to start us
"""

from __future__ import annotations

import sys

CLSID = "{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
"""Also in workbook/vba/Python.bas."""


def serve(clsid: str = CLSID) -> None:
    """Answer Excel until Windows ends the session; formulas are loaded before the first question."""
    import xl_addin.udfs  # noqa: F401  # pandas is kept out before xlwings comes in
    from xl_addin.engines.lean_xlwings import xw

    xw.serve(clsid)


if __name__ == "__main__":
    serve(*sys.argv[1:2])
