"""The process that Excel for Windows joins for its formulas and buttons; it runs from login to the end of the session.

`python -m xl_addin.com_server` is the process itself (`serving`), `python -m xl_addin.com_server.supervisor` starts it
again after a crash, and `python -m xl_addin.com_server.probe` asks it how it is.
"""

CLSID = "{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
"""The class under which the workbook and the add-in find it (workbook/vba/Python.bas)."""
MUTEX = f"Local\\MediaMapper {CLSID}"
"""The lock of the one server of a session; Windows lets go of it when the server ends, however that is."""
DONE, SECOND = 4, 3
"""Exit codes: the server was asked to end; another server of this session answers already.

Neither is a code that a server leaves when somebody kills it, which is 0 or 1: that one is started again.
"""
