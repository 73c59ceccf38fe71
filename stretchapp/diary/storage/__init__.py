"""The database file: opening, migrations, backups, and deleting everything."""
