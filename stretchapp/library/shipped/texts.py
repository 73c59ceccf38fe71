"""The compiled form of shipped texts: values as JSON, and the checksums of the files they are from.

Reading YAML takes longer than most pages that show the texts, so these come with a compiled form
that is used as long as the files are the very ones that it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from stretchapp.library.shipped.checksums import checksums
from stretchapp.library.shipped.value_json import ValueJson, in_lines

if TYPE_CHECKING:
    from pathlib import Path

_Texts = TypeVar("_Texts")


class CompiledTexts(Generic[_Texts]):
    """How one kind of texts is compiled.

    Attributes:
        files: The names of the files that the texts are read from.
    """

    def __init__(self, kind: type[_Texts], parts: tuple[type, ...], files: tuple[str, ...]) -> None:
        """Describe it.

        Args:
            kind: The dataclass that holds the texts.
            parts: The dataclasses that it is made of.
            files: The names of the files that they are read from.
        """
        self.files = files
        self._kind = kind
        self._kinds = (kind, *parts)

    def write(self, folder: Path, texts: _Texts) -> str:
        """Return the compiled form of texts that were read from ``folder``."""
        return in_lines({"files": self._checksums(folder), "texts": self._values().plain(texts)}, 2)

    def read(self, folder: Path, compiled: Path) -> _Texts | None:
        """Return the texts from their compiled form; None if it was made from other files.

        Args:
            folder: Where the files are.
            compiled: The compiled form.
        """
        try:
            stored = json.loads(compiled.read_bytes())
            present = self._checksums(folder)
            if None in present.values() or stored["files"] != present:
                return None
            return self._values().value(self._kind, stored["texts"])
        except (KeyError, OSError, RecursionError, TypeError, ValueError):
            # Missing, cut off, or not ours.
            return None

    def _checksums(self, folder: Path) -> dict[str, int | None]:
        return checksums(folder, [folder / name for name in self.files])

    def _values(self) -> ValueJson:
        names = {kind.__name__: kind for kind in self._kinds}
        return ValueJson(self._kinds, {"Mapping": Mapping, **names}, {})
