"""The quick end of the hand-over: passes plain commands on to the instance that runs.

A cramp does not wait, and most of the time of a command goes into importing what reads it. So this
module imports next to nothing, and leaves to the whole command line whatever it has doubts about.
Where a message goes and how is said here, for both.
"""

import os
import stat
import sys
from binascii import crc32

MESSAGE_VERSION = 4
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
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class PlainCommand:
    """A command that only opens the window, as it was typed.

    Not a dataclass: what makes one costs more than the rest of a hand-over.

    Attributes:
        data_dir: The folder that was named, if one was.
        routine: The id of the shipped routine to start, if any.
        relief: The id of the shipped relief flow to start, if any.
        is_trial: Whether a window that is opened for it closes after its first picture.
    """

    __slots__ = ("data_dir", "is_trial", "relief", "routine")

    def __init__(
        self, data_dir: str | None, routine: str | None, relief: str | None, *, is_trial: bool
    ) -> None:
        """Keep the values."""
        self.data_dir = data_dir
        self.routine = routine
        self.relief = relief
        self.is_trial = is_trial

    def message(self) -> bytes:
        """Return the message that passes it on."""
        # The ids are plain enough to need no escaping.
        routine, relief = (
            "null" if name is None else f'"{name}"' for name in (self.routine, self.relief)
        )
        return (
            f'{{"version": {MESSAGE_VERSION}, "routine": {routine}, "relief": {relief}, '
            '"preview": null, "speed": 1.0, "quit_when_done": false, "waits": false}\n'
        ).encode()


def read_plain(arguments: list[str]) -> PlainCommand | None:
    """Return a command line as a plain command; None for any other.

    Plain are the command without a name, ``relief`` and ``start``, with ``--data-dir`` and
    ``--quit-after-first-frame`` before or after them, as long as nothing but the arguments has to
    be looked at. Routines and flows that are not shipped may be mistyped, which only the library
    can tell.
    """
    words = list(arguments)
    data_dir = None
    is_trial = False
    for at in (0, -1):
        if words and words[at] == "--quit-after-first-frame":
            is_trial = True
            del words[at]
    if words[:1] == ["--data-dir"]:
        data_dir = "".join(words[1:2])
        del words[:2]
    # The last mention holds.
    if words[-2:-1] == ["--data-dir"]:
        data_dir = words[-1]
        del words[-2:]
    # A tilde that is left here was not the shell's.
    if data_dir is not None and data_dir[:1] in ("", "-", "~"):
        return None
    match words:
        case []:
            return PlainCommand(data_dir, None, None, is_trial=is_trial)
        case ["relief"]:
            return PlainCommand(data_dir, None, FLOWS[0], is_trial=is_trial)
        case ["relief", flow] if flow in FLOWS:
            return PlainCommand(data_dir, None, flow, is_trial=is_trial)
        case ["start", routine] if _is_shipped(routine):
            return PlainCommand(data_dir, routine, None, is_trial=is_trial)
        case _:
            return None


def pass_on(command: PlainCommand) -> int | None:
    """Pass a command on to the instance that runs.

    Returns:
        The exit code; None where nobody listens, as far as can be told here.
    """
    state = state_folder(command.data_dir)
    if state is None:
        return None
    try:
        answer = exchange(command.message(), socket_path(state))
    except KeyboardInterrupt:
        return INTERRUPTED
    if answer is None:
        return None
    if answer == ACCEPTED:
        return GOOD
    print(f"stretchapp: {refusal(answer)}", file=sys.stderr)
    return PROBLEMS


def state_folder(data_dir: str | None) -> str | None:
    """Return the state folder that ``base.paths`` has for a data folder, or None if in doubt.

    Args:
        data_dir: As it was typed; None stands for the usual folders.
    """
    if data_dir is not None:
        return os.path.join(data_dir, "state")
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


def listens(path: str) -> bool:
    """Return whether an instance listens at ``path``; it is not asked for anything."""
    # An empty message is refused, and nothing comes of it.
    return exchange(b"\n", path) is not None


def refusal(answer: bytes) -> str:
    """Return an answer that accepts nothing as a sentence."""
    if not answer:
        return "It is already running but does not answer; end it and try again."
    return answer.decode("utf-8", "replace")


def _is_shipped(routine: str) -> bool:
    """Return whether a routine came with the app: its file has its name."""
    if not routine or not _LETTERS.issuperset(routine):
        return False
    # As in base.paths: a wheel holds the folder inside the package, a checkout beside it.
    return any(
        os.path.isfile(os.path.join(folder, "routines", f"{routine}.yaml"))
        for folder in (_PACKAGE, os.path.dirname(_PACKAGE))
    )
