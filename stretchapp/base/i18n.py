"""The language of what people read, with the functions of the standard library's ``gettext``.

The source holds the English texts, so nothing is read for English. For another language, its
compiled catalogue is loaded, and a text without a translation stays English. One language holds for
the whole process; that is why it is kept here and not passed on.

A text is translated when it is shown, so that the language can change while the app runs: a
constant is marked by ``N_`` or ``NC_``, and translated where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from gettext import NullTranslations
    from pathlib import Path

ENGLISH = "en"

DOMAIN = "stretchapp"
"""The name of the catalogues, as gettext calls it."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(slots=True)
class _Active:
    """What holds for the process: the language, its catalogue and the file; English has none."""

    language: str = ENGLISH
    catalogue: NullTranslations | None = None
    file: Path | None = None


_active = _Active()


def _(message: str) -> str:
    """Return the translation of a text."""
    catalogue = _active.catalogue
    return message if catalogue is None else catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the translation of the form of a text that a number needs.

    Args:
        singular: The English text for one.
        plural: The English text for any other number.
        count: The number.
    """
    if _active.catalogue is None:
        return singular if count == 1 else plural
    return _active.catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Return the translation of a text that has several meanings.

    Args:
        context: Which meaning; translators see it.
        message: The English text.
    """
    catalogue = _active.catalogue
    return message if catalogue is None else catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 -- the name by which tools and translators know it
    """Mark a constant for translation and return it unchanged; ``_`` translates it later."""
    return message


def NC_(_context: str, message: str) -> str:  # noqa: N802 -- as above
    """Mark a constant with a context and return it unchanged; ``pgettext`` translates it later."""
    return message


def language() -> str:
    """Return the language that texts are translated into, such as ``en`` or ``pt_BR``."""
    return _active.language


def catalogue_file() -> Path | None:
    """Return the file of the catalogue that texts are translated by; None for English."""
    return _active.file


def catalogue_of(folder: Path, language: str) -> Path:
    """Return the file of the compiled catalogue of a language, in the layout of gettext."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def languages(folder: Path) -> list[str]:
    """Return the languages that there are: English, and those with a catalogue.

    Args:
        folder: The folder of the compiled catalogues.
    """
    files = folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return [ENGLISH, *sorted(file.parent.parent.name for file in files)]


def use_language(folder: Path, wanted: Iterable[str]) -> None:
    """Translate from now on into the first of the wanted languages that there is.

    Args:
        folder: The folder of the compiled catalogues.
        wanted: Names of languages, the best first, such as ``de_AT`` or ``de``.
    """
    _active.language, _active.catalogue, _active.file = ENGLISH, None, None
    for name in wanted:
        for candidate in (name, name.partition("_")[0]):
            if candidate == ENGLISH:
                return
            file = catalogue_of(folder, candidate)
            catalogue = _read(file)
            if catalogue is not None:
                _active.language, _active.catalogue, _active.file = candidate, catalogue, file
                return


def wanted_languages(chosen: str, environ: Mapping[str, str]) -> list[str]:
    """Return the names of the languages that a person wants, the best first.

    Args:
        chosen: The language of the settings; empty for that of the desktop.
        environ: The environment variables.
    """
    if chosen:
        return [chosen]
    value = next((value for name in _VARIABLES if (value := environ.get(name))), "")
    names = (name.partition(".")[0].partition("@")[0] for name in value.split(":"))
    return [name for name in names if name.replace("_", "").isalnum()]


def _read(file: Path) -> NullTranslations | None:
    """Return a catalogue; None if there is none, or it is damaged."""
    # Imported here: English needs no catalogue.
    import struct
    from gettext import GNUTranslations

    try:
        with file.open("rb") as stream:
            return GNUTranslations(stream)
    except (OSError, ValueError, SyntaxError, struct.error):
        return None
