"""Plays a session in the terminal: with a live screen, or as lines where that is not possible."""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

from stretchapp.base.exit_codes import GOOD, PROBLEMS
from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.terminal.keyboard import open_keyboard
from stretchapp.wording.lengths import length_in_words

if TYPE_CHECKING:
    from stretchapp.application.session_run import SessionRun

LAST_SAVE_S = 6.0
"""How long the end of a session that is not saved yet is waited for, in seconds.

This is longer than another process's lock is waited for, so that its reason can be told.
"""

_SIGNALLED = 128
"""Shells add this to the number of the signal that ended a process."""


def play(session_run: SessionRun) -> int:
    """Play a session in the terminal, to its end or until a key or a signal stops it.

    Returns:
        The exit code: 0, also if a key stopped the session; 1 if the session could not be saved;
        128 plus the number of the signal that ended the process.

    Raises:
        UserError: The output cannot be written.
    """
    try:
        return _play(session_run)
    except OSError as error:
        # Python must not write the rest of the output when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            # The reader, such as head, needs no more.
            return GOOD
        if error.errno == errno.EIO:
            # The terminal was closed.
            return _SIGNALLED + signal.SIGHUP
        message = _("The output cannot be written ({reason}).").format(reason=error.strerror)
        raise UserError(message) from error


def _play(session_run: SessionRun) -> int:
    is_live = _is_terminal()
    with open_keyboard(with_keys=is_live) as keyboard:
        try:
            if is_live:
                # Imported here, because plain lines do not need rich.
                from rich.console import Console

                from stretchapp.terminal.live import play_live

                play_live(session_run, keyboard, Console(highlight=False))
            else:
                from stretchapp.terminal.lines import play_lines

                play_lines(session_run, keyboard, sys.stdout)
        finally:
            # The session counts as far as it went. A session that is over does not change.
            session_run.stop()
            # Within the keyboard, which holds back signals: a terminal that closes sends several.
            session_run.wait_until_saved(LAST_SAVE_S)
    if keyboard.ended_by is not None:
        return _SIGNALLED + keyboard.ended_by
    sys.stdout.write(f"{_summary(session_run)}\n")
    sys.stdout.flush()
    if session_run.problem is not None:
        sys.stderr.write(f"stretchapp: {session_run.problem}\n")
        return PROBLEMS
    return GOOD


def _is_terminal() -> bool:
    """Return whether keys can be read and a live screen can be drawn."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _summary(session_run: SessionRun) -> str:
    snapshot = session_run.snapshot()
    length = length_in_words(snapshot.active_s)
    title = session_run.routine.title
    if snapshot.state == "finished":
        return _("Finished: {title}, {length}.").format(title=title, length=length)
    return _("Stopped after {length}: {title}.").format(title=title, length=length)
