"""The entry in the applications menu with its actions and icons.

It follows the Desktop Entry Specification, and is written only when asked for. ``renew_paths``
keeps an entry that is there in step with an installation that was moved; everything else that
somebody changed in it is left as it is.
"""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.files import write_atomically
from stretchapp.base.problems import UserError
from stretchapp.desktop.menu.desktop_entry import (
    check_program,
    exec_value,
    string_value,
    with_commands_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

APP_ID = "stretchapp"
"""Names the entry; the desktop knows the window and the portal knows the app by it."""

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


@dataclass(frozen=True, slots=True)
class Installation:
    """What an entry is made of, and where it goes.

    Attributes:
        command: What starts the app.
        icons: The folder of the shipped icons.
        share: The user's data folder; None where the menu must be left alone.
    """

    command: tuple[str, ...]
    icons: Path
    share: Path | None


def launch_command(data_dir: Path | None = None) -> tuple[str, ...]:
    """Return the command that starts this installation from anywhere.

    Args:
        data_dir: The folder in which everything is kept, if it is not the usual ones.
    """
    apart = () if data_dir is None else ("--data-dir", os.fspath(data_dir))
    # Not resolved: in a virtual environment the interpreter is a link that must be kept.
    python = Path(os.path.abspath(sys.executable))  # noqa: PTH100 -- resolve() follows links
    script = python.with_name(APP_ID)
    if os.access(script, os.X_OK) and script.is_file():
        return (str(script), *apart)
    return (str(python), "-m", APP_ID, *apart)


def command_line(command: Sequence[str], *arguments: str) -> str:
    """Return a command as one types it, or pastes it into the settings of a desktop."""
    return shlex.join([*command, *arguments])


def entry_path(share: Path) -> Path:
    """Return where the entry is.

    Args:
        share: The user's data folder, such as ``~/.local/share``.
    """
    return share / "applications" / f"{APP_ID}.desktop"


def add_menu_entry(share: Path, icons: Path, command: Sequence[str]) -> Path:
    """Write the entry and its icons, and return the path of the entry.

    Args:
        share: The user's data folder.
        icons: The folder of the shipped icons.
        command: What starts the app.

    Raises:
        UserError: They cannot be written, or the command cannot be put into an entry.
    """
    path = entry_path(share)
    text = launcher_entry(command)
    try:
        for shipped, installed in _icons(share, icons):
            write_atomically(installed, shipped.read_bytes())
        # Desktops look for new icons where this folder is newer than what they know.
        os.utime(_icon_theme(share))
        write_atomically(path, text.encode())
    except OSError as error:
        raise _not_written(path, error) from error
    return path


def remove_menu_entry(share: Path, icons: Path) -> bool:
    """Remove the entry and its icons; False if there was no entry.

    Raises:
        UserError: They cannot be removed.
    """
    path = entry_path(share)
    was_there = path.exists()
    try:
        for _, installed in _icons(share, icons):
            installed.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{path} cannot be removed ({error.strerror}).") from error
    return was_there


def renew_paths(share: Path, command: Sequence[str]) -> bool:
    """Let the entry start this installation, if there is one and it starts another.

    Returns:
        Whether something had to be changed.

    Raises:
        UserError: It cannot be read or written, or the command cannot be put into an entry.
    """
    path = entry_path(share)
    try:
        found = path.read_text("utf-8")
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read ({error}).") from error
    renewed = with_commands_of(launcher_entry(command), found)
    if renewed == found:
        return False
    try:
        write_atomically(path, renewed.encode())
    except OSError as error:
        raise _not_written(path, error) from error
    return True


def launcher_entry(command: Sequence[str]) -> str:
    """Return the text of the entry.

    Args:
        command: What starts the app: a program with its full path, and arguments.

    Raises:
        UserError: The specification has no way to write the command.
    """
    program = command[0]
    check_program(program, "The applications menu")

    # SingleMainWindow is the newer name of X-GNOME-SingleWindow, which Debian 12 does not know yet.
    # Utility and not MedicalSoftware: it is no medical product.
    return f"""\
[Desktop Entry]
Type=Application
Version=1.4
Name=stretchapp
GenericName=Stretching Timer
Comment=Stretch in the evening, and get help with a leg cramp
Exec={exec_value(command)}
TryExec={string_value(program)}
Icon={APP_ID}
Terminal=false
Categories=Utility;
Keywords=stretch;cramp;calf;leg;foot;relief;timer;exercise;
StartupNotify=true
StartupWMClass={APP_ID}
X-GNOME-SingleWindow=true
Actions=relief;tonight;

[Desktop Action relief]
Name=Cramp now
Exec={exec_value([*command, "relief"])}

[Desktop Action tonight]
Name=Tonight's stretch
Exec={exec_value([*command, "start"])}
"""


def _icon_theme(share: Path) -> Path:
    return share / "icons" / "hicolor"


def _icons(share: Path, icons: Path) -> list[tuple[Path, Path]]:
    """Return where the icons are, and where the desktop looks for them."""
    theme = _icon_theme(share)
    drawn = [
        (icons / f"{APP_ID}-{size}.png", theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png")
        for size in ICON_SIZES
    ]
    return [*drawn, (icons / f"{APP_ID}.svg", theme / "scalable" / "apps" / f"{APP_ID}.svg")]


def _not_written(path: Path, error: OSError) -> UserError:
    return UserError(f"{error.filename or path} cannot be written ({error.strerror}).")
