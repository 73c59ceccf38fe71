"""This installation: its id, the command that starts it, its icons, and its data folder."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.paths import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

SAFE_PATH = "-P"
"""The option with which Python imports nothing from the current folder."""

APP_ID = "stretchapp"
"""The id by which desktops and portals know the app, its windows and its menu entry."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The files and the command of this installation, as a menu entry needs them.

    Attributes:
        command: The command that starts the app.
        icons: The folder of the shipped icons.
        share: The user's data folder that menus read, such as ``~/.local/share``; None where the
            menu must not be changed.
    """

    command: tuple[str, ...]
    icons: Path
    share: Path | None


def launch_command(data_dir: Path | None = None) -> tuple[str, ...]:
    """Return the command that starts this installation from any folder.

    Args:
        data_dir: The data folder; None for the usual places.
    """
    options = () if data_dir is None else ("--data-dir", os.fspath(data_dir))
    script = Path(sys.executable).with_name(APP_ID)
    if os.access(script, os.X_OK) and script.is_file():
        return (str(script), *options)
    # By its path, because this interpreter may have found the package through PYTHONPATH only.
    return (sys.executable, SAFE_PATH, str(PACKAGE / "__main__.py"), *options)


def module_command(module: str) -> tuple[str, ...]:
    """Return the command that calls ``main`` of one of our modules in a process of its own.

    Args:
        module: The full name of the module.
    """
    folder = str(PACKAGE.parent)
    program = (
        # A program, not for people.
        f"import sys; folder = {folder!r}; folder in sys.path or sys.path.insert(0, folder);"
        f" from {module} import main; main()"
    )
    return (sys.executable, SAFE_PATH, "-c", program)


def command_line(command: Sequence[str], *arguments: str) -> str:
    """Return a command as the user can paste it into a terminal or a desktop's settings."""
    return shlex.join([*command, *arguments])


def data_folder_mark(data_dir: Path | None) -> str:
    """Return a mark for file names that differs between data folders.

    Args:
        data_dir: The data folder; None for the usual places, whose mark is empty.
    """
    if data_dir is None:
        return ""
    # Imported here: few users choose a data folder.
    import zlib

    return f"{zlib.crc32(os.fsencode(os.path.realpath(data_dir))):08x}"
