"""Exercises and routines: file format, models, loading, fitting to a person."""
