"""Announcements and reading aloud."""
