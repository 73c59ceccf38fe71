"""A cache of the values that were read from YAML files, kept between starts.

Reading the library from YAML takes 115 ms and the imports for it another 60 ms; reading it from
the cache takes 2 ms. An entry is used only if it was made by the same version of the app and of
Python from files with the same sizes and times; otherwise it is made again. Where the cache folder
cannot be written to, the YAML is read at every start.

An entry is a pickle. A pickle can name any function to be called, so an entry is read by
``_Unpickler``, which calls the constructors of the given value classes and nothing else. Besides,
an entry is used only if no other user could have written it.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import pickle
import stat
import sys
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zlib import crc32

from stretchapp import __version__
from stretchapp.base.i18n import catalogue_file
from stretchapp.base.paths import PACKAGE, is_checkout
from stretchapp.base.private_files import is_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

_T = TypeVar("_T")

FileState = tuple[str, int, int, int] | tuple[str]
"""Path, size, and the times of the last change in nanoseconds; only the path if it leads nowhere"""

_PACKAGES = ("library", "figure")
"""The packages that turn YAML into values. In a checkout they change without a new version."""

_MOST_BYTES = 16 * 1024 * 1024
"""Upper limit of an entry; a damaged file may have any size."""


def cached(
    file: Path,
    kinds: Collection[type],
    made_from: Iterable[object],
    make: Callable[[], _T],
    is_sound: Callable[[_T], bool] = lambda _: True,
) -> _T:
    """Return a value from its cache entry, or make it and store the entry.

    Args:
        file: The cache entry.
        kinds: The dataclasses and named tuples that the value consists of.
        made_from: What the value depends on: states of files, and whatever else has a ``repr`` that
            differs where the value may differ.
        make: Makes the value.
        is_sound: Whether a value may be stored. One that another try may make better is not.
    """
    key = _key(made_from)
    pickled = _read(file, key)
    if pickled is not None:
        # Bad input makes pickle raise nearly every kind of exception.
        with contextlib.suppress(Exception):
            return cast("_T", _Unpickler(pickled, kinds).load())
    value = make()
    if is_sound(value):
        _write(file, key, value, kinds)
    return value


def file_state(path: Path) -> FileState:
    """Return the present state of a file."""
    name = os.fspath(path)
    try:
        status = path.stat()
    except OSError:
        return (name,)
    # The time of the last change of the inode reveals a file that replaced another one and brought
    # its old modification time along.
    return name, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _key(made_from: Iterable[object]) -> bytes:
    made_by = (__version__, sys.version, code_states(), _catalogue_state())
    return ascii((*made_by, tuple(made_from))).encode()


def _catalogue_state() -> FileState | None:
    """Return the state of the catalogue that values are translated by; None for English."""
    file = catalogue_file()
    return None if file is None else file_state(file)


@functools.cache
def code_states() -> tuple[FileState, ...]:
    """Return the states of the modules that make the values, if they can change."""
    if not is_checkout():
        return ()
    modules = (path for package in _PACKAGES for path in (PACKAGE / package).rglob("*.py"))
    return tuple(map(file_state, sorted(modules)))


def _read(file: Path, key: bytes) -> bytes | None:
    """Return the pickle of an entry; None if there is none, or it is damaged or out of date."""
    try:
        if not (_is_private(file.parent) and _is_private(file)):
            return None
        with file.open("rb") as stream:
            checksum, _, entry = stream.read(_MOST_BYTES).partition(b"\n")
    except OSError:
        return None
    if checksum != _checksum(entry) or not entry.startswith(key + b"\n"):
        return None
    return entry[len(key) + 1 :]


def _write(file: Path, key: bytes, value: object, kinds: Collection[type]) -> None:
    # Imported here: most starts find the entry up to date.
    from stretchapp.base.files import make_private_folder, write_atomically

    stream = io.BytesIO(key + b"\n")
    stream.seek(0, os.SEEK_END)
    _Pickler(stream, kinds).dump(value)
    entry = stream.getvalue()
    with contextlib.suppress(OSError):
        make_private_folder(file.parent)
        if _is_private(file.parent):
            write_atomically(file, _checksum(entry) + b"\n" + entry)


def _checksum(entry: bytes) -> bytes:
    """Return what reveals damage; it is no protection against forgery."""
    return b"%08x" % crc32(entry)


def _is_private(path: Path) -> bool:
    """Return whether a regular file or a folder belongs to the user, and only they can write to it.

    Raises:
        OSError: It is not there.
    """
    status = path.stat()
    is_plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return is_plain and is_ours(status)


class _Pickler(pickle.Pickler):
    """Writes plain values and values of the given classes, the latter field by field."""

    def __init__(self, stream: io.BytesIO, kinds: Collection[type]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._names = {kind: _field_names(kind) for kind in kinds}

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 -- as pickle declares it
        """Return a class and its arguments for a value; leave classes to pickle."""
        if isinstance(value, type):
            return NotImplemented
        kind = type(value)
        return kind, tuple([getattr(value, name) for name in self._names[kind]])


class _Unpickler(pickle.Unpickler):
    """Reads plain values and values of the given classes, and refuses everything else."""

    def __init__(self, pickled: bytes, kinds: Collection[type]) -> None:
        super().__init__(io.BytesIO(pickled))
        self._kinds = {(kind.__module__, kind.__qualname__): kind for kind in kinds}

    def find_class(self, module_name: str, global_name: str, /) -> Callable[..., object]:
        """Return the constructor of a value class."""
        kind = self._kinds.get((module_name, global_name))
        if kind is None:
            raise pickle.UnpicklingError(f"{module_name}.{global_name}")
        names = _field_names(kind)

        # Not the class itself: a forged entry could give it other attributes.
        def construct(*values: object) -> object:
            return kind(**dict(zip(names, values, strict=True)))

        return construct


def _field_names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass or a named tuple."""
    members = vars(kind)
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return cast("tuple[str, ...]", members["_fields"])
