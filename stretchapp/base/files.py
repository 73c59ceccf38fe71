"""Reading plain files, and writing them so that a reader sees the old or the new content.

Links are followed: what a link points to is replaced, and the link stays.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError

PRIVATE_FOLDER = 0o700

ROOT = 0
"""The number of the user who owns the links of the system."""

MOST_TEXT_BYTES = 1024 * 1024
"""So much is read of a text that other programs may have written."""

MOST_LINKS = 40
"""How many links may lead to one another; the system's own limit on Linux."""


class NoPlainFileError(OSError):
    """Something that is no plain file stands where one is expected: a folder, a pipe, a device."""


def read_plain_file(path: Path, most: int) -> bytes:
    """Return the first ``most`` bytes of a file, without ever waiting for another program.

    Raises:
        NoPlainFileError: It is something else; reading a pipe would wait for a writer.
        OSError: It cannot be read.
    """
    # Looked at before it is opened, because to open a device may do something.
    _check_plain(path.stat(), path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        # A pipe may have taken its place in the meantime.
        _check_plain(os.fstat(stream.fileno()), path)
        return stream.read(most)


def _check_plain(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NoPlainFileError(errno.EINVAL, _("it is not a regular file"), str(path))


def read_plain_text(path: Path) -> str:
    """Return the text of a small file, without ever waiting for another program.

    Raises:
        OSError: It cannot be read, or is no plain file.
        ValueError: It is not UTF-8.
    """
    return read_plain_file(path, MOST_TEXT_BYTES).decode("utf-8")


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
        OSError: The folder cannot be written to, the disk is full, or ``path`` leads to something
            that is no file; it is unchanged.
    """
    target = _follow_links(path)
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, _("it is not a regular file"), str(path))
    make_private_folder(target.parent)
    # mkstemp makes a file that only its owner can read.
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink()
        raise


def write_user_file(path: Path, content: bytes) -> None:
    """Write a file to a place that the user has chosen.

    A file is replaced as by ``write_atomically``. What is no plain file, such as a pipe, a device
    or ``/dev/stdout``, is written into.

    Raises:
        UserError: The file cannot be written; a plain file is unchanged.
    """
    try:
        target = _follow_links(path)
        if _is_descriptor(target):
            # Not opened anew: that would begin a second time at the beginning of a file.
            _write_into(os.dup(int(target.name)), content)
        elif target.exists() and not target.is_file():
            _write_into(os.open(target, os.O_WRONLY), content)
        else:
            write_atomically(target, content)
    except OSError as error:
        message = _("The file {file} cannot be written ({reason}); check its folder.")
        raise UserError(message.format(file=path, reason=error.strerror)) from error


def is_stdout(path: Path) -> bool:
    """Return whether what is written to a path goes where this process prints."""
    try:
        return os.path.samestat(path.stat(), os.fstat(1))
    except OSError:
        return False


def _follow_links(path: Path) -> Path:
    """Return what a path leads to: the path itself, or the end of a chain of links.

    Raises:
        OSError: A link belongs to another user, or the links go round in a circle.
    """
    for _link in range(MOST_LINKS):
        if not path.is_symlink() or _is_descriptor(path):
            return path
        if hasattr(os, "geteuid") and path.lstat().st_uid not in {ROOT, os.geteuid()}:
            raise OSError(errno.EPERM, _("the link belongs to another user"), str(path))
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _is_descriptor(path: Path) -> bool:
    """Return whether a path names an open file of this process, as ``/dev/fd/1`` does."""
    if not path.name.isdecimal():
        return False
    return os.path.realpath(path.parent) in map(os.path.realpath, ("/dev/fd", "/proc/self/fd"))


def _write_into(descriptor: int, content: bytes) -> None:
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
