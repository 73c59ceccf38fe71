"""System timers and the resident process that start due reminders."""
