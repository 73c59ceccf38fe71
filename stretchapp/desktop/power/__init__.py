"""Keeping the screen on, and noticing that the machine slept."""
