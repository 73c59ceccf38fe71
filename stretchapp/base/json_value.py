"""Reads a small JSON file that a person, or another program, may have damaged in any way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from stretchapp.base.i18n import _
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
        RecursionError: It is nested too deep to be read.
        ValueError: It is no JSON, too large, or nested too deep to be written again.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(_("it is larger than 1 MiB"))
    value: object = json.loads(decode(content))
    level = [value]
    for _level in range(_MOST_LEVELS):
        level = [child for group in level for child in _children(group)]
    if level:
        message = _("it is nested more than {count} levels deep")
        raise ValueError(message.format(count=_MOST_LEVELS))
    return value


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()
