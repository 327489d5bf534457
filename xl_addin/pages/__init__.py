"""Our sheets in a workbook, one a file; all of them go through the xlwings API."""
