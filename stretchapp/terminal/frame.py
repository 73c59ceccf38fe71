"""The screen of a session in the terminal at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stretchapp.base.i18n import N_, NC_, _, pgettext
from stretchapp.terminal.big_digits import big_digits, width
from stretchapp.wording.lengths import countdown, length_in_words
from stretchapp.wording.session import next_part_in_words, segment_heading, side_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from stretchapp.session.snapshot import PlayerState, Snapshot
    from stretchapp.session.timeline import Segment

_MARGIN = 2
_ROWS_FOR_BLANK_LINES = 18
_ROWS_FOR_BIG_DIGITS = 22
"""Smallest numbers of rows with which these are shown, as well as everything else."""

_SPACE = " "

_NEXT = ("n", NC_("what a key does", "next"))
_BACK = ("b", NC_("what a key does", "back"))
_MORE_TIME = ("+", NC_("what a key does", "more time"))
_PAUSE = (_SPACE, NC_("what a key does", "pause"))
_CONTINUE = (_SPACE, NC_("what a key does", "continue"))
_READY = (_SPACE, NC_("what a key does", "I am ready"))
_WAIT = ("p", NC_("what a key does", "wait for me"))
_REPEAT = ("r", NC_("what a key does", "repeat this step"))
_END = ("q", NC_("what a key does", "end"))

_KEYS: dict[PlayerState, tuple[tuple[str, str], ...]] = {
    "running": (_PAUSE, _NEXT, _BACK, _MORE_TIME, _END),
    "paused": (_CONTINUE, _REPEAT, _NEXT, _BACK, _END),
    "waiting": (_READY, _NEXT, _BACK, _END),
    "interrupted": (_CONTINUE, _REPEAT, _END),
}
_WAIT_KEYS = (_READY, _WAIT, _NEXT, _BACK, _MORE_TIME, _END)
"""The keys that are named in each state, and what they do; ``keys.key_for`` knows all keys."""

_BETWEEN_KEYS = "   "

HAS_EASED = N_("If the cramp has eased, press Right (or n): the next step follows.")


class Frame:
    """A session at one moment, which ``rich`` draws at the size of the terminal.

    It uses only bold and plain text, which can be read on every background.
    """

    def __init__(
        self,
        title: str,
        parts: int,
        snapshot: Snapshot,
        *,
        is_relief: bool = False,
        gap_s: float = 0.0,
        problem: str | None = None,
    ) -> None:
        """Draw nothing yet.

        Args:
            title: The title of the routine.
            parts: The number of its parts.
            snapshot: The session at the moment.
            is_relief: Whether the session relieves a cramp.
            gap_s: How long the session was interrupted, in seconds.
            problem: A sentence about a problem that does not end the session.
        """
        self._title = title
        self._parts = parts
        self._snapshot = snapshot
        self._is_relief = is_relief
        self._gap_s = gap_s
        self._problem = problem

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield what ``rich`` draws."""
        snapshot = self._snapshot
        lines: list[RenderableType] = [
            self._top(),
            "",
            Text(_heading(snapshot.segment), style="bold"),
            Text(snapshot.segment.name),
            "",
        ]
        if snapshot.state != "waiting":
            lines += [self._countdown(options), ""]
        lines += [Text(snapshot.sentence, style="bold"), ""]
        lines += [
            self._bar(options),
            Text(next_part_in_words(snapshot.next_part, snapshot.segment)),
            "",
        ]
        notice = self._notice()
        if notice:
            lines += [Text(notice, style="bold"), ""]
        keys = _WAIT_KEYS if snapshot.is_running_wait else _KEYS.get(snapshot.state, ())
        lines.append(Text(_key_lines(keys, options.max_width - 2 * _MARGIN)))
        if self._problem is not None:
            lines += ["", Text(self._problem)]
        if options.max_height < _ROWS_FOR_BLANK_LINES:
            lines = [line for line in lines if line != ""]
        yield Padding(Group(*lines), (0, _MARGIN))

    def _top(self) -> Table:
        snapshot = self._snapshot
        left_s = snapshot.planned_s * (1 - snapshot.progress)
        line = Table.grid(expand=True, padding=(0, 1))
        line.add_column(ratio=1)
        line.add_column(justify="right", no_wrap=True)
        # Translators: {time} is such as "10:15".
        place = _("part {part} of {parts} · {time} left").format(
            part=snapshot.segment.part + 1, parts=self._parts, time=countdown(left_s)
        )
        line.add_row(Text(self._title), place)
        return line

    def _countdown(self, options: ConsoleOptions) -> Text:
        snapshot = self._snapshot
        text = countdown(snapshot.remaining_s)
        is_big = (
            not options.ascii_only
            and options.max_width >= width(text) + 2 * _MARGIN
            and options.max_height >= _ROWS_FOR_BIG_DIGITS
        )
        drawn = Text(big_digits(text) if is_big else text, style="bold", no_wrap=True)
        if snapshot.repetition:
            count = round(snapshot.length_s / snapshot.segment.repetition_s)
            pattern = _("{number} of {count}")
            repetition = pattern.format(number=snapshot.repetition, count=count)
            drawn.append(f"   {repetition}", style="bold")
        return drawn

    def _bar(self, options: ConsoleOptions) -> Text:
        done, left = "#-" if options.ascii_only else "━─"
        columns = options.max_width - 2 * _MARGIN
        filled = round(self._snapshot.progress * columns)
        return Text(done * filled + left * (columns - filled), no_wrap=True)

    def _notice(self) -> str:
        match self._snapshot.state:
            case "paused":
                return _("Paused.")
            case "waiting":
                return _("Press Space when you are ready.")
            case "running" if self._snapshot.is_running_wait:
                return _("It continues by itself, or at once when you press Space.")
            case "running" if self._is_relief and self._snapshot.next_part is not None:
                return _(HAS_EASED)
            case "interrupted":
                length = length_in_words(self._gap_s)
                return _("The session was interrupted for {length}. Continue?").format(
                    length=length
                )
            case _:
                return ""


def _key_lines(keys: Sequence[tuple[str, str]], columns: int) -> str:
    """Return keys and what they do in as few lines as possible; no key is cut from its words."""
    lines: list[str] = []
    for key, action in keys:
        name = _("Space") if key == _SPACE else key
        entry = f"{name} {pgettext('what a key does', action)}"
        longer = f"{lines[-1]}{_BETWEEN_KEYS}{entry}" if lines else entry
        if lines and cell_len(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(entry)
    return "\n".join(lines)


def _heading(segment: Segment) -> str:
    words = (segment_heading(segment), side_in_words(segment.side))
    return " · ".join(word for word in words if word)
