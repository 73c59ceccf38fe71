"""Menu entry, autostart entry, and starting detached processes."""
