"""The pages that can be opened from anywhere, each by an id of its own."""

from __future__ import annotations

from enum import Enum, auto


class PageId(Enum):
    """A page that needs nothing but its id to be opened."""

    EXERCISES = auto()
    DIARY = auto()
    CALENDAR = auto()
    CHARTS = auto()
    WHAT_HELPS = auto()
    SIX_WEEKS = auto()
    REMINDERS = auto()
    SETTINGS = auto()
    HELP = auto()
    PROBLEMS = auto()
    EVENINGS = auto()
    DOCTOR = auto()
    IN_WATER = auto()
    LEFT_OUT = auto()
    ARTICLES = auto()
