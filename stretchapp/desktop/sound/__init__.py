"""Clips, mixing, and the sound output."""
