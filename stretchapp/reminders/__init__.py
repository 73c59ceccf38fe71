"""Reminders: rules, the moments at which they are due, and what to do then. Pure: no Qt, no I/O."""
