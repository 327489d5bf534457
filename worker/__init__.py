"""Everything that does not know a spreadsheet program: reading plans, matching, memory, cleaning, export."""
