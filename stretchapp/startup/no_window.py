"""The error of a start that cannot show a window."""

from __future__ import annotations

from stretchapp.base.problems import UserError


class NoWindowError(UserError):
    """No window can be opened; the text says why."""
