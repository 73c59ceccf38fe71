"""Desktop notifications, and the reminder shown as one."""
