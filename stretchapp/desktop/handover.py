"""Handing a command over to the instance that runs, before Qt is imported.

The message is one line of JSON with a version; the answer is one line too. The socket is the one
that ``single_instance`` listens on.
"""

from __future__ import annotations

import json
import os
import socket
import tempfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast

from stretchapp.base.problems import UserError

MESSAGE_VERSION = 1
ANSWER_TIMEOUT_S = 3.0
MAX_MESSAGE_BYTES = 4096
ACCEPTED = b"accepted"

Command = Literal["show", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a window is asked to do.

    Attributes:
        command: Show the window, or start a routine in it.
        routine: The id of the routine to start.
        speed: How many times faster than life.
        quit_when_done: Whether the app ends with the session.
    """

    command: Command
    routine: str | None = None
    speed: float = 1.0
    quit_when_done: bool = False


def socket_path(state: Path) -> Path:
    """Return the socket of the instance whose state folder is ``state``.

    It lies in the runtime folder, because the path of a socket may have about 100 characters only.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(runtime) if os.path.isabs(runtime) and os.path.isdir(runtime) else None
    if folder is None:
        folder = Path(tempfile.gettempdir(), f"stretchapp-{os.environ.get('USER', 'user')}")
    name = f"{zlib.crc32(os.fsencode(state.absolute())):08x}"
    return folder / f"stretchapp-{name}.sock"


def hand_over(request: Request, path: Path) -> bool:
    """Pass ``request`` to the instance that listens at ``path``.

    Returns:
        Whether there is one and it accepted; False means that this process is the first.

    Raises:
        UserError: An instance runs but does not answer or does not understand.
    """
    if not hasattr(socket, "AF_UNIX"):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_TIMEOUT_S)
        try:
            connection.connect(os.fspath(path))
        except OSError:
            # Nobody listens: no socket, or one that a killed instance left behind.
            return False
        try:
            connection.sendall(encode(request))
            answer = connection.recv(MAX_MESSAGE_BYTES).strip()
        except OSError:
            answer = b""
    if answer == ACCEPTED:
        return True
    if answer:
        raise UserError(f"stretchapp is already running: {answer.decode('utf-8', 'replace')}")
    raise UserError("stretchapp is already running but does not answer; end it and try again.")


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
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise UserError("The message was not understood.")
    members = cast("dict[str, Any]", content)
    if members.pop("version", None) != MESSAGE_VERSION:
        raise UserError("Another version of stretchapp is running; end it and try again.")
    try:
        return Request(**members)
    except TypeError:
        raise UserError("The message was not understood.") from None
