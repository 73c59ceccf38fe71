"""The home page and the preview of a routine."""
