"""Passes ``stretchapp`` and ``stretchapp relief [PLACE]`` on to the running instance at once.

Help with a cramp must come quickly, and most of the time of a command is spent on importing the
code that reads the command line. This module imports next to nothing. It leaves every other command
to ``startup.cli``, and also these where no instance runs.
"""

import os
import sys

from stretchapp.base.exit_codes import GOOD, INTERRUPTED, PROBLEMS
from stretchapp.desktop.instance.transport import (
    ACCEPTED,
    MESSAGE_VERSION,
    NO_WINDOW,
    activation_token,
    exchange,
    refusal,
    socket_path,
)

REFUSED = -1
"""Takes the place of an exit code where an instance runs but does not take the request."""


def hand_over_at_once(arguments: list[str]) -> int | None:
    """Pass a plain command on to the running instance.

    Args:
        arguments: The words after the name of the program.

    Returns:
        The exit code; None where ``startup.cli`` has to carry out the command; ``REFUSED``
        where it has to do so without the running instance: that one shows no window, or help with a
        cramp cannot wait for it.
    """
    message = plain_message(arguments)
    state = usual_state_folder()
    if message is None or state is None:
        return None
    try:
        answer = exchange(message, socket_path(state))
    except KeyboardInterrupt:
        return INTERRUPTED
    if answer is None:
        return None
    if answer == ACCEPTED:
        return GOOD
    if arguments or answer == NO_WINDOW:
        return REFUSED
    # Imported here: only a sentence needs a language.
    from stretchapp.base.language import follow_environment

    follow_environment()
    print(f"stretchapp: {refusal(answer)}", file=sys.stderr)
    return PROBLEMS


def plain_message(arguments: list[str]) -> bytes | None:
    """Return the message of a plain command; None for any other command."""
    match arguments:
        case []:
            relief = "null"
        case ["relief"]:
            relief = '"calf"'
        case ["relief", "calf" | "toes" | "thigh" as place]:
            relief = f'"{place}"'
        case _:
            return None
    token = activation_token()
    activation = "null" if token is None else f'"{token}"'
    return (
        f'{{"version": {MESSAGE_VERSION}, "routine": null, "relief": {relief}, '
        '"preview": null, "speed": 1.0, "quit_when_done": false, "waits": false, '
        f'"activation": {activation}}}\n'
    ).encode()


def usual_state_folder() -> str | None:
    """Return the state folder that ``base.paths`` has without ``--data-dir``; None if in doubt."""
    base = os.environ.get("XDG_STATE_HOME", "")
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or base[:1] not in ("", "/") or home[:1] != "/":
        return None
    return os.path.join(base or os.path.join(home, ".local", "state"), "stretchapp")
