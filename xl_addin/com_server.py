"""xlwings' COM server for Excel on Windows, started at login so that Excel itself need not start a process.

pythonw -I -m xl_addin.com_server
"""

from __future__ import annotations

CLSID = "{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
"""Under which the workbook finds it (workbook/vba/Python.bas)."""


def serve() -> None:
    """Answer Excel until Windows ends the session; the formulas are loaded before the first question."""
    import xl_addin.udfs  # noqa: F401  # keeps the table libraries out before xlwings comes in
    from xl_addin.engines.lean_xlwings import xw

    xw.serve(CLSID)


if __name__ == "__main__":
    serve()
