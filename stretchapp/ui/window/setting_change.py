"""A setting gets a new value: it is saved, and the language and the region follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.language import follow_settings

if TYPE_CHECKING:
    from stretchapp.base.settings import SettingsFile

CHANGES_EVERY_PAGE = ("theme", "text_size", "display_language", "clock", "first_weekday")
"""The settings after whose change no page can stay as it is."""


def change_setting(settings: SettingsFile, name: str, value: object) -> str:
    """Give a setting a new value, and return why it could not be saved; empty if it was.

    Args:
        settings: The settings and their file.
        name: The setting.
        value: The new value.
    """
    problem = ""
    try:
        settings.change(**{name: value})
    except OSError as error:
        problem = _(
            "The settings could not be saved ({reason}); your changes last until you quit."
        ).format(reason=error.strerror)
    follow_settings(settings.settings)
    return problem
