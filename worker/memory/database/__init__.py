"""The database file: tables, migrations, seal."""
