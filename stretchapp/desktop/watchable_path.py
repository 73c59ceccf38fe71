"""A path that Qt can follow, although a name in it is no text."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class WatchablePath:
    """Leads Qt to a file. Qt takes names for UTF-8, and does not find those that are not.

    Attributes:
        text: A path to the file that is text.
    """

    def __init__(self, path: Path) -> None:
        """Open the folder of the file if the path is no text; its file name has to be."""
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
        """Close the folder; the path leads nowhere any more."""
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None
