"""Ways to start relief from outside the window: menu entry, tray icon, global shortcut."""
