"""The display of a session, kept for processes that are started without being told of it.

Not every desktop tells the systemd user manager where its display is. What a timer starts there
would have no screen to open a window on.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from stretchapp.base.files import write_atomically
from stretchapp.desktop.qt_start.display import display_platforms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")


def store_display(path: Path, environ: Mapping[str, str]) -> None:
    """Keep where the display of this process is, if it has one.

    What cannot be written is let be: most desktops do without it.

    Args:
        path: Where it is kept.
        environ: The environment variables.
    """
    found = {name: environ[name] for name in NAMES if environ.get(name)}
    if found.keys() <= {"XAUTHORITY"} or found == _kept(path):
        return
    with suppress(OSError):
        write_atomically(path, json.dumps(found).encode())


def delete_stored_display(path: Path) -> None:
    """Keep it no longer."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def with_display(environ: Mapping[str, str], path: Path) -> dict[str, str]:
    """Return an environment with the display that was kept, where that is needed and answers.

    Args:
        environ: The environment variables; a display of theirs that answers comes first.
        path: Where it was kept.
    """
    if not display_platforms(environ):
        others = {name: value for name, value in environ.items() if name not in NAMES}
        found = others | _kept(path)
        if display_platforms(found):
            return found
    return dict(environ)


def _kept(path: Path) -> dict[str, str]:
    try:
        content: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    kept = cast("dict[str, object]", content)
    # A variable with a null byte could not be passed on.
    return {
        name: value
        for name in NAMES
        if isinstance(value := kept.get(name), str) and "\0" not in value
    }
