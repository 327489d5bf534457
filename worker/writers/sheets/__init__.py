"""The sheets of a raw-data workbook, one file a sheet."""
