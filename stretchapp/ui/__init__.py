"""The window: pages, widgets and themes on QtWidgets."""
