"""A made-up language to see what is not translated, and what does not fit if it is longer.

Every text has accents, stands in brackets and is 35 % longer, as German often is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo

from stretchapp.base.i18n import catalogue_of
from tests.translation.messages import extracted

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGE = "en_XA"

_ACCENTS = str.maketrans("AaCcDdEeGgHhIiLlNnOoRrSsTtUuYyZz", "ÅåÇçÐðÉéĜĝĤĥÎîĻļÑñÖöŔŕŠšŢţÛûÝýŽž")
_PLACE = re.compile(r"(\{[^{}]*\}|%(?:\(\w+\))?[sr]|\n$)")
_GROWTH = 0.35
_LETTERS_OF_A_WORD = 5


def pseudo(text: str) -> str:
    """Return a text in the made-up language; places such as ``{name}`` stay."""
    if not text.strip():
        return text
    parts = _PLACE.split(text)
    # Places stand at the odd numbers.
    body = "".join(
        part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts)
    )
    letters = sum(map(len, parts[::2]))
    words, rest = divmod(round(_GROWTH * letters), _LETTERS_OF_A_WORD + 1)
    longer = [*["~" * _LETTERS_OF_A_WORD] * words, "~" * rest]
    return f"[{' '.join(filter(None, [body, *longer]))}]"


def write_pseudo(folder: Path) -> None:
    """Write the compiled catalogue of the made-up language into a folder."""
    catalog = extracted()
    for message in catalog:
        if not message.id:
            # The header.
            continue
        if isinstance(message.id, str):
            message.string = pseudo(message.id)
        else:
            message.string = tuple(map(pseudo, message.id))
    file = catalogue_of(folder, LANGUAGE)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_mo(stream, catalog)
