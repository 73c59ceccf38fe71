"""The single instance: its lock, its socket, and the requests that are sent to it."""
