"""The Python code that PySide carries within its libraries, kept compiled between starts.

PySide holds a dozen Python modules as text inside a library and compiles them whenever it is
imported: a quarter of the time that importing it takes. Other Python code is kept compiled by
Python itself; this does the same for theirs.
"""

from __future__ import annotations

import builtins
import marshal
from contextlib import contextmanager
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_PLACES = ("signature_bootstrap.py", "shibokensupport/")
"""What the names of these modules begin with."""

_CHECKSUM_BYTES = 4

_Codes = dict[str, CodeType]


@contextmanager
def compiled_once(file: Path) -> Generator[None]:
    """Take the code that PySide compiles meanwhile from ``file``, or keep it there.

    What is kept is used only for the very same text and the same Python. A file that is damaged,
    or made by another Python, is made anew; one that cannot be written costs only time.
    """
    kept = _read(file)
    used: _Codes = {}
    really_compile: Any = builtins.compile

    def take_or_compile(source: object, name: object, *rest: object, **options: object) -> object:
        if not isinstance(source, bytes) or not str(name).startswith(_PLACES):
            return really_compile(source, name, *rest, **options)
        key = f"{name} {len(source)} {crc32(source)}"
        # Both modules, this one and theirs, have the same __future__, which compile inherits.
        used[key] = kept.get(key) or really_compile(source, name, *rest, **options)
        return used[key]

    # WORKAROUND: there is no other way in: their finder puts itself before all others.
    builtins.compile = take_or_compile
    try:
        yield
    finally:
        builtins.compile = really_compile
    if used.keys() - kept:
        _write(file, used)


def _read(file: Path) -> _Codes:
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    start = len(MAGIC_NUMBER) + _CHECKSUM_BYTES
    # Damaged code could end the process, so it is never looked at.
    if content[:start] != _head(content[start:]):
        return {}
    return cast("_Codes", marshal.loads(content[start:]))  # noqa: S302 -- a file of our own


def _write(file: Path, codes: _Codes) -> None:
    # Imported here: only the first start writes.
    from stretchapp.base.files import write_atomically

    content = marshal.dumps(codes)
    try:
        write_atomically(file, _head(content) + content)
    except OSError:
        # The next start compiles once more.
        return


def _head(content: bytes) -> bytes:
    return MAGIC_NUMBER + crc32(content).to_bytes(_CHECKSUM_BYTES, "little")
