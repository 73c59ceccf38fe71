"""The display of the user's session, stored for processes that do not know it.

Not every desktop tells the systemd user manager where its display is. Without that, a process that
a timer starts could not open a window.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from stretchapp.base.files import write_atomically
from stretchapp.base.private_files import read_private
from stretchapp.desktop.qt_start.display import display_platforms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
"""The environment variables that name a display."""

_MAX_BYTES = 10_000


def store_display(path: Path, environ: Mapping[str, str]) -> None:
    """Store the display of this process, if it has one.

    A file that cannot be written is ignored: most desktops do not need it.

    Args:
        path: The file.
        environ: The environment variables.
    """
    display = {name: environ[name] for name in NAMES if environ.get(name)}
    if display.keys() <= {"XAUTHORITY"} or display == _read(path):
        return
    with suppress(OSError):
        write_atomically(path, json.dumps(display).encode())


def delete_stored_display(path: Path) -> None:
    """Delete the stored display."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def with_display(environ: Mapping[str, str], path: Path) -> dict[str, str]:
    """Return the environment, with the stored display if its own does not answer.

    Args:
        environ: The environment variables.
        path: The file with the stored display, which is used only if it answers.
    """
    if not display_platforms(environ):
        others = {name: value for name, value in environ.items() if name not in NAMES}
        with_stored = others | _read(path)
        if display_platforms(with_stored):
            return with_stored
    return dict(environ)


def _read(path: Path) -> dict[str, str]:
    try:
        content: object = json.loads(read_private(path, _MAX_BYTES) or b"")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    variables = cast("dict[str, object]", content)
    return {
        name: value
        for name in NAMES
        if isinstance(value := variables.get(name), str) and _is_possible(value)
    }


def _is_possible(value: str) -> bool:
    """Return whether an environment variable can have a value: neither null nor half a letter."""
    try:
        return b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:
        return False
