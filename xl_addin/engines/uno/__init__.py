"""An xlwings engine for LibreOffice: the same API as in Excel, over UNO and a pipe to a running office."""
