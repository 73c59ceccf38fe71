"""The player of a session: moves through a timeline, given the time on every call.

It has no countdown. The position is always computed from the moment at which the session last
started to run, so late, early and missing ticks change nothing, and errors do not add up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.session.events import (
    Finished,
    Interrupted,
    Paused,
    RepetitionStarted,
    Resumed,
    SegmentStarted,
    SentenceShown,
    Stopped,
)
from stretchapp.session.snapshot import Snapshot
from stretchapp.session.timeline import sentence_times, total_s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.session.events import Event
    from stretchapp.session.snapshot import PlayerState
    from stretchapp.session.timeline import Segment

MAX_TICK_GAP_S = 3.0
"""Ticks further apart than this mean that the machine slept or the process was stopped."""

BACK_TWICE_WITHIN_S = 3.0
"""Time in seconds within which a second step back goes to the part before."""

READY_WITHIN_S = 1.5
"""Time in seconds after a wait that ended by itself within which "I am ready" is not a pause."""

MORE_TIME_S = 10.0
"""How much longer a segment becomes when the person asks for more time, in seconds."""


class _Cue(NamedTuple):
    """A sentence or a repetition that starts within a segment.

    Attributes:
        offset_s: When it starts, in seconds from the start of the segment.
        sentence: The sentence; None for a repetition.
        repetition: The number of the repetition.
    """

    offset_s: float
    sentence: str | None
    repetition: int


class Player:
    """One run of a timeline.

    Every method takes ``now_s``, the reading of a monotonic clock in seconds, and returns the
    events that became due by then, in their order.
    """

    def __init__(self, segments: Sequence[Segment], *, speed: float = 1.0) -> None:
        """Prepare a run.

        Args:
            segments: The timeline, with at least one segment.
            speed: How many seconds of the session pass in one second; above 0.
        """
        if not segments or speed <= 0:
            raise ValueError("a player needs segments and a speed above 0")  # not for people
        self._segments = tuple(segments)
        self._speed = speed
        self._state: PlayerState = "ready"
        self._index = 0
        self._extra_s = 0.0
        # The position in the segment at the last anchor, and the session time at its start.
        self._anchor_now_s = 0.0
        self._anchor_offset_s = 0.0
        self._base_s = 0.0
        self._last_now_s = 0.0
        self._last_back_s = -math.inf
        self._wait_ended_s = -math.inf
        # Whether the person paused the session and then stepped to the wait that it is in now.
        self._is_paused_wait = False
        self._cues: list[_Cue] = []

    def start(self, now_s: float, *, part: int = 0, active_s: float = 0.0) -> list[Event]:
        """Start; after a crash at a later ``part``, with ``active_s`` played before."""
        self._last_now_s = now_s
        events: list[Event] = []
        self._enter(self._first_of(part), now_s, active_s, events)
        return events

    def advance(self, now_s: float) -> list[Event]:
        """Let the time pass until ``now_s``; call it as often as the page is updated."""
        gap_s = now_s - self._last_now_s
        if self._state == "running" and gap_s > MAX_TICK_GAP_S:
            self._anchor(self._last_now_s, now_s)
            self._state = "interrupted"
            return [Interrupted(self._active_s(now_s), gap_s)]
        self._last_now_s = max(now_s, self._last_now_s)
        events: list[Event] = []
        self._catch_up(self._last_now_s, events)
        return events

    def pause(self, now_s: float) -> list[Event]:
        """Pause until ``resume``, if the session is running; a wait is held in the same way."""
        events = self.advance(now_s)
        if self._state == "running":
            self._anchor(now_s, now_s)
            self._state = "waiting" if self._segment.kind == "wait" else "paused"
            events.append(Paused(self._active_s(now_s)))
        return events

    def interrupt(self, now_s: float) -> list[Event]:
        """Interrupt the session because the machine is about to sleep, until the person answers."""
        events = self.advance(now_s)
        if self._state == "running":
            self._anchor(now_s, now_s)
            self._state = "interrupted"
            events.append(Interrupted(self._active_s(now_s), 0.0))
        return events

    def resume(self, now_s: float) -> list[Event]:
        """Continue after a pause or an interruption, or end a wait."""
        events = self.advance(now_s)
        if events:
            # An interruption was noticed just now: the person has not seen its question yet. Or a
            # wait has just ended by itself.
            return events
        if self._state in ("paused", "interrupted"):
            self._state = "running"
            self._anchor_now_s = now_s
            events.append(Resumed(self._active_s(now_s)))
        elif self._state == "waiting" or self._is_wait_running():
            self._is_paused_wait = False
            self._anchor(now_s, now_s)
            events.append(Resumed(self._active_s(now_s)))
            self._leave(now_s, events, early=True)
        return events

    def toggle(self, now_s: float) -> list[Event]:
        """Pause if the session is running, otherwise continue; a wait ends at once.

        Just after a wait ended by itself, this says "I am ready" a little late, and does nothing.
        """
        events = self.advance(now_s)
        if self._state != "running" or self._is_wait_running():
            # What has just begun was not on the screen yet when the person answered.
            return events or self.resume(now_s)
        if now_s - self._wait_ended_s <= READY_WITHIN_S:
            return events
        return [*events, *self.pause(now_s)]

    def restart_part(self, now_s: float) -> list[Event]:
        """Restart the current part, also after a pause or an interruption."""
        events = self.advance(now_s)
        if self._is_active():
            if self._state in ("paused", "interrupted"):
                self._state = "running"
                self._anchor_now_s = now_s
                events.append(Resumed(self._active_s(now_s)))
            self._jump(self._first_of(self._segment.part), now_s, events)
        return events

    def next(self, now_s: float) -> list[Event]:
        """Go to the next part; after the last one the session is finished."""
        events = self.advance(now_s)
        if self._is_active():
            following = self._next_part()
            if following is None:
                active_s = self._active_s(now_s)
                self._anchor(now_s, now_s)
                self._state = "finished"
                events.append(Finished(active_s))
            else:
                self._jump(following.index, now_s, events)
        return events

    def back(self, now_s: float) -> list[Event]:
        """Restart the part; a second time within 3 seconds, go to the part before."""
        events = self.advance(now_s)
        if self._is_active():
            is_second = now_s - self._last_back_s <= BACK_TWICE_WITHIN_S
            self._last_back_s = now_s
            part = max(0, self._segment.part - 1) if is_second else self._segment.part
            self._jump(self._first_of(part), now_s, events)
        return events

    def more_time(self, now_s: float) -> list[Event]:
        """Make the segment 10 seconds longer, or by as many whole repetitions as that needs."""
        events = self.advance(now_s)
        segment = self._segment
        if self._is_active() and self._state != "waiting":
            first = segment.repetitions + round(self._extra_s / (segment.repetition_s or 1))
            if segment.repetitions:
                added = math.ceil(MORE_TIME_S / segment.repetition_s)
                self._cues += [
                    _Cue(number * segment.repetition_s, None, number + 1)
                    for number in range(first, first + added)
                ]
                self._extra_s += added * segment.repetition_s
            else:
                self._extra_s += MORE_TIME_S
        return events

    def replan(self, segments: Sequence[Segment], now_s: float) -> list[Event]:
        """Continue with the same plan with other lengths, such as those that a voice needs.

        Args:
            segments: Segments of the same number, kinds and parts as before.
            now_s: The reading of the clock.
        """
        events = self.advance(now_s)
        before = self._segment
        self._segments = tuple(segments)
        if self._segment != before:
            offset_s = self._offset_s(now_s)
            self._cues = [cue for cue in _cues(self._segment) if cue.offset_s > offset_s]
        return events

    def stop(self, now_s: float) -> list[Event]:
        """End the session before its end."""
        events = self.advance(now_s)
        if self._is_active():
            self._anchor(now_s, now_s)
            self._state = "stopped"
            events.append(Stopped(self._active_s(now_s)))
        return events

    def snapshot(self, now_s: float) -> Snapshot:
        """Return what to show at ``now_s``, or at the last tick if that is earlier."""
        segment = self._segment
        offset_s = min(self._offset_s(min(now_s, self._last_now_s)), self._length_s)
        if self._state == "finished":
            progress = 1.0
        else:
            done_s = segment.start_s + min(offset_s, segment.length_s)
            progress = min(1.0, done_s / (self.planned_s or 1.0))
        return Snapshot(
            state=self._state,
            segment=segment,
            offset_s=offset_s,
            length_s=self._length_s,
            sentence=self._sentence(offset_s),
            repetition=self._repetition(offset_s),
            active_s=self._base_s + offset_s,
            planned_s=self.planned_s,
            progress=progress,
            next_part=self._next_part(),
        )

    @property
    def planned_s(self) -> float:
        """The length of the whole plan in seconds."""
        return total_s(self._segments)

    @property
    def _segment(self) -> Segment:
        return self._segments[self._index]

    @property
    def _length_s(self) -> float:
        return self._segment.length_s + self._extra_s

    def _is_wait_running(self) -> bool:
        return self._state == "running" and self._segment.kind == "wait"

    def _is_active(self) -> bool:
        return self._state in ("running", "paused", "waiting", "interrupted")

    def _offset_s(self, now_s: float) -> float:
        if self._state != "running":
            return self._anchor_offset_s
        return self._anchor_offset_s + max(0.0, now_s - self._anchor_now_s) * self._speed

    def _active_s(self, now_s: float) -> float:
        return self._base_s + self._offset_s(now_s)

    def _anchor(self, until_s: float, now_s: float) -> None:
        """Make the position reached at ``until_s`` the one from which ``now_s`` continues."""
        self._anchor_offset_s = self._offset_s(until_s)
        self._anchor_now_s = now_s
        self._last_now_s = now_s

    def _catch_up(self, now_s: float, events: list[Event]) -> None:
        while self._state == "running":
            offset_s = self._offset_s(now_s)
            while self._cues and self._cues[0].offset_s <= offset_s:
                events.append(self._event(self._cues.pop(0)))
            if offset_s < self._length_s:
                return
            # Computed from the anchor, not from the tick, so that the ticks make no difference.
            ended_s = (self._length_s - self._anchor_offset_s) / self._speed + self._anchor_now_s
            self._leave(ended_s, events)

    def _leave(self, now_s: float, events: list[Event], *, early: bool = False) -> None:
        """Move from the end of this segment to the next one, or to the end of the session.

        Args:
            now_s: When it ends.
            events: Receives what happens.
            early: Whether it ends before its length has passed.
        """
        if self._segment.kind == "wait" and not early:
            self._wait_ended_s = now_s
        offset_s = self._anchor_offset_s if early else self._length_s
        end_s = self._base_s + offset_s
        if self._index + 1 == len(self._segments):
            self._anchor_offset_s = offset_s
            self._state = "finished"
            events.append(Finished(end_s))
        else:
            self._enter(self._index + 1, now_s, end_s, events)

    def _enter(self, index: int, now_s: float, active_s: float, events: list[Event]) -> None:
        self._index = index
        self._extra_s = 0.0
        self._anchor_now_s = now_s
        self._anchor_offset_s = 0.0
        self._base_s = active_s
        segment = self._segment
        has_end = segment.kind != "wait" or segment.length_s > 0
        self._state = "running" if has_end else "waiting"
        self._cues = _cues(segment)
        events.append(SegmentStarted(active_s, segment))
        while self._cues and self._cues[0].offset_s == 0:
            events.append(self._event(self._cues.pop(0)))

    def _jump(self, index: int, now_s: float, events: list[Event]) -> None:
        """Move to another segment; a paused session stays paused, also after a wait."""
        stays_paused = self._state in ("paused", "interrupted") or self._is_paused_wait
        self._enter(index, now_s, self._active_s(now_s), events)
        self._is_paused_wait = stays_paused and self._segment.kind == "wait"
        if stays_paused:
            self._state = "waiting" if self._is_paused_wait else "paused"

    def _event(self, cue: _Cue) -> Event:
        at_s = self._base_s + cue.offset_s
        if cue.sentence is None:
            return RepetitionStarted(at_s, cue.repetition)
        return SentenceShown(at_s, cue.sentence)

    def _sentence(self, offset_s: float) -> str:
        segment = self._segment
        started = sum(time_s <= offset_s for time_s in sentence_times(segment))
        return segment.sentences[started - 1]

    def _repetition(self, offset_s: float) -> int:
        segment = self._segment
        if not segment.repetitions:
            return 0
        last = round(self._length_s / segment.repetition_s)
        return min(last, int(offset_s / segment.repetition_s) + 1)

    def _first_of(self, part: int) -> int:
        return next(segment.index for segment in self._segments if segment.part == part)

    def _next_part(self) -> Segment | None:
        part = self._segment.part
        later = (segment for segment in self._segments[self._index :] if segment.part > part)
        return next(later, None)


def _cues(segment: Segment) -> list[_Cue]:
    sentences = [
        _Cue(time_s, text, 0)
        for time_s, text in zip(sentence_times(segment), segment.sentences, strict=False)
    ]
    counts = [
        _Cue(number * segment.repetition_s, None, number + 1)
        for number in range(segment.repetitions)
    ]
    return sorted(sentences + counts, key=lambda cue: cue.offset_s)
