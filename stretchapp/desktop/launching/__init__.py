"""Starting the app: its command, its menu and autostart entries, and detached processes."""
