"""What only SQLite can say: its file, connection, errors, schema and pages. No other room of memory says a word of it."""
