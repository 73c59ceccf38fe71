"""Renews the catalogues for translators: ``make messages``.

The template holds every text that people read, from the code and from the shipped files; each
language has a catalogue beside it, in which texts that have changed are marked as fuzzy.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from stretchapp import __version__
from stretchapp.base.paths import PACKAGE, shipped_assets

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = shipped_assets() / "locale"
TEMPLATE = FOLDER / "stretchapp.pot"

_KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NC_": ((1, "c"), 2),
}
_WIDTH = 100
_CREATED = datetime(2026, 12, 1, tzinfo=UTC)


def extracted() -> Catalog:
    """Return the template: every text that people read, without a translation."""
    template = Catalog(
        project="stretchapp",
        version=__version__,
        fuzzy=False,
        header_comment=_HEADER,
        msgid_bugs_address="the issues of the project",
        # Not the present time, with which it would be stale at once.
        creation_date=_CREATED,
    )
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python")],
        keywords=_KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    )
    for file, line, message, comments, context in found:
        place = (f"stretchapp/{file}", line)
        template.add(message, locations=[place], auto_comments=comments, context=context)
    return template


def renew(template: Catalog, folder: Path) -> None:
    """Write the template, and update the catalogues beside it.

    Args:
        template: The template.
        folder: The folder of the catalogues, which are called such as ``de.po``.
    """
    _write(template, folder / TEMPLATE.name)
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=file.stem)
        catalog.update(template)
        _write(catalog, file)


def _write(catalog: Catalog, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    with file.open("wb") as stream:
        # Without the lines, which would change with every change of a file.
        write_po(stream, catalog, width=_WIDTH, sort_by_file=True, include_lineno=False)


_HEADER = """\
# Texts of stretchapp, for translators; made by "make messages", do not edit the template.
# Copyright: the stretchapp developers. Licence: MIT, as the program."""


if __name__ == "__main__":
    renew(extracted(), FOLDER)
