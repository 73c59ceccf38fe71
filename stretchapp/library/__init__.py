"""Routine files: strict YAML reading, the values they become, shipped and user files together."""
