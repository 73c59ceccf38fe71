"""The main window: navigation, shortcuts, geometry."""
