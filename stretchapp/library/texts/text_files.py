"""The folder of the shipped texts, and the cache of the values that were read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from stretchapp.library.cache import cached, file_state

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

_T = TypeVar("_T")


class TextFiles(NamedTuple):
    """The folders that the texts are read from.

    Attributes:
        folder: The folder of the shipped texts.
        cache: The folder of the cache.
    """

    folder: Path
    cache: Path

    def read(
        self,
        entry: str,
        kinds: Collection[type],
        files: Collection[str],
        load: Callable[[Path], _T],
    ) -> _T:
        """Return texts from the cache, or load them.

        Args:
            entry: The name of the cache entry.
            kinds: The classes that the texts consist of.
            files: The names of the files that the texts are loaded from.
            load: Loads them from the folder. Raises UserError if it cannot.
        """
        states = [file_state(self.folder / name) for name in files]
        return cached(self.cache / f"{entry}.cache", kinds, states, lambda: load(self.folder))
