"""How a setting is declared: its row on the settings page, and the values that are allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stretchapp.base.plain_text import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_LINE = 40
"""The most letters of a setting that is typed."""

HOURS = {f"{hour:02d}:00": f"{hour}:00" for hour in range(24)}
"""The full hours of a day, as times of day."""

_MINUTES = frozenset(f"{minute:02d}" for minute in range(60))

Section = Literal["general", "sound", "profile", "numbers", "elsewhere"]
"""A part of the settings page; settings of ``elsewhere`` are changed in other places."""


class Declaration(NamedTuple):
    """What is declared about a setting beside its key and its default.

    Attributes:
        section: Where the setting has its row.
        label: What the row calls the setting, marked for translation; empty if it has no row.
        choices: The values that the row offers, in order, and the words for them, marked too.
        is_allowed: Whether a value of the right type may stand in the file.
        is_typed: Whether the row has a line to type in, and not a list of values.
    """

    section: Section
    label: str
    choices: Mapping[Any, str]
    is_allowed: Callable[[Any], bool]
    is_typed: bool = False


def row(
    section: Section,
    label: str,
    choices: Mapping[Any, str],
    is_allowed: Callable[[Any], bool] | None = None,
) -> dict[str, Declaration]:
    """Declare a setting; without ``is_allowed``, the offered values are the only ones."""
    allowed = choices.__contains__ if is_allowed is None else is_allowed
    return {"declaration": Declaration(section, label, choices, allowed)}


def line(section: Section, label: str) -> dict[str, Declaration]:
    """Declare a setting that is typed as a short line, or left empty."""
    return {"declaration": Declaration(section, label, {}, _is_short_line, is_typed=True)}


def is_within(least: int, most: int) -> Callable[[int], bool]:
    """Return a test for numbers from ``least`` to ``most``."""
    return lambda number: least <= number <= most


def is_any(_value: object) -> bool:
    """Return that every value of the right type is allowed."""
    return True


def is_plain(text: str) -> bool:
    """Return whether a text has no control characters."""
    return without_control_characters(text, keep="") == text


def is_name(text: str) -> bool:
    """Return whether a text can be a name: it is not empty, and plain."""
    return text != "" and is_plain(text)


def _is_short_line(text: str) -> bool:
    return len(text) <= LONGEST_LINE and text.isprintable()


def is_time_of_day(text: str) -> bool:
    """Return whether a text is a time of day, such as ``07:30``."""
    hour, _, minute = text.partition(":")
    return f"{hour}:00" in HOURS and minute in _MINUTES
