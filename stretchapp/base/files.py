"""Writing files atomically: a reader sees the old or the new content, never a mixture."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from stretchapp.base.problems import UserError

PRIVATE_FOLDER = 0o700


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` and its parents, readable by their owner only.

    Raises:
        OSError: The folder cannot be created.
    """
    if not folder.is_dir():
        # One by one, because mkdir(parents=True) would make parents that everyone can read.
        make_private_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of ``path`` in one step; the file is readable by its owner only.

    The content is on the disk before it replaces the old file, so neither a killed process nor a
    power failure leaves an empty file.

    Raises:
        OSError: The folder cannot be written to, or the disk is full; ``path`` is unchanged.
    """
    make_private_folder(path.parent)
    # mkstemp makes a file that only its owner can read.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def write_user_file(path: Path, content: bytes) -> None:
    """Write a file to a place that the user has chosen, as ``write_atomically`` does.

    Raises:
        UserError: The file cannot be written; ``path`` is unchanged.
    """
    try:
        write_atomically(path, content)
    except OSError as error:
        raise UserError(
            f"The file {path} cannot be written ({error.strerror}); check its folder."
        ) from error
