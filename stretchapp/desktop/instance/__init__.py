"""The single instance: its lock, its socket, and the requests sent to it."""
