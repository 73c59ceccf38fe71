"""stretchapp: guided stretching routines with voice-ready timing, cramp relief and bedtime reminders."""

__version__ = "0.1.0"
