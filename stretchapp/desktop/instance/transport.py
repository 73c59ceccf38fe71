"""Finds the socket of the running instance, and exchanges one message with it.

This module imports next to nothing: a plain command has no time for more, see ``fast_handover``.
"""

import os
import stat
from binascii import crc32

ANSWER_TIMEOUT_S = 3.0
MAX_MESSAGE_BYTES = 4096
ACCEPTED = b"accepted"

MESSAGE_VERSION = 4
"""``request`` defines what a message of this version contains."""


def socket_path(state: str) -> str:
    """Return the socket of the instance whose state folder is ``state``.

    The socket is in the runtime folder if there is one, because the path of a socket may have only
    about 100 characters; otherwise it is in the state folder.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if not os.path.isabs(runtime) or not is_private(runtime):
        return os.path.join(state, "instance.sock")
    name = crc32(os.fsencode(os.path.realpath(state)))
    return os.path.join(runtime, f"stretchapp-{name:08x}.sock")


def is_private(folder: str) -> bool:
    """Return whether ``folder`` belongs to this user and is closed to all others.

    In any other folder somebody else could have put a socket and would receive our commands.
    """
    try:
        status = os.lstat(folder)
    except OSError:
        return False
    is_ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return stat.S_ISDIR(status.st_mode) and is_ours and not stat.S_IMODE(status.st_mode) & 0o077


def exchange(message: bytes, path: str) -> bytes | None:
    """Send a message to the instance that listens at ``path``, and return its answer.

    Returns:
        The answer, empty if none comes in time; None where no instance listens.
    """
    if not os.path.exists(path) or not is_private(os.path.dirname(path)):
        return None
    # Imported here, as most starts find no socket. The module socket would cost 4 ms more.
    import _socket

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(ANSWER_TIMEOUT_S)
        try:
            connection.connect(path)
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


def listens(path: str) -> bool:
    """Return whether an instance listens at ``path``, without asking it for anything."""
    # The instance refuses an empty message and does nothing.
    return exchange(b"\n", path) is not None


def refusal(answer: bytes) -> str:
    """Return an answer other than ``ACCEPTED`` as a sentence for the user."""
    if not answer:
        return "It is already running but does not answer; end it and try again."
    return answer.decode("utf-8", "replace")
