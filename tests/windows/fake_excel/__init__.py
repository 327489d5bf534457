"""Excel, played: a COM server with Excel's objects as far as our code and xlwings' Windows engine go.

python -m tests.windows.fake_excel      on the Windows Python; it lives until its `Quit`

Cells live in the file engine (`xl_addin.engines.files`); this is Excel's manner around them: one answer for a block,
texts that become numbers, what a window shows, what is refused. It has a type library as Excel has one, since pywin32
finds the names of arguments there.
"""

CLSID = "{5C0E7D5B-27A1-4B6C-9C3B-5D1E0A6F4E11}"
"""The class by which a test finds it."""
