"""Keys and signals on Linux, macOS and other systems with a POSIX terminal."""

from __future__ import annotations

import errno
import os
import select
import signal
import termios
import tty
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Self

from stretchapp.terminal.keys import is_unfinished, keys_in

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    from stretchapp.terminal.keys import Key

SEQUENCE_S = 0.05
"""The characters of one key arrive within this time, in seconds, also over a slow line."""

_MANY_BYTES = 1024

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

# Without keys the terminal is not changed, and these signals keep their usual effect.
_WITH_KEYS: dict[int, Key] = {
    signal.SIGTSTP: "suspend",
    signal.SIGCONT: "continued",
    signal.SIGWINCH: "resized",
}


class PosixKeyboard:
    """The keys of a terminal, which does not show them, and the signals of the process.

    Signals arrive in a pipe and are waited for like keys, so that they interrupt nothing.
    """

    def __init__(self, terminal: int | None) -> None:
        """Prepare to read from a file descriptor; without one, receive signals only."""
        self.ended_by: int | None = None
        self._terminal = terminal
        self._signals: dict[int, Key] = dict.fromkeys(_ENDING, "stop")
        if terminal is not None:
            self._signals |= _WITH_KEYS
        self._pending: list[Key] = []
        self._pipe = -1
        self._before: list[int | list[bytes | int]] | None = None
        # As we have set them, while the terminal is ours.
        self._settings: list[int | list[bytes | int]] | None = None
        self._cleanup = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as cleanup:
            self._pipe, writing = os.pipe()
            for end in (self._pipe, writing):
                cleanup.callback(os.close, end)
                os.set_blocking(end, False)
            before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
            cleanup.callback(signal.set_wakeup_fd, before)
            for number in self._signals:
                # A signal that nohup or a parent ignores stays ignored.
                if signal.getsignal(number) != signal.SIG_IGN:
                    cleanup.callback(signal.signal, number, signal.signal(number, _remember))
            cleanup.callback(self._give_terminal_back)
            self._take_terminal()
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._cleanup.close()

    def wait(self, timeout_s: float | None) -> list[Key]:
        """Wait for keys and return them; return none if ``timeout_s`` is over before."""
        sources = [self._pipe] if self._terminal is None else [self._pipe, self._terminal]
        ready = select.select(sources, [], [], 0 if self._pending else timeout_s)[0]
        if self._pipe in ready:
            self._read_signals()
        if "continued" in self._pending:
            self._take_terminal()
            self._pending.append("continued")
        keys, self._pending = self._pending, []
        if self._terminal in ready:
            keys += self._read_keys(self._terminal)
        return keys

    def suspend(self) -> None:
        """Give the terminal back and stop the process; take the terminal again afterwards."""
        self._give_terminal_back()
        remember = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        # The process is stopped here, until it is continued.
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, remember)
        self._read_signals()
        self._take_terminal()

    def _take_terminal(self) -> None:
        """Receive keys as they are pressed, and discard what was typed before it was taken.

        The system stops a process that does this in the background. It then waits here until it
        is in the foreground again, or is to end.
        """
        if self._terminal is None:
            return
        while "stop" not in self._pending:
            try:
                before = termios.tcgetattr(self._terminal)
                # One signal may follow another after the terminal was taken: the keys that were
                # pressed meanwhile are for us.
                if before != self._settings:
                    tty.setcbreak(self._terminal, termios.TCSAFLUSH)
                    self._settings = termios.tcgetattr(self._terminal)
            except termios.error as error:
                if error.args[0] != errno.EINTR:
                    raise
                self._read_signals()
            else:
                self._before = self._before or before
                # The terminal was taken after all stops so far.
                self._pending = [key for key in self._pending if key != "continued"]
                return

    def _give_terminal_back(self) -> None:
        before, self._before, self._settings = self._before, None, None
        if self._terminal is None or before is None:
            return
        # Allowed in the background too, because the settings are those of the shell.
        stopping = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        # A terminal that was closed has no settings any more.
        with suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSAFLUSH, before)
        signal.signal(signal.SIGTTOU, stopping)

    def _read_signals(self) -> None:
        with suppress(BlockingIOError):
            for number in os.read(self._pipe, _MANY_BYTES):
                # An interrupt comes from a key; the other signals are meant for the process.
                if number in _ENDING and number != signal.SIGINT:
                    self.ended_by = number
                if number in self._signals:
                    self._pending.append(self._signals[number])

    def _read_keys(self, terminal: int) -> list[Key]:
        text = ""
        while True:
            try:
                read = os.read(terminal, _MANY_BYTES)
            except OSError:
                read = b""
            if not read:
                # The terminal was closed.
                self.ended_by = signal.SIGHUP
                return ["stop"]
            text += read.decode("utf-8", "replace")
            if not is_unfinished(text) or not select.select([terminal], [], [], SEQUENCE_S)[0]:
                return list(keys_in(text))


def _remember(_number: int, _frame: FrameType | None) -> None:
    """Do nothing, as the number of the signal is in the pipe."""
