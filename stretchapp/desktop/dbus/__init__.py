"""The session bus and the desktop services used over it."""
