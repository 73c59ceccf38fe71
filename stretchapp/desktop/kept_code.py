"""Code that is made anew at every start, kept compiled from one start to the next.

PySide holds a dozen Python modules as text inside a library and compiles them whenever it is
imported; Python makes the methods of each dataclass from text. Together that is more than a tenth
of a start. All other code is kept compiled by Python itself, in the same way.
"""

from __future__ import annotations

import builtins
import dataclasses
import marshal
from importlib.util import MAGIC_NUMBER
from typing import TYPE_CHECKING, Any, Self, cast
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import CodeType

MOST = 2000
"""So many pieces are kept; a start needs a few hundred. Beyond, only those of the last one are."""

_PLACES = ("signature_bootstrap.py", "shibokensupport/")
"""What the names of PySide's modules begin with."""

_EXEC = "exec"
_CHECKSUM_BYTES = 4


class KeptCode:
    """Takes the code from a file, and adds to it what is not there yet; a context manager.

    What is kept is used only for the very same text and the same Python. A file that is damaged,
    or made by another Python, is made anew; one that cannot be written costs only time.
    """

    def __init__(self, file: Path) -> None:
        """Prepare; nothing is read yet.

        Args:
            file: Where the code is kept.
        """
        self._file = file
        self._kept: dict[str, bytes] = {}
        self._used: dict[str, bytes] = {}
        self._compile: Any = None

    def __enter__(self) -> Self:
        """Read the file, and begin."""
        self._kept = _read(self._file)
        self._compile = builtins.compile
        # WORKAROUND: there is no other way in. PySide's finder puts itself before all others, and
        # dataclasses have no choice to offer; a name in their module comes before the built-in.
        builtins.compile = self._compile_of_pyside
        setattr(dataclasses, _EXEC, self._exec_of_dataclasses)
        return self

    def __exit__(self, *_: object) -> None:
        """End it, if that was not done before."""
        self.end()

    def end(self) -> None:
        """Compile as ever from now on, and keep what is new."""
        if self._compile is None:
            return
        builtins.compile = self._compile
        self._compile = None
        delattr(dataclasses, _EXEC)
        if self._used.keys() - self._kept:
            both = self._kept | self._used
            _write(self._file, both if len(both) <= MOST else self._used)
        # The app may go on for days.
        self._kept = self._used = {}

    def _compile_of_pyside(
        self, source: object, name: object, *rest: object, **options: object
    ) -> object:
        if not isinstance(source, bytes) or not str(name).startswith(_PLACES):
            return self._compile(source, name, *rest, **options)
        # Both modules, this one and theirs, have the same __future__, which compile inherits.
        return self._code(
            f"{name} {len(source)} {crc32(source)}",
            lambda: self._compile(source, name, *rest, **options),
        )

    def _exec_of_dataclasses(self, text: str, *scopes: dict[str, Any]) -> None:
        code = self._code(text, lambda: self._compile(text, "<string>", "exec", dont_inherit=True))
        exec(code, *scopes)  # noqa: S102 -- what dataclasses would have done

    def _code(self, key: str, make: Callable[[], CodeType]) -> CodeType:
        kept = self._kept.get(key)
        if kept is not None:
            self._used[key] = kept
            return cast("CodeType", marshal.loads(kept))  # noqa: S302 -- from a file of our own
        code = make()
        self._used[key] = marshal.dumps(code)
        return code


def _read(file: Path) -> dict[str, bytes]:
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    start = len(MAGIC_NUMBER) + _CHECKSUM_BYTES
    # Damaged code could end the process, so it is never looked at.
    if content[:start] != _head(content[start:]):
        return {}
    return cast("dict[str, bytes]", marshal.loads(content[start:]))  # noqa: S302 -- the same


def _write(file: Path, codes: dict[str, bytes]) -> None:
    # Imported here: hardly any start writes.
    from stretchapp.base.files import write_atomically

    content = marshal.dumps(codes)
    try:
        write_atomically(file, _head(content) + content)
    except OSError:
        # The next start compiles once more.
        return


def _head(content: bytes) -> bytes:
    return MAGIC_NUMBER + crc32(content).to_bytes(_CHECKSUM_BYTES, "little")
