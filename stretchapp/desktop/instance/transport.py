"""Finds the socket of the running instance, and exchanges one message with it.

This module imports next to nothing: a plain command has no time for more, see ``fast_handover``.
"""

import os
import stat
import sys
from binascii import crc32

ANSWER_TIMEOUT_S = 3.0
MAX_MESSAGE_BYTES = 4096
ACCEPTED = b"accepted"
NO_WINDOW = b"no window"
"""The answer of an instance in the background on a machine without fonts."""

MESSAGE_VERSION = 5
"""``request`` defines what a message of this version contains."""

MAX_ADDRESS_BYTES = 103
"""The longest path of a socket on every system; Linux allows 107 bytes, macOS 103."""

MAX_TOKEN_LENGTH = 1000

TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105 -- the name of a variable
"""The environment variable with which desktops pass a token to a program that they start."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_IS_POSIX = hasattr(os, "getuid")


def socket_path(state: str) -> str:
    """Return the socket of the instance whose state folder is ``state``.

    The socket is in the runtime folder if there is one, because the path of a socket may have only
    about 100 characters; otherwise it is in the state folder.
    """
    # A state folder may be a link into another folder of the user.
    state = os.path.realpath(state)
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if not os.path.isabs(runtime) or not is_private(runtime):
        return os.path.join(state, "instance.sock")
    return os.path.join(runtime, f"stretchapp-{crc32(os.fsencode(state)):08x}.sock")


def is_private(folder: str) -> bool:
    """Return whether ``folder`` belongs to this user and is closed to all others.

    In any other folder somebody else could have put a socket and would receive our commands.
    """
    try:
        return _is_private(os.lstat(folder))
    except OSError:
        return False


def open_private_folder(path: str) -> int | None:
    """Open the folder of a socket, and return its descriptor; None if others can enter it."""
    try:
        folder = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        return None
    if _is_private(os.fstat(folder)):
        return folder
    os.close(folder)
    return None


def address_of(path: str, folder: int) -> str:
    """Return the address of a socket: its path, or a shorter way to it if that is too long.

    Args:
        path: The path of the socket.
        folder: The descriptor of its folder, which has to stay open while the address is used.
    """
    if len(os.fsencode(path)) <= MAX_ADDRESS_BYTES or sys.platform != "linux":
        return path
    return f"/proc/self/fd/{folder}/{os.path.basename(path)}"


def exchange(message: bytes, path: str) -> bytes | None:
    """Send a message to the instance that listens at ``path``, and return its answer.

    Returns:
        The answer, empty if none comes in time; None where no instance listens.
    """
    if not os.path.exists(path):
        return None
    folder = open_private_folder(os.path.dirname(path))
    if folder is None:
        return None
    # Imported here, as most starts find no socket. The module socket would cost 4 ms more.
    import _socket

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(ANSWER_TIMEOUT_S)
        try:
            connection.connect(address_of(path, folder))
        except OSError:
            # A killed instance left its socket behind.
            return None
        try:
            connection.sendall(message)
            return connection.recv(MAX_MESSAGE_BYTES)
        except OSError:
            return b""
    finally:
        connection.close()
        os.close(folder)


def listens(path: str) -> bool:
    """Return whether an instance listens at ``path``, without asking it for anything."""
    # The instance refuses an empty message and does nothing.
    return exchange(b"\n", path) is not None


def refusal(answer: bytes) -> str:
    """Return an answer other than ``ACCEPTED`` as a sentence for the user."""
    # Imported here: most requests are accepted.
    from stretchapp.base.i18n import _

    if answer == NO_WINDOW:
        return _("The running stretchapp cannot show a window here; end it and try again.")
    if not answer:
        return _("stretchapp is already running but does not answer; end it and try again.")
    return answer.decode("utf-8", "replace")


def activation_token() -> str | None:
    """Return the token with which the desktop lets the started app take the keyboard, if any.

    The process that receives it passes it on: only a window that shows the token of a click is
    brought to the front by every desktop.
    """
    token = os.environ.get(TOKEN_VARIABLE) or os.environ.get("DESKTOP_STARTUP_ID", "")
    return token if is_token(token) else None


def is_token(token: str) -> bool:
    """Return whether a text can be a token, and stands for itself in a message."""
    is_plain = token.isascii() and token.isprintable() and not set(token) & set('"\\')
    return is_plain and 0 < len(token) <= MAX_TOKEN_LENGTH


def _is_private(status: os.stat_result) -> bool:
    if not _IS_POSIX:
        return stat.S_ISDIR(status.st_mode)
    is_ours = status.st_uid == os.getuid()
    return stat.S_ISDIR(status.st_mode) and is_ours and not status.st_mode & _OTHERS
