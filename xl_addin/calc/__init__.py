"""MediaMapper in LibreOffice Calc: the extension, its builder, and the process that does its buttons' work."""
