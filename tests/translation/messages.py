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
from stretchapp.base.paths import PACKAGE, shipped_assets, shipped_routines
from stretchapp.library.json_schema import WRITTEN_KINDS
from stretchapp.library.texts.file_format import (
    WrittenArticles,
    WrittenCards,
    WrittenOmissions,
    WrittenRules,
    WrittenTips,
    WrittenTriggers,
)
from stretchapp.library.translation import translate_file
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.read_file import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.library.yaml.written import Written

FOLDER = shipped_assets() / "locale"
TEMPLATE = FOLDER / "stretchapp.pot"

_KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NC_": ((1, "c"), 2),
}
_ARGPARSE = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "one of the arguments %s is required",
    "not allowed with argument %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    "ignored explicit argument %r",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
)
"""The words of the parser of the command line, which looks them up by itself."""

_WIDTH = 100
_KINDS: dict[str, type[Written]] = {
    **WRITTEN_KINDS,
    "articles": WrittenArticles,
    "doctor-rules": WrittenRules,
    "left-out": WrittenOmissions,
    "relief-cards": WrittenCards,
    "tips": WrittenTips,
    "triggers": WrittenTriggers,
}
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
    for message in _ARGPARSE:
        template.add(message, locations=[("argparse.py", 0)], flags=["python-format"])
    for name, context, message in _content():
        template.add(message, locations=[(name, 0)], context=context)
    return template


def _content() -> Iterator[tuple[str, str, str]]:
    """Yield the texts of the shipped files with the names of the files and their contexts."""
    for folder in (shipped_routines(), shipped_assets() / "texts"):
        for file in sorted(folder.rglob("*.yaml")):
            reading = read_file(file)
            assert reading.root is not None
            kind = reading.root.entries["kind"].value
            written = convert(reading.root, _KINDS[str(kind)], reading.problems)
            assert written is not None
            name = file.relative_to(shipped_assets().parent).as_posix()
            yield from ((name, *text) for text in _texts_of(written))


def _texts_of(written: Written) -> list[tuple[str, str]]:
    """Return the texts of a file that are translated, with their contexts."""
    texts: list[tuple[str, str]] = []

    def collect(context: str, text: str) -> str:
        texts.append((context, text))
        return text

    translate_file(written, collect)
    return texts


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
