"""A session with a live screen and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.live import Live

from stretchapp.application.session_run import SessionRun
from stretchapp.session.events import Interrupted
from stretchapp.terminal.frame import Frame
from stretchapp.terminal.next_change import until_next_frame_s

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from stretchapp.session.events import Event
    from stretchapp.terminal.keyboard import Keyboard
    from stretchapp.terminal.keys import Key

_COMMANDS: dict[Key, Callable[[SessionRun], list[Event]]] = {
    "toggle": SessionRun.toggle,
    "pause": SessionRun.pause,
    "next": SessionRun.next,
    "back": SessionRun.back,
    "more-time": SessionRun.more_time,
    "restart-part": SessionRun.restart_part,
    "stop": SessionRun.stop,
}


def play_live(session_run: SessionRun, keyboard: Keyboard, console: Console) -> None:
    """Play a session to its end on a screen of its own.

    Args:
        session_run: The session.
        keyboard: The source of keys; it does all waiting.
        console: The console on which the session is drawn.
    """
    gap_s = 0.0
    with Live(console=console, screen=True, auto_refresh=False) as screen:
        events = session_run.start()
        while not session_run.snapshot().is_over:
            gap_s = next((event.gap_s for event in events if isinstance(event, Interrupted)), gap_s)
            snapshot = session_run.snapshot()
            frame = Frame(
                session_run.routine.title,
                session_run.segments[-1].part + 1,
                snapshot,
                is_relief=session_run.routine.when == "cramp",
                gap_s=gap_s,
                problem=session_run.problem,
            )
            screen.update(frame, refresh=True)
            events: list[Event] = []
            for key in keyboard.wait(until_next_frame_s(snapshot, session_run.speed)):
                command = _COMMANDS.get(key)
                if command is not None:
                    events += command(session_run)
                elif key == "suspend":
                    # The time before the stop counts, the time of the stop does not.
                    events += session_run.tick()
                    screen.stop()
                    keyboard.suspend()
                    screen.start()
                elif key == "continued":
                    # The shell may have used the screen since.
                    screen.stop()
                    screen.start()
            events += session_run.tick()
