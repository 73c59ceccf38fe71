"""The database file: opening, migrations, backups."""
