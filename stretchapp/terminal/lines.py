"""A session in plain lines, for where there is no screen or no keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.yaml.durations import format_duration
from stretchapp.session.events import Interrupted, SegmentStarted, SentenceShown
from stretchapp.terminal.next_change import until_next_event_s
from stretchapp.wording.session import length_in_words, segment_heading, side_in_words

if TYPE_CHECKING:
    from typing import TextIO

    from stretchapp.application.session_run import SessionRun
    from stretchapp.session.events import Event
    from stretchapp.session.timeline import Segment
    from stretchapp.terminal.keys import Keyboard


def play_lines(session_run: SessionRun, keyboard: Keyboard, out: TextIO) -> None:
    """Play a session to its end, with a line for each segment and each sentence.

    Args:
        session_run: The session.
        keyboard: What it waits for is all that the loop waits for; of keys only stop is heeded.
        out: Where to write.
    """
    events = session_run.start()
    while True:
        for event in events:
            text = _text(event)
            if text is not None:
                _tell(event.at_s, text, out)
        shown = session_run.snapshot()
        if shown.is_over:
            return
        if shown.state == "waiting":
            _tell(shown.active_s, "Going on at once: there are no keys to answer with.", out)
            events = session_run.go_on()
        elif shown.state == "interrupted":
            events = session_run.go_on()
        elif "stop" in keyboard.wait(until_next_event_s(shown, session_run.speed)):
            events = session_run.stop()
        else:
            events = session_run.tick()


def _tell(at_s: float, text: str, out: TextIO) -> None:
    # Flushed, so that a reader behind a pipe can stretch along.
    print(f"{format_duration(at_s):>6}  {text}", file=out, flush=True)


def _text(event: Event) -> str | None:
    match event:
        case SegmentStarted():
            return _line(event.segment)
        case SentenceShown():
            return event.text
        case Interrupted():
            return f"The session stood still for {length_in_words(event.gap_s)}; it goes on."
        case _:
            return None


def _line(segment: Segment) -> str:
    length = length_in_words(segment.length_s) if segment.length_s else ""
    said = (segment_heading(segment), side_in_words(segment.side), segment.name, length)
    # A rest between exercises has no other name than its heading.
    return "  ".join(dict.fromkeys(word for word in said if word))
