"""What was done: the log of sessions in one SQLite file. No Qt."""
