"""Requests, which one process hands over to the running instance before it imports Qt.

A message is one line of JSON with a version. The answer is one line too. ``listener`` receives the
messages; ``transport`` sends them.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance import transport
from stretchapp.desktop.instance.transport import ACCEPTED, MESSAGE_VERSION, NO_WINDOW, is_token

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SPEED = 1000.0

NOT_UNDERSTOOD = N_("The message was not understood.")
OTHER_VERSION = N_("Another version of stretchapp is running; quit it and try again.")


class WindowlessInstanceError(UserError):
    """The running instance cannot show a window, which this process may be able to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the window is asked to do; without any id, it is only shown.

    Attributes:
        routine: The id of the routine to start.
        relief: The id of the relief flow to start.
        preview: The id of the routine whose preview to show.
        speed: The speed of the session; 2 plays it twice as fast.
        quit_when_done: Whether the app ends with the session.
        waits: Whether another process has changed what delivers the reminders. Then the window is
            not shown.
        activation: The token with which the desktop lets the window take the keyboard.
    """

    routine: str | None = None
    relief: str | None = None
    preview: str | None = None
    speed: float = 1.0
    quit_when_done: bool = False
    waits: bool = False
    activation: str | None = None


def is_speed(value: object) -> bool:
    """Return whether ``value`` is a speed at which sessions can be played."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value <= MAX_SPEED


def _is_id(value: object) -> bool:
    return value is None or isinstance(value, str)


_IS_VALID: dict[str, Callable[[object], bool]] = {
    "routine": _is_id,
    "relief": _is_id,
    "preview": _is_id,
    "speed": is_speed,
    "quit_when_done": lambda value: isinstance(value, bool),
    "waits": lambda value: isinstance(value, bool),
    "activation": lambda value: value is None or (isinstance(value, str) and is_token(value)),
}


def socket_path(state: Path) -> Path:
    """Return the socket of the instance whose state folder is ``state``."""
    return Path(transport.socket_path(os.fspath(state)))


def hand_over(request: Request, path: Path) -> bool:
    """Hand ``request`` over to the instance that listens at ``path``.

    Returns:
        Whether an instance accepted it; False if none listens.

    Raises:
        WindowlessInstanceError: An instance listens but cannot show a window.
        UserError: An instance listens but does not answer, or refuses the request.
    """
    answer = transport.exchange(encode(request), os.fspath(path))
    if answer is None or answer == ACCEPTED:
        return answer is not None
    sentence = transport.refusal(answer)
    raise WindowlessInstanceError(sentence) if answer == NO_WINDOW else UserError(sentence)


def encode(request: Request) -> bytes:
    """Return ``request`` as a message."""
    return json.dumps({"version": MESSAGE_VERSION, **asdict(request)}).encode() + b"\n"


def decode(message: bytes) -> Request:
    """Return the request in a message.

    Raises:
        UserError: The message is of another version, or not valid.
    """
    try:
        content: object = json.loads(message)
    except (RecursionError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise UserError(_(NOT_UNDERSTOOD))
    members = cast("dict[str, Any]", content)
    if members.pop("version", None) != MESSAGE_VERSION:
        raise UserError(_(OTHER_VERSION))
    has_all_members = members.keys() == _IS_VALID.keys()
    if not has_all_members or not all(_IS_VALID[name](members[name]) for name in members):
        raise UserError(_(NOT_UNDERSTOOD))
    return Request(**members)
