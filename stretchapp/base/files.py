"""Writing files so that a reader sees the old content or the new, never half of either."""

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
        # One by one: mkdir(parents=True) would leave the parents readable by everyone.
        make_private_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of ``path`` in one step; the file is readable by its owner only.

    The content reaches the disk before the old file is replaced, so that neither a killed
    process nor a lost power supply leaves an empty file behind.

    Raises:
        OSError: The folder cannot be written to, or the disk is full; ``path`` is unchanged.
    """
    make_private_folder(path.parent)
    # mkstemp creates the file with mode 0600.
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
