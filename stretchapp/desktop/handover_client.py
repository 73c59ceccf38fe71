"""The quick end of the hand-over: passes plain commands on to the instance that runs.

A cramp does not wait, and most of the time of a command goes into importing what reads it. So this
module imports next to nothing, and leaves to the whole command line whatever it has doubts about.
Where a message goes and how is said here, for both.
"""

import os
import stat
import sys
from binascii import crc32

MESSAGE_VERSION = 2
ANSWER_TIMEOUT_S = 3.0
MAX_MESSAGE_BYTES = 4096
ACCEPTED = b"accepted"

FLOWS = ("calf", "toes", "thigh", "thigh-back")
"""The ids of the shipped relief flows that commands start, the usual one first."""

GOOD = 0
PROBLEMS = 1
INTERRUPTED = 130
"""What a shell says of a program that Ctrl+C has ended."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def pass_on(arguments: list[str]) -> int | None:
    """Pass a command on to the instance that runs, where there is no doubt about it.

    Args:
        arguments: Of the command line, without the program.

    Returns:
        The exit code; None where the whole command line has to look at it: the command is not a
        plain one, or nobody listens.
    """
    read = read_plain(arguments)
    if read is None:
        return None
    try:
        answer = exchange(*read)
    except KeyboardInterrupt:
        return INTERRUPTED
    if answer is None:
        return None
    if answer == ACCEPTED:
        return GOOD
    print(f"stretchapp: {refusal(answer)}", file=sys.stderr)
    return PROBLEMS


def read_plain(arguments: list[str]) -> tuple[bytes, str] | None:
    """Return the message for a plain command and the socket it goes to; None for any other."""
    data_dir, words = _split(arguments)
    message = _message(words)
    state = state_folder(data_dir)
    return None if message is None or state is None else (message, socket_path(state))


def state_folder(data_dir: str | None) -> str | None:
    """Return the state folder that ``base.paths`` has for a data folder, or None if in doubt.

    Args:
        data_dir: As it was typed; None stands for the usual folders.
    """
    if data_dir is not None:
        # A tilde that is left here was not the shell's.
        is_plain = data_dir[:1] not in ("", "-", "~")
        return os.path.join(data_dir, "state") if is_plain else None
    base = os.environ.get("XDG_STATE_HOME", "")
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or base[:1] not in ("", "/") or home[:1] != "/":
        return None
    return os.path.join(base or os.path.join(home, ".local", "state"), "stretchapp")


def socket_path(state: str) -> str:
    """Return the socket of the instance whose state folder is ``state``.

    It lies in the runtime folder if there is one, because the path of a socket may have about 100
    characters only, and in the state folder otherwise.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if not os.path.isabs(runtime) or not is_private(runtime):
        return os.path.join(state, "instance.sock")
    name = crc32(os.fsencode(os.path.realpath(state)))
    return os.path.join(runtime, f"stretchapp-{name:08x}.sock")


def is_private(folder: str) -> bool:
    """Return whether ``folder`` is this user's and closed to all others.

    Anywhere else somebody could have put a socket of their own, and would be given our commands.
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
        The answer, empty if none comes in time; None where nobody listens.
    """
    if not os.path.exists(path) or not is_private(os.path.dirname(path)):
        return None
    # Imported here: most starts are the first one. Not socket: what that adds costs 4 ms.
    import _socket

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(ANSWER_TIMEOUT_S)
        try:
            connection.connect(path)
        except OSError:
            # A killed instance left the socket behind.
            return None
        try:
            connection.sendall(message)
            return connection.recv(MAX_MESSAGE_BYTES)
        except OSError:
            return b""
    finally:
        connection.close()


def refusal(answer: bytes) -> str:
    """Return an answer that accepts nothing as a sentence."""
    if not answer:
        return "It is already running but does not answer; end it and try again."
    return answer.decode("utf-8", "replace")


def _split(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Return the data folder that is named before or after a command, and the command."""
    data_dir = None
    words = list(arguments)
    if words[:1] == ["--data-dir"]:
        data_dir = "".join(words[1:2])
        del words[:2]
    # The last mention holds.
    if words[-2:-1] == ["--data-dir"]:
        data_dir = words[-1]
        del words[-2:]
    return data_dir, words


def _message(words: list[str]) -> bytes | None:
    """Return the message for a command; None if anything but a library can tell what it means.

    Shipped flows and routines are there for certain. Others may be mistyped, which is told here
    and not in the window.
    """
    routine = relief = "null"
    match words:
        case []:
            pass
        case ["relief"]:
            relief = f'"{FLOWS[0]}"'
        case ["relief", flow] if flow in FLOWS:
            relief = f'"{flow}"'
        case ["start", name] if _is_shipped(name):
            routine = f'"{name}"'
        case _:
            return None
    return (
        f'{{"version": {MESSAGE_VERSION}, "routine": {routine}, "relief": {relief}, '
        '"speed": 1.0, "quit_when_done": false}\n'
    ).encode()


def _is_shipped(routine: str) -> bool:
    """Return whether a routine came with the app: its file has its name."""
    if not routine or not _LETTERS.issuperset(routine):
        return False
    # As in base.paths: a wheel holds the folder inside the package, a checkout beside it.
    return any(
        os.path.isfile(os.path.join(folder, "routines", f"{routine}.yaml"))
        for folder in (_PACKAGE, os.path.dirname(_PACKAGE))
    )
