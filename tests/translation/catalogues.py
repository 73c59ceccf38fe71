"""Compiled catalogues for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_catalogue(
    file: Path,
    plural_forms: str,
    translations: Mapping[str | tuple[str, str], str | tuple[str, ...]],
) -> None:
    """Write a compiled catalogue.

    Args:
        file: The file.
        plural_forms: The rule of the language for plurals, as a catalogue's header has it.
        translations: Texts by their English; a text with a context by both; a plural, a tuple of
            its forms, by the two English forms.
    """
    catalog = Catalog()
    catalog.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", plural_forms),
    ]
    for english, text in translations.items():
        if isinstance(english, tuple) and isinstance(text, str):
            catalog.add(english[1], text, context=english[0])
        else:
            catalog.add(english, text)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_mo(stream, catalog)
