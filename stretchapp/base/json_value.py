"""Reads a small JSON file that a person, or another program, may have damaged in any way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from stretchapp.base.i18n import _, ngettext
from stretchapp.base.text_encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 1024 * 1024
"""A larger file is refused."""

_MOST_LEVELS = 20


def parse_json(content: bytes) -> object:
    """Return the value of a small JSON file.

    Raises:
        EncodingError: It is not UTF-8.
        ValueError: It is no JSON, too large, or nested too deep to be read or written again.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(_("it is larger than 1 MiB"))
    try:
        value: object = json.loads(decode(content))
    except json.JSONDecodeError as error:
        message = _("it is not valid JSON in line {line}, column {column}")
        raise ValueError(message.format(line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise ValueError(_too_deep()) from error
    level = [value]
    for _level in range(_MOST_LEVELS):
        level = [child for group in level for child in _children(group)]
    if level:
        raise ValueError(_too_deep())
    return value


def _too_deep() -> str:
    pattern = ngettext(
        "it is nested more than {count} level deep",
        "it is nested more than {count} levels deep",
        _MOST_LEVELS,
    )
    return pattern.format(count=_MOST_LEVELS)


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()
