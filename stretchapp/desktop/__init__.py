"""Services of the desktop and the system, each in its own module or package."""
