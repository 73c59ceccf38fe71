"""The diary: sessions, cramps, nights and reminders in one SQLite file, and what they show."""
