"""How the files of desktops write down commands: menu entries and those of the autostart.

It follows the Desktop Entry Specification.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAFE = re.compile(r"[A-Za-z0-9_./+,:@-]+")
"""What needs no quotes."""

_QUOTED = re.compile(r'(["`$\\])')
"""What needs a backslash within quotes."""

_ESCAPES = {"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
"""How a string is written in an entry; it is undone before the quotes are."""

_COMMANDS = ("Exec", "TryExec")


def exec_value(command: Sequence[str]) -> str:
    """Return a command as the value of an ``Exec`` key.

    Args:
        command: A program with its full path, and arguments.
    """
    return string_value(" ".join(map(quoted, command)))


def quoted(argument: str) -> str:
    """Return an argument as the value of an ``Exec`` key has it, before that is written down."""
    # A lone per cent sign would stand for files to open.
    doubled = argument.replace("%", "%%")
    if _SAFE.fullmatch(doubled):
        return doubled
    escaped = _QUOTED.sub(r"\\\1", doubled)
    return f'"{escaped}"'


def string_value(value: str) -> str:
    """Return a value as it is written in a file."""
    return "".join(_ESCAPES.get(letter, letter) for letter in value)


def check_program(program: str, starter: str) -> None:
    """Make sure that a program can be started by an entry.

    Args:
        program: Its full path.
        starter: Who is to start it, as the beginning of a sentence.

    Raises:
        UserError: The specification has no way to write its path.
    """
    # The first has no meaning by the specification; GLib does not find a program with the other.
    if "=" in program or "%" in program or not _is_unicode(program):
        raise UserError(
            f"{starter} cannot start {program!r} because of its name;"
            " install stretchapp into another folder."
        )


def with_commands_of(entry: str, found: str) -> str:
    """Return ``found`` with the commands of ``entry``; everything else in it stays."""
    wanted = {place: line for place, line in _places(entry) if place[1] in _COMMANDS}
    return "".join(f"{wanted.get(place, line)}\n" for place, line in _places(found))


def value_of(entry: str, key: str) -> str | None:
    """Return the value of a key in the main group of an entry, as it is written; None without."""
    for (group, name), line in _places(entry):
        if (group, name) == ("[Desktop Entry]", key):
            return line.partition("=")[2].strip()
    return None


def _places(entry: str) -> list[tuple[tuple[str, str], str]]:
    """Return the lines of an entry, each with its group and key."""
    lines: list[tuple[tuple[str, str], str]] = []
    group = ""
    # Not splitlines(): other characters that end lines elsewhere do not do so here.
    for line in entry.removesuffix("\n").split("\n"):
        if line.startswith("["):
            group = line
        lines.append(((group, line.partition("=")[0].rstrip()), line))
    return lines


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
