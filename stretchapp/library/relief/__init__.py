"""Relief flows: file format, models, checks."""
