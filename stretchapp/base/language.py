"""Chooses the language and the region: those of the desktop, or those of the settings."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.base.i18n import DOMAIN, ENGLISH, language, use_language, wanted_languages
from stretchapp.base.paths import shipped_assets
from stretchapp.base.region import Region, region_of, use_region

if TYPE_CHECKING:
    from stretchapp.base.settings import Settings

_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}


def follow_environment() -> None:
    """Use the language and the region of the desktop, until the settings have been read."""
    folder = shipped_assets() / "locale"
    use_language(folder, wanted_languages("", os.environ))
    use_region(region_of(os.environ))
    if language() != ENGLISH:
        # Imported here: English needs none of it.
        import gettext

        # The parser of the command line takes its own words from there.
        gettext.bindtextdomain(DOMAIN, folder)
        gettext.textdomain(DOMAIN)


def follow_settings(settings: Settings) -> None:
    """Use the language and the region of the settings; what they leave open is the desktop's."""
    wanted = wanted_languages(settings.display_language, os.environ)
    use_language(shipped_assets() / "locale", wanted)
    use_region(_changed(region_of(os.environ), settings))


def _changed(region: Region, settings: Settings) -> Region:
    if settings.clock:
        region = replace(region, has_12_hours=settings.clock == "12")
    if settings.first_weekday:
        region = replace(region, first_weekday=_WEEKDAYS[settings.first_weekday])
    if settings.paper:
        region = replace(region, paper=settings.paper)
    return region
