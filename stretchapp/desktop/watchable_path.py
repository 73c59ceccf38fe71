"""A path that Qt can watch even if a name in it is not valid UTF-8."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class WatchablePath:
    """A path to a file that Qt can find: Qt finds only names in UTF-8.

    Attributes:
        text: The path in valid UTF-8.
    """

    def __init__(self, path: Path) -> None:
        """Open the folder of the file if its path is not valid UTF-8; the file name must be."""
        self.text = os.fspath(path)
        self._folder: int | None = None
        try:
            self.text.encode()
        except UnicodeEncodeError:
            if sys.platform != "linux":
                return
            self._folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            self.text = f"/proc/self/fd/{self._folder}/{path.name}"

    def close(self) -> None:
        """Close the folder; the path cannot be used afterwards."""
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None
