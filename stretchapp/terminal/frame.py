"""What the terminal shows of a session at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stretchapp.terminal.big_digits import big_digits, width
from stretchapp.wording.session import countdown, length_in_words, segment_heading, side_in_words

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from stretchapp.session.player import Snapshot, State
    from stretchapp.session.timeline import Segment

_MARGIN = 2
_ROOM_FOR_BLANK_LINES = 18
_ROOM_FOR_BIG_DIGITS = 22
"""Rows that it takes to show everything else beside them."""

_KEYS: dict[State, str] = {
    "running": "Space pause   n next   b back   + more time   q end",
    "paused": "Space go on   r start this step again   n next   b back   q end",
    "waiting": "Space I am ready   n next   b back   q end",
    "interrupted": "Space go on   r start this step again   q end",
}


class Picture:
    """A session at one moment; ``rich`` draws it at the size of the terminal.

    Only bold and plain text are used: they can be read on every background.
    """

    def __init__(
        self,
        title: str,
        parts: int,
        shown: Snapshot,
        *,
        gap_s: float = 0.0,
        problem: str | None = None,
    ) -> None:
        """Prepare a picture.

        Args:
            title: The title of the routine.
            parts: How many parts it has.
            shown: The moment.
            gap_s: How long the session stood still, if it was interrupted.
            problem: A sentence about what goes wrong meanwhile.
        """
        self._title = title
        self._parts = parts
        self._shown = shown
        self._gap_s = gap_s
        self._problem = problem

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield what is to be drawn."""
        shown = self._shown
        lines: list[RenderableType] = [
            self._top(),
            "",
            Text(_heading(shown.segment), style="bold"),
            Text(shown.segment.name),
            "",
        ]
        if shown.segment.kind != "wait":
            lines += [self._countdown(options), ""]
        lines += [Text(shown.sentence, style="bold"), ""]
        lines += [self._bar(options), Text(f"Next: {_following(shown)}"), ""]
        notice = self._notice()
        if notice:
            lines += [Text(notice, style="bold"), ""]
        lines.append(Text(_KEYS.get(shown.state, "")))
        if self._problem is not None:
            lines += ["", Text(self._problem)]
        if options.max_height < _ROOM_FOR_BLANK_LINES:
            lines = [line for line in lines if line != ""]
        yield Padding(Group(*lines), (0, _MARGIN))

    def _top(self) -> Table:
        shown = self._shown
        left_s = shown.planned_s * (1 - shown.progress)
        line = Table.grid(expand=True, padding=(0, 1))
        line.add_column(ratio=1)
        line.add_column(justify="right", no_wrap=True)
        place = f"part {shown.segment.part + 1} of {self._parts}"
        line.add_row(Text(self._title), f"{place} · {countdown(left_s)} left")
        return line

    def _countdown(self, options: ConsoleOptions) -> Text:
        shown = self._shown
        text = countdown(shown.remaining_s)
        is_big = (
            not options.ascii_only
            and options.max_width >= width(text) + 2 * _MARGIN
            and options.max_height >= _ROOM_FOR_BIG_DIGITS
        )
        drawn = Text(big_digits(text) if is_big else text, style="bold", no_wrap=True)
        if shown.repetition:
            count = round(shown.length_s / shown.segment.repetition_s)
            drawn.append(f"   {shown.repetition} of {count}", style="bold")
        return drawn

    def _bar(self, options: ConsoleOptions) -> Text:
        done, left = "#-" if options.ascii_only else "━─"
        columns = options.max_width - 2 * _MARGIN
        filled = round(self._shown.progress * columns)
        return Text(done * filled + left * (columns - filled), no_wrap=True)

    def _notice(self) -> str:
        match self._shown.state:
            case "paused":
                return "Paused."
            case "waiting":
                return "Press Space when you are ready."
            case "interrupted":
                return f"The session stood still for {length_in_words(self._gap_s)}. Go on?"
            case _:
                return ""


def _heading(segment: Segment) -> str:
    said = (segment_heading(segment), side_in_words(segment.side))
    return " · ".join(word for word in said if word)


def _following(shown: Snapshot) -> str:
    following = shown.next_part
    if following is None:
        return "the end"
    side = side_in_words(following.side)
    return f"{following.name} · {side}" if side else following.name
