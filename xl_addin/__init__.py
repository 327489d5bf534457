"""Everything that knows a spreadsheet; thin, and quick to import."""
