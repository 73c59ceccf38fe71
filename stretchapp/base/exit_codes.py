"""Exit codes of the process."""

GOOD = 0
PROBLEMS = 1
WRONG_USAGE = 2
INTERRUPTED = 130
"""What shells report of a program that Ctrl+C has ended."""
