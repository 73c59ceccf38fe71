"""Widgets that show exercise figures."""
