"""stretchapp: guided stretching routines with a timer, and relief for cramps."""

__version__ = "0.1.0"
