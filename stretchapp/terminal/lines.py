"""A session as plain lines, for a terminal without a screen or keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.library.yaml.durations import format_duration
from stretchapp.session.events import Interrupted, SegmentStarted, SentenceShown
from stretchapp.terminal.next_change import until_next_event_s
from stretchapp.wording.lengths import length_in_words
from stretchapp.wording.session import segment_heading, side_in_words

if TYPE_CHECKING:
    from typing import TextIO

    from stretchapp.application.session_run import SessionRun
    from stretchapp.session.events import Event
    from stretchapp.session.timeline import Segment
    from stretchapp.terminal.keyboard import Keyboard

NO_KEYS = N_("No keyboard input; continuing automatically.")


def play_lines(session_run: SessionRun, keyboard: Keyboard, out: TextIO) -> None:
    """Play a session to its end, and write a line for each segment and each sentence.

    Args:
        session_run: The session.
        keyboard: Does all waiting. Of its keys, only stop has an effect.
        out: The file to which the lines are written.
    """
    events = session_run.start()
    is_problem_told = False
    while True:
        for event in events:
            text = _text(event)
            if text is not None:
                _write(event.at_s, text, out)
        snapshot = session_run.snapshot()
        problem = session_run.problem
        if problem is not None and not is_problem_told:
            is_problem_told = True
            _write(snapshot.active_s, problem, out)
        if snapshot.is_over:
            return
        if snapshot.state == "waiting":
            _write(snapshot.active_s, _(NO_KEYS), out)
            events = session_run.resume()
        elif snapshot.state == "interrupted":
            events = session_run.resume()
        elif "stop" in keyboard.wait(until_next_event_s(snapshot, session_run.speed)):
            events = session_run.stop()
        else:
            events = session_run.tick()


def _write(at_s: float, text: str, out: TextIO) -> None:
    # Flushed, so that a person who reads from a pipe gets each line in time.
    print(f"{format_duration(at_s):>6}  {text}", file=out, flush=True)


def _text(event: Event) -> str | None:
    match event:
        case SegmentStarted():
            return _line(event.segment)
        case SentenceShown():
            return event.text
        case Interrupted():
            length = length_in_words(event.gap_s)
            return _("The session was interrupted for {length}; it continues.").format(
                length=length
            )
        case _:
            return None


def _line(segment: Segment) -> str:
    length = length_in_words(segment.length_s) if segment.length_s else ""
    if segment.kind == "wait" and length:
        length = _("continues after {length}").format(length=length)
    # The heading of a rest between exercises names it already.
    is_rest = segment.kind == "rest" and segment.exercise is None
    name = "" if is_rest else segment.name
    words = (segment_heading(segment), side_in_words(segment.side), name, length)
    return "  ".join(word for word in words if word)
