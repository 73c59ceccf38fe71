"""The cues of the window: says and sounds what is due in the session that runs.

The page tells it how the session stands after every tick and command. In return it makes the page
look at the clock when the next cue is due, so that cues do not depend on how often the page moves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible

from stretchapp.application.quiet_hours import is_quiet_now
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
    from stretchapp.session.player import Snapshot
    from stretchapp.session.timeline import Segment

NO_OUTPUT = "Nothing can be heard: there is no sound output."
NO_VOICE = "There is no voice; sounds take over."
SCREEN_READER_SPEAKS = "The screen reader speaks, and no voice."


SEGMENTS_AHEAD = 3
"""The sentences of so many segments are rendered before anything else."""

LOOK_AGAIN_S = 0.03
"""A sentence that is due but not ready is looked for so soon again."""

LATE_S = 0.5
"""What was handed to the output last is heard so much later, on a headset for example."""

FINISH_S = 1.0 + LATE_S
LONGEST_END_S = 10.0
"""The last sound, and the last words, are waited for no longer."""


class CueSpeaker(QObject):
    """Tells the cues of one session after another.

    Signals:
        setting_chosen: A setting is to be kept: its name and the value.
    """

    setting_chosen = Signal(str, object)

    def __init__(
        self, clock: Clock, settings: SettingsFile, output: CueOutput, parent: QObject
    ) -> None:
        """Begin without a session.

        Args:
            clock: The clock of the sessions.
            settings: What the person wants to hear.
            output: Where it is said and sounded.
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
        self._began_s = 0.0
        self._moves = False
        # Sentences whose exact lengths the plan does not know yet.
        self._unknown: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_due)
        self._reader = SentenceReader(output, self)
        self._reader.ended.connect(self._on_read)
        # Runs while the end of a session is still to be heard.
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.timeout.connect(self._on_faded)
        self._when_heard: Callable[[], object] = _nothing

    @property
    def mode(self) -> CueMode:
        """How the session is told; without a voice of ours, sounds take over."""
        return "sounds" if self._mode == "voice" and not self._can_speak else self._mode

    @property
    def problem(self) -> str:
        """Why less is heard than was chosen, shortly; empty if all is."""
        if self._mode == "silent":
            return ""
        if self._output.problem:
            return NO_OUTPUT
        if self._mode == "voice" and not self._output.has_voice:
            return NO_VOICE
        if self._mode == "voice" and not self._can_speak:
            return SCREEN_READER_SPEAKS
        return ""

    def begin(
        self, session_run: SessionRun, tick: Callable[[], object], *, is_relief: bool = False
    ) -> None:
        """Tell the cues of a session from now on.

        Args:
            session_run: The session.
            tick: Makes the page look at the clock; it calls ``follow``.
            is_relief: Whether a cramp is being relieved.
        """
        self.end()
        self._session_run = session_run
        self._tick = tick
        settings = self._settings.settings
        self._is_quiet = is_relief or is_quiet_now(settings, self._clock)
        self._mode = "silent" if self._is_quiet else settings.cues
        self._index = None
        self._output.change(settings)
        self._get_ready()
        self.follow(session_run.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Tell what is due, as the session stands."""
        session_run = self._session_run
        if session_run is None:
            return
        if snapshot.is_over:
            self._finish(snapshot)
            return
        if self._unknown and self._is_known():
            # The plan was made with the lengths that the sentences would have about.
            self._unknown = ()
            session_run.fit_to_speech(self._output.length_of)
            snapshot = session_run.snapshot()
        if snapshot.state not in ("running", "waiting"):
            self._stand_still(snapshot)
            return
        self._moves = True
        self._take_over(snapshot)
        self._tell(snapshot)

    def jump(self) -> None:
        """Forget what is due: the person goes elsewhere in the session."""
        self._hush(0.0)
        self._index = None

    def change_mode(self) -> None:
        """Go to the next mode; it holds until the session ends, and by day for later ones too."""
        session_run = self._session_run
        if session_run is None:
            return
        self._mode = next_mode(self.mode, has_voice=self._can_speak)
        self._hush(session_run.snapshot().offset_s)
        self._get_ready()
        snapshot = session_run.snapshot()
        self._replan(snapshot)
        self._ask(_words(snapshot), snapshot, self._style())
        if not self._is_quiet:
            self.setting_chosen.emit("cues", self._mode)
        self._tick()

    def repeat(self) -> None:
        """Say what is to be done, even in a session that is silent."""
        session_run = self._session_run
        if session_run is None or not self._output.has_voice:
            return
        snapshot = session_run.snapshot()
        self._hush(snapshot.offset_s)
        words = dict.fromkeys((_words(snapshot), snapshot.sentence))
        if snapshot.state in ("running", "waiting"):
            self._ask(" ".join(words), snapshot, self._style("voice"))
            self._tick()
        else:
            self._reader.read(words)

    def end(self) -> None:
        """Tell nothing any more."""
        if self._session_run is not None:
            self._hush(0.0)
            self._output.close()
        self._reader.stop()
        self._session_run = None
        self._fading.stop()
        self._when_heard = _nothing

    def when_heard(self, then: Callable[[], object]) -> None:
        """Call ``then`` once the end of the session has been heard; at once where there is nothing.

        It is not called if another session begins before.
        """
        if self._fading.isActive():
            self._when_heard = then
        else:
            then()

    @property
    def _can_speak(self) -> bool:
        return self._output.has_voice and not (
            QAccessible.isActive() and not self._settings.settings.voice_with_reader
        )

    @property
    def _now_s(self) -> float:
        """The clock, as fast as the session runs."""
        return self._clock.monotonic_s() * self._speed

    def _style(self, mode: CueMode | None = None) -> CueStyle:
        return CueStyle(
            mode=mode or self.mode,
            speech_length_s=lambda text: self._output.length_of(text) * self._speed,
            breathing=self._settings.settings.breathing,
        )

    def _get_ready(self) -> None:
        """Open the output, and render what the voice will say, if there is anything to hear."""
        session_run = self._session_run
        if session_run is None or self.mode == "silent":
            self._output.close()
            return
        self._output.open()
        if self.mode == "voice":
            breathing = self._settings.settings.breathing
            self._unknown = all_sentences(session_run.segments, breathing=breathing)
            self._output.prepare(self._unknown)
            session_run.fit_to_speech(self._output.length_of)

    def _is_known(self) -> bool:
        output = self._output
        return all(output.is_ready(text) or not output.length_of(text) for text in self._unknown)

    def _take_over(self, snapshot: Snapshot) -> None:
        """Plan the cues of a segment that begins, or that has become longer."""
        if snapshot.segment.index != self._index:
            self._index = snapshot.segment.index
            self._began_s = self._now_s
            self._length_s = snapshot.length_s
            self._prepare(snapshot)
            self._queue.load(self._cues(snapshot), _length_s(snapshot))
        elif snapshot.length_s != self._length_s:
            self._replan(snapshot)

    def _replan(self, snapshot: Snapshot) -> None:
        self._length_s = snapshot.length_s
        self._queue.replan(self._cues(snapshot), _length_s(snapshot))

    def _cues(self, snapshot: Snapshot) -> Sequence[Cue]:
        segments = self._segments
        return segment_cues(segments, snapshot.segment.index, snapshot.length_s, self._style())

    @property
    def _segments(self) -> tuple[Segment, ...]:
        return () if self._session_run is None else self._session_run.segments

    def _prepare(self, snapshot: Snapshot) -> None:
        """Render what is said in this segment and in the next ones before everything else."""
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

    def _ask(self, text: str, snapshot: Snapshot, style: CueStyle) -> None:
        offset_s = self._place_s(snapshot)
        if style.mode == "voice":
            self._output.prepare([text])
        self._queue.add_requested(requested_cues(text, offset_s, style))

    def _place_s(self, snapshot: Snapshot) -> float:
        """Return the place in the segment; in a wait the session's own time stands still."""
        if snapshot.state == "waiting":
            return self._now_s - self._began_s
        return snapshot.offset_s

    def _tell(self, snapshot: Snapshot) -> None:
        """Tell what is due now, and come back when something else is."""
        place_s, now_s = self._place_s(snapshot), self._now_s
        for cue in self._queue.take(place_s, now_s, self._output.is_ready):
            self._give(cue)
        waits = [] if snapshot.state == "waiting" else [snapshot.remaining_s]
        wait_s = self._queue.wait_s(place_s, now_s)
        if wait_s is not None:
            waits.append(max(wait_s, LOOK_AGAIN_S))
        if waits:
            self._timer.start(math.ceil(min(waits) / self._speed * 1000))
        else:
            self._timer.stop()

    @property
    def _speed(self) -> float:
        return 1.0 if self._session_run is None else self._session_run.speed

    def _give(self, cue: Cue) -> None:
        if cue.sound is not None:
            self._output.sound(cue.sound)
        else:
            self._output.speak(cue.text)

    def _stand_still(self, snapshot: Snapshot) -> None:
        """Be silent while the session is paused."""
        if self._moves:
            self._hush(snapshot.offset_s)

    def _hush(self, offset_s: float) -> None:
        self._moves = False
        self._timer.stop()
        self._reader.stop()
        self._queue.stop_speaking(offset_s, self._now_s)
        self._output.stop()

    def _on_due(self) -> None:
        self._tick()

    def _finish(self, snapshot: Snapshot) -> None:
        """Tell the end of a session that was finished; one that was stopped is silent at once."""
        cues = () if snapshot.state == "stopped" else end_cues(snapshot.active_s, self._style())
        self.end()
        for cue in cues:
            if cue.sound is not None:
                self._output.sound(cue.sound)
            else:
                self._reader.read([cue.text], after_s=cue.offset_s)
        if cues and not self._output.problem:
            longest_s = LONGEST_END_S if self._reader.is_reading else FINISH_S
            self._fading.start(math.ceil(longest_s * 1000))

    def _on_read(self) -> None:
        if self._fading.isActive():
            self._fading.start(math.ceil(LATE_S * 1000))
        elif self._session_run is not None and self.mode != "silent":
            # The reader has let go of the output, and the cues still need it.
            self._output.open()

    def _on_faded(self) -> None:
        then, self._when_heard = self._when_heard, _nothing
        then()


def _nothing() -> None:
    """Wait for nothing."""


def _words(snapshot: Snapshot) -> str:
    """Return what is being done."""
    segment = snapshot.segment
    return snapshot.sentence if segment.exercise is None else side_and_name(segment)


def _length_s(snapshot: Snapshot) -> float:
    return math.inf if snapshot.segment.kind == "wait" else snapshot.length_s
