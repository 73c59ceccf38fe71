"""The settings, and with them the language and the region."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stretchapp.base.language import follow_settings
from stretchapp.base.plain_text import harmless
from stretchapp.base.settings import SettingsFile

if TYPE_CHECKING:
    from stretchapp.base.paths import Paths


def load_settings(paths: Paths) -> SettingsFile:
    """Return the settings; texts are in their language from then on."""
    settings = SettingsFile(paths.settings)
    follow_settings(settings.settings)
    return settings


def read_settings(paths: Paths) -> SettingsFile:
    """Return the settings, and print to standard error what of their file cannot be used."""
    settings = load_settings(paths)
    for problem in settings.problems:
        print(harmless(problem), file=sys.stderr)
    return settings
