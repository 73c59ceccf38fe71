"""The settings as the commands read them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stretchapp.base.settings import SettingsFile

if TYPE_CHECKING:
    from stretchapp.base.paths import Paths


def read_settings(paths: Paths) -> SettingsFile:
    """Return the settings, and print to standard error what of their file cannot be used."""
    settings = SettingsFile(paths.settings)
    for problem in settings.problems:
        print(problem, file=sys.stderr)
    return settings
