"""The error for a command line that asks for something that does not exist."""

from __future__ import annotations

from stretchapp.base.problems import UserError


class UsageError(UserError):
    """The command line asks for something that does not exist; the exit code is that of usage."""
