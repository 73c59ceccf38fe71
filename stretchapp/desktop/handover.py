"""Handing a command over to the instance that runs, before Qt is imported.

The message is one line of JSON with a version; the answer is one line too. The socket is the one
that ``single_instance`` listens on.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGE_VERSION = 1
ANSWER_TIMEOUT_S = 3.0
MAX_MESSAGE_BYTES = 4096
ACCEPTED = b"accepted"
MAX_SPEED = 1000.0

NOT_UNDERSTOOD = "The message was not understood."


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a window is asked to do.

    Attributes:
        routine: The id of the routine to start; None only shows the window.
        speed: How many times faster than life.
        quit_when_done: Whether the app ends with the session.
    """

    routine: str | None = None
    speed: float = 1.0
    quit_when_done: bool = False


def is_speed(value: object) -> bool:
    """Return whether a session can be played so many times faster than life."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value <= MAX_SPEED


_FITS: dict[str, Callable[[object], bool]] = {
    "routine": lambda value: value is None or isinstance(value, str),
    "speed": is_speed,
    "quit_when_done": lambda value: isinstance(value, bool),
}


def socket_path(state: Path) -> Path:
    """Return the socket of the instance whose state folder is ``state``.

    It lies in the runtime folder if there is one, because the path of a socket may have about 100
    characters only, and in the state folder otherwise.
    """
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if not runtime.is_absolute() or not is_private(runtime):
        return state / "instance.sock"
    name = zlib.crc32(os.fsencode(os.path.realpath(state)))
    return runtime / f"stretchapp-{name:08x}.sock"


def is_private(folder: Path) -> bool:
    """Return whether ``folder`` is this user's and closed to all others.

    Anywhere else somebody could have put a socket of their own, and would be given our commands.
    """
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return stat.S_ISDIR(status.st_mode) and is_ours and not stat.S_IMODE(status.st_mode) & 0o077


def hand_over(request: Request, path: Path) -> bool:
    """Pass ``request`` to the instance that listens at ``path``.

    Returns:
        Whether there is one and it accepted; False means that this process is the first.

    Raises:
        UserError: An instance runs but does not answer or does not understand.
    """
    if not path.exists() or not is_private(path.parent):
        return False
    # Imported here: most starts are the first one.
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_TIMEOUT_S)
        try:
            connection.connect(os.fspath(path))
        except OSError:
            # Nobody listens: a killed instance left the socket behind.
            return False
        try:
            connection.sendall(encode(request))
            answer = connection.recv(MAX_MESSAGE_BYTES)
        except OSError:
            answer = b""
    if answer == ACCEPTED:
        return True
    if answer:
        raise UserError(answer.decode("utf-8", "replace"))
    raise UserError("It is already running but does not answer; end it and try again.")


def encode(request: Request) -> bytes:
    """Return ``request`` as a message."""
    return json.dumps({"version": MESSAGE_VERSION, **asdict(request)}).encode() + b"\n"


def decode(message: bytes) -> Request:
    """Return the request in a message.

    Raises:
        UserError: It comes from another version or is no message at all.
    """
    try:
        content: object = json.loads(message)
    except (RecursionError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise UserError(NOT_UNDERSTOOD)
    members = cast("dict[str, Any]", content)
    if members.pop("version", None) != MESSAGE_VERSION:
        raise UserError("Another version of stretchapp is running; quit it and try again.")
    if members.keys() != _FITS.keys() or not all(_FITS[name](members[name]) for name in members):
        raise UserError(NOT_UNDERSTOOD)
    return Request(**members)
