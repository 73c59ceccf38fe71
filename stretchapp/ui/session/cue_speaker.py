"""Plays the cues of a session in the window: sentences and sounds at the moments they are due.

The page passes a snapshot of the session after every tick and command. In return the speaker calls
the page's tick when the next cue is due, so that cues do not depend on how often the page ticks.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible

from stretchapp.application.quiet_hours import is_quiet_now
from stretchapp.base.i18n import N_, _
from stretchapp.session.cue_queue import CueQueue
from stretchapp.session.cue_words import ending_words, side_and_name
from stretchapp.session.cues import (
    CueStyle,
    all_sentences,
    end_cues,
    next_mode,
    requested_cues,
    segment_cues,
)
from stretchapp.ui.accessibility.sentence_reader import SentenceReader, sentences_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretchapp.application.session_run import SessionRun
    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.session.cues import Cue, CueMode
    from stretchapp.session.snapshot import Snapshot
    from stretchapp.session.timeline import Segment

NO_OUTPUT = N_("No sound output found.")
NO_VOICE = N_("No voice found; using sounds instead.")
SCREEN_READER_SPEAKS = N_("Your screen reader speaks, so the voice is off.")

SEGMENTS_AHEAD = 3
"""Number of segments whose sentences are rendered before all others."""

RETRY_S = 0.03
"""Retry interval for a sentence that is due but not rendered yet, in seconds."""

OUTPUT_LATENCY_S = 0.5
"""Assumed output latency, e.g. of a Bluetooth headset, in seconds."""

LAST_SOUND_S = 1.0 + OUTPUT_LATENCY_S
LAST_WORDS_S = 10.0
"""Upper limits of waiting for the last sound, and for the last words, of a session."""


class CueSpeaker(QObject):
    """Plays the cues of one session after another.

    Signals:
        mode_chosen: The person has chosen a ``CueMode`` for later sessions too.
    """

    mode_chosen = Signal(str)

    def __init__(
        self, clock: Clock, settings: SettingsFile, output: CueOutput, parent: QObject
    ) -> None:
        """Begin without a session.

        Args:
            clock: The clock of the sessions.
            settings: The mode, the voice and the quiet hours.
            output: The voice and the sound output.
            parent: The owner.
        """
        super().__init__(parent)
        self._clock = clock
        self._settings = settings
        self._output = output
        self._queue = CueQueue()
        self._session_run: SessionRun | None = None
        self._tick: Callable[[], object] = lambda: None
        self._mode: CueMode = "silent"
        self._is_quiet = False
        self._index: int | None = None
        self._length_s = 0.0
        self._segment_began_s = 0.0
        self._is_playing = False
        # Sentences whose durations in the plan are estimates, because they are not rendered yet.
        self._estimated: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_due)
        self._reader = SentenceReader(output, self)
        self._reader.ended.connect(self._on_reading_ended)
        # Active until the end of a session has been heard.
        self._end_timer = QTimer(self)
        self._end_timer.setSingleShot(True)
        self._end_timer.timeout.connect(self._on_end_heard)
        self._after_end: Callable[[], object] = _do_nothing

    @property
    def mode(self) -> CueMode:
        """The mode in force: without a voice that may speak, ``voice`` becomes ``sounds``."""
        return "sounds" if self._mode == "voice" and not self._can_speak else self._mode

    @property
    def problem(self) -> str:
        """Why less is heard than was chosen, in a short sentence; empty if nothing is missing."""
        if self._mode == "silent":
            return ""
        if self._output.problem:
            return _(NO_OUTPUT)
        if self._mode == "voice" and not self._output.has_voice:
            return _(NO_VOICE)
        if self._mode == "voice" and not self._can_speak:
            return _(SCREEN_READER_SPEAKS)
        return ""

    def begin(
        self, session_run: SessionRun, tick: Callable[[], object], *, is_relief: bool = False
    ) -> None:
        """Begin to play the cues of a session.

        Args:
            session_run: The session.
            tick: The tick of the page, which calls ``update``.
            is_relief: Whether the session relieves a cramp, and so begins silent.
        """
        self.end()
        self._session_run = session_run
        self._tick = tick
        settings = self._settings.settings
        self._is_quiet = is_relief or is_quiet_now(settings, self._clock)
        self._mode = "silent" if self._is_quiet else settings.cues
        self._index = None
        self._output.change(settings)
        self._prepare_output()
        self.update(session_run.snapshot())

    def update(self, snapshot: Snapshot) -> None:
        """Play the cues that are due in the present state of the session."""
        session_run = self._session_run
        if session_run is None:
            return
        if snapshot.is_over:
            self._finish(snapshot)
            return
        if self._estimated and self._is_all_rendered():
            # The plan can now be made with the exact durations.
            self._estimated = ()
            session_run.fit_to_speech(self._output.length_of)
            snapshot = session_run.snapshot()
        if snapshot.state not in ("running", "waiting"):
            if self._is_playing:
                self._silence(snapshot.offset_s)
            return
        self._is_playing = True
        self._plan_segment(snapshot)
        self._play_due_cues(snapshot)

    def drop_due_cues(self) -> None:
        """Drop the cues of the present segment, because the person goes to another part."""
        self._silence(0.0)
        self._index = None

    def change_mode(self) -> None:
        """Change to the next mode for this session and, outside quiet hours, for later ones."""
        session_run = self._session_run
        if session_run is None:
            return
        self._mode = next_mode(self.mode, has_voice=self._can_speak)
        self._silence(session_run.snapshot().offset_s)
        self._prepare_output()
        snapshot = session_run.snapshot()
        self._replan(snapshot)
        self._request(_instruction(snapshot), snapshot, self._style())
        if not self._is_quiet:
            self.mode_chosen.emit(self._mode)
        self._tick()

    def repeat(self) -> None:
        """Say what to do, even in a silent session."""
        session_run = self._session_run
        if session_run is None or not self._output.has_voice:
            return
        snapshot = session_run.snapshot()
        self._silence(snapshot.offset_s)
        # Without duplicates: in a rest both are the same.
        sentences = dict.fromkeys((_instruction(snapshot), snapshot.sentence))
        if snapshot.state in ("running", "waiting"):
            self._request(" ".join(sentences), snapshot, self._style("voice"))
            self._tick()
        else:
            self._reader.read(sentences)

    def end(self) -> None:
        """Stop, and play nothing more of this session."""
        if self._session_run is not None:
            self._silence(0.0)
            self._output.close()
        self._reader.stop()
        self._session_run = None
        self._end_timer.stop()
        self._after_end = _do_nothing

    def call_after_end(self, callback: Callable[[], object]) -> None:
        """Call ``callback`` once the end of the session was heard, or at once if nothing is.

        It is not called if another session begins before that.
        """
        if self._end_timer.isActive():
            self._after_end = callback
        else:
            callback()

    @property
    def _can_speak(self) -> bool:
        return self._output.has_voice and not (
            QAccessible.isActive() and not self._settings.settings.voice_with_reader
        )

    @property
    def _now_s(self) -> float:
        """The clock, multiplied by the speed of the session."""
        return self._clock.monotonic_s() * self._speed

    def _style(self, mode: CueMode | None = None) -> CueStyle:
        return CueStyle(
            mode=mode or self.mode,
            speech_length_s=lambda text: self._output.length_of(text) * self._speed,
            breathing=self._settings.settings.breathing,
        )

    def _prepare_output(self) -> None:
        """Open the output and render all sentences, as the mode requires."""
        session_run = self._session_run
        if session_run is None or self.mode == "silent":
            self._output.close()
            return
        self._output.open()
        if self.mode == "voice":
            breathing = self._settings.settings.breathing
            self._estimated = all_sentences(session_run.segments, breathing=breathing)
            self._output.prepare(self._estimated)
            session_run.fit_to_speech(self._output.length_of)

    def _is_all_rendered(self) -> bool:
        output = self._output
        return all(output.is_ready(text) or not output.length_of(text) for text in self._estimated)

    def _plan_segment(self, snapshot: Snapshot) -> None:
        """Plan the cues of a segment that begins, or whose length has changed."""
        if snapshot.segment.index != self._index:
            self._index = snapshot.segment.index
            self._segment_began_s = self._now_s
            self._length_s = _length_s(snapshot)
            self._render_next(snapshot)
            self._queue.load(self._cues(snapshot), self._length_s or math.inf)
        elif self._length_s != _length_s(snapshot):
            self._replan(snapshot)

    def _replan(self, snapshot: Snapshot) -> None:
        self._length_s = _length_s(snapshot)
        self._queue.replan(self._cues(snapshot), self._length_s or math.inf)

    def _cues(self, snapshot: Snapshot) -> Sequence[Cue]:
        segments = self._segments
        return segment_cues(segments, snapshot.segment.index, self._length_s, self._style())

    @property
    def _segments(self) -> tuple[Segment, ...]:
        return () if self._session_run is None else self._session_run.segments

    def _render_next(self, snapshot: Snapshot) -> None:
        """Render the sentences of this segment and the next ones before all others."""
        if self.mode != "voice":
            return
        segments, index = self._segments, snapshot.segment.index
        texts = [
            cue.text
            for segment in segments[index : index + SEGMENTS_AHEAD]
            for cue in segment_cues(segments, segment.index, segment.length_s, self._style())
            if cue.text
        ]
        if index + 1 == len(segments):
            texts += sentences_in(ending_words(snapshot.active_s + snapshot.remaining_s))
        self._output.prepare(texts)

    def _request(self, text: str, snapshot: Snapshot, style: CueStyle) -> None:
        """Add a cue that the person has asked for."""
        if style.mode == "voice":
            self._output.prepare([text])
        self._queue.add_requested(requested_cues(text, self._offset_s(snapshot), style))

    def _offset_s(self, snapshot: Snapshot) -> float:
        """Return the seconds since the segment began; those of a wait without end run on."""
        if snapshot.state == "waiting":
            return self._now_s - self._segment_began_s
        return snapshot.offset_s

    def _play_due_cues(self, snapshot: Snapshot) -> None:
        """Play the cues that are due, and tick again when the next one is."""
        offset_s, now_s = self._offset_s(snapshot), self._now_s
        for cue in self._queue.take(offset_s, now_s, self._output.is_ready):
            if cue.sound is not None:
                self._output.sound(cue.sound)
            else:
                self._output.speak(cue.text)
        waits = [] if snapshot.state == "waiting" else [snapshot.remaining_s]
        wait_s = self._queue.wait_s(offset_s, now_s)
        if wait_s is not None:
            waits.append(max(wait_s, RETRY_S))
        if waits:
            self._timer.start(math.ceil(min(waits) / self._speed * 1000))
        else:
            self._timer.stop()

    @property
    def _speed(self) -> float:
        return 1.0 if self._session_run is None else self._session_run.speed

    def _silence(self, offset_s: float) -> None:
        """Stop playing; a name that is cut off is said again later."""
        self._is_playing = False
        self._timer.stop()
        self._reader.stop()
        self._queue.stop_speaking(offset_s, self._now_s)
        self._output.stop()

    def _on_due(self) -> None:
        self._tick()

    def _finish(self, snapshot: Snapshot) -> None:
        """Play the end of a finished session; a session that was stopped is silent at once."""
        cues = () if snapshot.state == "stopped" else end_cues(snapshot.active_s, self._style())
        self.end()
        for cue in cues:
            if cue.sound is not None:
                self._output.sound(cue.sound)
            else:
                self._reader.read([cue.text], after_s=cue.offset_s)
        if cues and not self._output.problem:
            longest_s = LAST_WORDS_S if self._reader.is_reading else LAST_SOUND_S
            self._end_timer.start(math.ceil(longest_s * 1000))

    def _on_reading_ended(self) -> None:
        if self._end_timer.isActive():
            self._end_timer.start(math.ceil(OUTPUT_LATENCY_S * 1000))
        elif self._session_run is not None and self.mode != "silent":
            # The reader has closed the output, which the cues still need.
            self._output.open()

    def _on_end_heard(self) -> None:
        callback, self._after_end = self._after_end, _do_nothing
        callback()


def _do_nothing() -> None:
    """Do nothing: nobody waits for the end."""


def _instruction(snapshot: Snapshot) -> str:
    """Return side and name of the exercise, or the sentence of a rest or wait."""
    segment = snapshot.segment
    return snapshot.sentence if segment.exercise is None else side_and_name(segment)


def _length_s(snapshot: Snapshot) -> float:
    """Return the length of the segment; 0 for a wait that has no end, or not any more."""
    return 0.0 if snapshot.state == "waiting" else snapshot.length_s
