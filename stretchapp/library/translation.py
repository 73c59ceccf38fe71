"""Translation of the shipped content: the texts of a YAML file, as soon as it has been read.

The files stay English. In the catalogue of a language, the context of a text is the kind and the id
of its file and the keys that lead to it, such as ``exercise:toe-rises:steps``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import structs

from stretchapp.base.i18n import pgettext
from stretchapp.library.yaml.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable

_W = TypeVar("_W", bound=Written)


def translate_file(written: _W, translate: Callable[[str, str], str] = pgettext) -> _W:
    """Return the struct of a file with its texts translated.

    Args:
        written: The struct of the whole file.
        translate: Returns the translation of a text; takes its context, and the text.
    """
    names = [getattr(written, key, "") for key in ("kind", "id")]
    return _translate(written, "".join(f"{name}:" for name in names if name), translate)


def _translate(written: _W, prefix: str, translate: Callable[[str, str], str]) -> _W:
    """Return a group of keys with its texts translated; their contexts begin with the prefix."""

    def translated(value: object, context: str, *, is_text: bool) -> object:
        if isinstance(value, list):
            items = cast("list[object]", value)
            return [translated(item, context, is_text=is_text) for item in items]
        if isinstance(value, Written):
            return _translate(value, f"{context}.", translate)
        return translate(context, value) if is_text and isinstance(value, str) else value

    values = {
        key: translated(getattr(written, key), prefix + key, is_text=key in written.translated)
        for key in written.__struct_fields__
    }
    return structs.replace(written, **values)
