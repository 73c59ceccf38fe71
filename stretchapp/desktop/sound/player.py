"""The player of sounds and speech; silent where there is no output.

A worker opens and closes the output, so no call blocks. The output is open only while something
plays or a session needs it. If it cannot be opened or has gone, the next sound tries again: so it
comes back with the device, and until then it costs nothing.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.desktop.sound.mixer import Mixer

if TYPE_CHECKING:
    from stretchapp.base.clock import Clock
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.sound.output import Output

RETRY_S = 3.0
"""The shortest time between two attempts to open the output, in seconds."""

STALL_TIMEOUT_S = 3.0
"""An output that has requested no samples for this long has gone; not every system reports it."""

NO_ANSWER = N_("There is no sound: the sound server of this computer does not answer.")

_LINGER_S = 0.5
_END_TIMEOUT_S = 1.0


class SoundPlayer:
    """Plays clips on one output. Its methods return at once and may be called from any thread."""

    def __init__(self, clock: Clock, output: str = "") -> None:
        """Prepare without opening the output.

        Args:
            clock: The clock.
            output: The name of the output; empty for the default output of the desktop.
        """
        self._clock = clock
        self._name = output
        self._mixer = Mixer()
        self._condition = threading.Condition()
        self._worker: threading.Thread | None = None
        self._output: Output | None = None
        self._is_kept_open = False
        self._is_name_changed = False
        self._has_ended = False
        self._wake_count = 0
        self._last_read_s = 0.0
        self._last_busy_s = 0.0
        self._failed_at_s: float | None = None
        self._problem = ""
        self._opening_began_s: float | None = None

    @property
    def problem(self) -> str:
        """Why the latest attempt to play failed, as a sentence; empty if it did not."""
        began_s = self._opening_began_s
        if began_s is not None and self._clock.monotonic_s() - began_s > STALL_TIMEOUT_S:
            return _(NO_ANSWER)
        return self._problem

    def open(self) -> None:
        """Keep the output open, so that sounds start without delay."""
        with self._condition:
            self._is_kept_open = True
            self._wake()

    def close(self) -> None:
        """Close the output as soon as nothing plays any more."""
        with self._condition:
            self._is_kept_open = False
            if self._worker is not None:
                self._wake()

    def play(self, clip: Clip, volume: float = 1.0) -> None:
        """Play ``clip`` at once, at a volume from 0 to 1."""
        with self._condition:
            if self._has_ended:
                return
            self._mixer.play(clip, volume, self._clock.monotonic_s())
            self._wake()

    def stop(self) -> None:
        """Fade out all clips."""
        self._mixer.stop()

    def set_output(self, name: str) -> None:
        """Play on another output; an empty name means the default output of the desktop."""
        with self._condition:
            if name == self._name:
                return
            self._name = name
            self._is_name_changed = True
            self._failed_at_s = None
            if self._worker is not None:
                self._wake()

    def end(self) -> None:
        """Close the output and end the worker; nothing is played afterwards."""
        with self._condition:
            self._has_ended = True
            if self._worker is None:
                return
            self._wake()
        # A device that hangs must not keep the app from ending.
        self._worker.join(_END_TIMEOUT_S)

    def _wake(self) -> None:
        """Let the worker update the output; it is started if necessary."""
        if self._worker is None and not self._has_ended:
            self._worker = threading.Thread(target=self._work, name="sound", daemon=True)
            self._worker.start()
        self._wake_count += 1
        self._condition.notify_all()

    def _work(self) -> None:
        seen = 0
        while not self._has_ended:
            with self._condition:
                # Only an output that was opened for single sounds has to be closed after a while.
                timeout_s = None if self._is_kept_open or self._output is None else _LINGER_S
                self._condition.wait_for(lambda seen=seen: self._wake_count > seen, timeout_s)
                seen = self._wake_count
            self._update_output()
        self._close_output()

    def _update_output(self) -> None:
        """Open or close the output, as needed at present."""
        now_s = self._clock.monotonic_s()
        if self._mixer.is_busy(now_s):
            self._last_busy_s = now_s
        # After the mixer has handed over the last samples, they are still being played.
        is_needed = self._is_kept_open or now_s - self._last_busy_s < _LINGER_S
        if self._output is not None and (
            not is_needed or self._is_name_changed or now_s - self._last_read_s > STALL_TIMEOUT_S
        ):
            self._close_output()
        self._is_name_changed = False
        if self._output is None and is_needed and not self._has_ended:
            if self._failed_at_s is None or now_s - self._failed_at_s >= RETRY_S:
                self._open_output(now_s)
            if self._output is None:
                self._mixer.drop_all()

    def _open_output(self, now_s: float) -> None:
        # Imported here: a silent session does not need it, nor does the first frame.
        from stretchapp.desktop.sound.output import open_output

        self._last_read_s = self._opening_began_s = now_s
        try:
            self._output = open_output(self._name, self._read)
        except OSError as error:
            self._problem = str(error)
            self._failed_at_s = now_s
        else:
            self._problem = ""
            self._failed_at_s = None
        finally:
            self._opening_began_s = None

    def _close_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def _read(self, count: int) -> bytes:
        self._last_read_s = self._clock.monotonic_s()
        return self._mixer.read(count, self._last_read_s)
