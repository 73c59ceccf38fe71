"""Opens files and folders in the desktop's own programs, and reports failures as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.files import make_private_folder
from stretchapp.base.i18n import _
from stretchapp.wording.line_breaks import breakable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def open_file(path: Path, open_path: Callable[[Path], bool]) -> str | None:
    """Open ``path``; return the reason if that fails.

    Args:
        path: An existing file or folder.
        open_path: Opens a path in the desktop's own program; returns False if it cannot.
    """
    if open_path(path):
        return None
    return _("No program on this computer opens {file}.").format(file=breakable(path))


def open_folder(folder: Path, open_path: Callable[[Path], bool]) -> str | None:
    """Open ``folder``, creating it if necessary; return the reason if that fails.

    Args:
        folder: The folder.
        open_path: Opens a path in the desktop's own program; returns False if it cannot.
    """
    try:
        make_private_folder(folder)
    except OSError as error:
        return _("The folder {folder} could not be created ({reason}).").format(
            folder=breakable(folder), reason=error.strerror
        )
    return open_file(folder, open_path)
