"""What one check of ``stretchapp diagnose`` finds."""

from __future__ import annotations

from typing import NamedTuple

from stretchapp.base.i18n import _


class Finding(NamedTuple):
    """The result of one check.

    Attributes:
        available: Whether it is available; None if that could not be found out.
        detail: What was found, as a sentence.
        advice: What the user can do about it, as a sentence; may be empty.
    """

    available: bool | None
    detail: str
    advice: str = ""


def install_words(packages: str) -> str:
    """Return how to install what is missing, as a sentence.

    Args:
        packages: The names of Debian packages, with blanks between them.
    """
    command = f"sudo apt-get install {packages}"  # not for people: typed
    return _("To install it, type: {command}").format(command=command)
