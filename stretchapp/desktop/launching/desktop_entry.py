"""Reading and writing desktop entries, as for the applications menu and the autostart.

They follow the Desktop Entry Specification.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Za-z0-9_./+,:@-]+")
"""Arguments that need no quotes."""

_ESCAPED_IN_QUOTES = re.compile(r'(["`$\\])')
"""Characters that need a backslash within quotes."""

_STRING_ESCAPES = {"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
"""Escapes of every string value; readers undo them before the quotes."""

_COMMAND_KEYS = ("Exec", "TryExec")
MAIN_GROUP = "[Desktop Entry]"  # not for people


def exec_value(command: Sequence[str]) -> str:
    """Return a command as the value of an ``Exec`` key.

    Args:
        command: A program with its full path, and arguments.
    """
    return string_value(" ".join(map(_quote, command)))


def string_value(value: str) -> str:
    """Return a string as it is written in an entry."""
    return "".join(_STRING_ESCAPES.get(letter, letter) for letter in value)


def check_command(command: Sequence[str]) -> None:
    """Make sure that an entry can start a command.

    Args:
        command: A program with its full path, and arguments.

    Raises:
        UserError: The specification has no way to write the command.
    """
    program, *arguments = command
    # The specification gives "=" no meaning in a program's path; GLib does not find one with "%".
    if "=" in program or "%" in program or not _is_unicode(program):
        message = _(
            "The desktop cannot start {program} because of its name; install stretchapp into"
            " another folder."
        )
        raise UserError(message.format(program=repr(program)))
    for argument in arguments:
        if not _is_unicode(argument):
            # Translators: {argument} is the path of a folder.
            message = _(
                "The desktop cannot start stretchapp with {argument} because of its name; give the"
                " folder another name."
            )
            raise UserError(message.format(argument=repr(argument)))


def with_commands_of(entry: str, other: str) -> str:
    """Return ``other`` with the commands of ``entry``, and everything else unchanged."""
    commands = {key: line for key, line in _lines(entry) if key[1] in _COMMAND_KEYS}
    return "".join(f"{commands.get(key, line)}\n" for key, line in _lines(other))


def value_of(entry: str, key: str) -> str | None:
    """Return the value of a key in the main group, as it is written; None if there is none."""
    for (group, name), line in _lines(entry):
        if (group, name) == (MAIN_GROUP, key):
            return line.partition("=")[2].strip()
    return None


def _quote(argument: str) -> str:
    # A single percent sign would stand for files to open.
    doubled = argument.replace("%", "%%")
    if _PLAIN.fullmatch(doubled):
        return doubled
    escaped = _ESCAPED_IN_QUOTES.sub(r"\\\1", doubled)
    return f'"{escaped}"'


def _lines(entry: str) -> list[tuple[tuple[str, str], str]]:
    """Return the lines of an entry, each with its group and key."""
    lines: list[tuple[tuple[str, str], str]] = []
    group = ""
    # Not splitlines(): it also splits at characters that do not end a line in an entry.
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
