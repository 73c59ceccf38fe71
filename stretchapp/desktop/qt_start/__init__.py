"""The checks before Qt is loaded: display, libraries, window probe."""
