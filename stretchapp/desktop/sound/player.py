"""The player of sounds and speech: heard where there is an output, silent where there is none.

The output is opened and closed by a worker, so nothing that is asked for here ever waits. It is
open only while something plays or a session wants it. One that cannot be had, or has gone, is
tried again when the next sound is due, so it comes back with the device and costs nothing before.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.mixer import Mixer

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.base.clock import Clock
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.sound.output import Output

RETRY_S = 3.0
STALLED_S = 3.0
"""An output that has asked for nothing for so long has gone; not every system tells it."""

_LINGER_S = 0.5
_END_TIMEOUT_S = 1.0


def open_output(name: str, read: Callable[[int], bytes]) -> Output:
    """Open the output ``name``; see ``sound_output.open_output``."""
    # Imported here: a session that is silent does not need it, nor does the first picture.
    from stretchapp.desktop.sound import output as sound_output

    return sound_output.open_output(name, read)


class SoundPlayer:
    """Plays clips on one output. Its methods return at once and may be called from any thread."""

    def __init__(
        self,
        clock: Clock,
        output: str = "",
        connect: Callable[[str, Callable[[int], bytes]], Output] = open_output,
    ) -> None:
        """Open nothing yet.

        Args:
            clock: The clock.
            output: The output's name; empty for the one that the desktop uses.
            connect: Opens an output.
        """
        self._clock = clock
        self._name = output
        self._connect = connect
        self._mixer = Mixer()
        self._change = threading.Condition()
        self._worker: threading.Thread | None = None
        self._output: Output | None = None
        self._is_kept_open = False
        self._is_chosen_anew = False
        self._has_ended = False
        self._news = 0
        self._last_read_s = 0.0
        self._last_busy_s = 0.0
        self._failed_at_s: float | None = None
        self._problem = ""

    @property
    def problem(self) -> str:
        """Why nothing was heard when it was last tried, as a sentence; empty if it was."""
        return self._problem

    @property
    def is_open(self) -> bool:
        """Whether there is an output at this moment."""
        return self._output is not None

    def open(self) -> None:
        """Keep the output open from now on, so that sounds begin without delay."""
        with self._change:
            self._is_kept_open = True
            self._wake()

    def close(self) -> None:
        """Close the output as soon as nothing plays any more."""
        with self._change:
            self._is_kept_open = False
            if self._worker is not None:
                self._wake()

    def play(self, clip: Clip, volume: float = 1.0) -> None:
        """Play ``clip`` now, with whatever else plays, at a volume from 0 to 1."""
        with self._change:
            if self._has_ended:
                return
            self._mixer.play(clip, volume, self._clock.monotonic_s())
            self._wake()

    def stop(self) -> None:
        """Fade out all that plays."""
        self._mixer.stop()

    def choose(self, output: str) -> None:
        """Play on another output; empty for the one that the desktop uses."""
        with self._change:
            if output == self._name:
                return
            self._name = output
            self._is_chosen_anew = True
            self._failed_at_s = None
            if self._worker is not None:
                self._wake()

    def end(self) -> None:
        """Close the output and end the worker; nothing is heard afterwards."""
        with self._change:
            self._has_ended = True
            if self._worker is None:
                return
            self._wake()
        # A device that hangs does not keep the app from ending.
        self._worker.join(_END_TIMEOUT_S)

    def _wake(self) -> None:
        """Let the worker look at what has changed."""
        if self._worker is None and not self._has_ended:
            self._worker = threading.Thread(target=self._work, name="sound", daemon=True)
            self._worker.start()
        self._news += 1
        self._change.notify_all()

    def _work(self) -> None:
        seen = 0
        while not self._has_ended:
            with self._change:
                # Only an output that is open for one sound has to be looked after.
                timeout_s = None if self._is_kept_open or self._output is None else _LINGER_S
                self._change.wait_for(lambda seen=seen: self._news > seen, timeout_s)
                seen = self._news
            self._look()
        self._disconnect()

    def _look(self) -> None:
        """Open or close the output, as it is wanted."""
        now_s = self._clock.monotonic_s()
        if self._mixer.is_busy(now_s):
            self._last_busy_s = now_s
        # The last samples are still on their way when the mixer has handed them over.
        is_wanted = self._is_kept_open or now_s - self._last_busy_s < _LINGER_S
        if self._output is not None and (
            not is_wanted or self._is_chosen_anew or now_s - self._last_read_s > STALLED_S
        ):
            self._disconnect()
        self._is_chosen_anew = False
        if self._output is None and is_wanted and not self._has_ended:
            if self._failed_at_s is None or now_s - self._failed_at_s >= RETRY_S:
                self._open(now_s)
            if self._output is None:
                self._mixer.drop_all()

    def _open(self, now_s: float) -> None:
        self._last_read_s = now_s
        try:
            self._output = self._connect(self._name, self._read)
        except OSError as error:
            self._problem = str(error)
            self._failed_at_s = now_s
        else:
            self._problem = ""
            self._failed_at_s = None

    def _disconnect(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def _read(self, count: int) -> bytes:
        self._last_read_s = self._clock.monotonic_s()
        return self._mixer.read(count, self._last_read_s)
