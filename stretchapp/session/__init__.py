"""A session of a routine: timeline, player and cues. Pure: no clock, no I/O, no Qt."""
