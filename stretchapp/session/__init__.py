"""The run of a routine: its timeline and the player that walks through it; no clock, no Qt."""
