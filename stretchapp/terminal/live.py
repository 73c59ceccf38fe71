"""A session with a live picture and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.live import Live

from stretchapp.application.session_run import SessionRun
from stretchapp.session.events import Interrupted
from stretchapp.terminal.frame import Picture
from stretchapp.terminal.next_change import until_next_picture_s

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from stretchapp.session.events import Event
    from stretchapp.terminal.keys import Key, Keyboard

_COMMANDS: dict[Key, Callable[[SessionRun], list[Event]]] = {
    "toggle": SessionRun.toggle,
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
        keyboard: Where keys come from; what it waits for is all that the loop waits for.
        console: Where to draw.
    """
    gap_s = 0.0
    with Live(console=console, screen=True, auto_refresh=False) as screen:
        events = session_run.start()
        while not session_run.snapshot().is_over:
            gap_s = next((event.gap_s for event in events if isinstance(event, Interrupted)), gap_s)
            shown = session_run.snapshot()
            picture = Picture(
                session_run.routine.title,
                session_run.segments[-1].part + 1,
                shown,
                gap_s=gap_s,
                problem=session_run.problem,
            )
            screen.update(picture, refresh=True)
            events: list[Event] = []
            for key in keyboard.wait(until_next_picture_s(shown, session_run.speed)):
                command = _COMMANDS.get(key)
                if command is not None:
                    events += command(session_run)
                elif key == "suspend":
                    # The time until here counts, the time asleep does not.
                    events += session_run.tick()
                    screen.stop()
                    keyboard.suspend()
                    screen.start()
                elif key == "continued":
                    # The shell may have had the screen meanwhile.
                    screen.stop()
                    screen.start()
            events += session_run.tick()
