"""The entry in the applications menu, with its actions and icons.

It follows the Desktop Entry Specification, and is written only when the user asks for it.
``update_commands`` adapts an existing entry to an installation that was moved; everything else that
the user changed in the entry stays.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stretchapp.base.files import read_plain_text, write_atomically
from stretchapp.base.i18n import N_, _
from stretchapp.base.paths import is_missing
from stretchapp.base.problems import UserError
from stretchapp.desktop.launching.desktop_entry import (
    check_command,
    exec_value,
    string_value,
    with_commands_of,
)
from stretchapp.desktop.launching.installation import APP_ID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAME_OF_RELIEF = N_("Cramp now")
NAME_OF_TONIGHT = N_("Tonight's stretch")
# Translators: the words by which people search for the app, each with a semicolon after it.
KEYWORDS = N_("stretch;cramp;calf;leg;foot;relief;timer;exercise;")

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def entry_path(share: Path) -> Path:
    """Return the path of the entry.

    Args:
        share: The user's data folder, such as ``~/.local/share``.
    """
    return share / "applications" / f"{APP_ID}.desktop"


def add_menu_entry(share: Path, icons: Path, command: Sequence[str]) -> Path:
    """Write the entry and its icons, and return the path of the entry.

    Args:
        share: The user's data folder.
        icons: The folder of the shipped icons.
        command: The command that starts the app.

    Raises:
        UserError: A file cannot be written, or the entry cannot hold the command.
    """
    path = entry_path(share)
    text = menu_entry_text(command)
    try:
        for shipped, installed in _icons(share, icons):
            write_atomically(installed, shipped.read_bytes())
        # Desktops look for new icons if this folder is newer than their cache.
        os.utime(_icon_theme(share))
        write_atomically(path, text.encode())
    except OSError as error:
        raise _not_written(path, error) from error
    return path


def remove_menu_entry(share: Path, icons: Path) -> bool:
    """Remove the entry and its icons; return False if there was no entry.

    Raises:
        UserError: A file cannot be removed.
    """
    path = entry_path(share)
    was_there = not is_missing(path)
    try:
        for _icon, installed in _icons(share, icons):
            installed.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    except OSError as error:
        message = _("{file} cannot be removed ({reason}).")
        raise UserError(message.format(file=path, reason=error.strerror)) from error
    return was_there


def update_commands(share: Path, command: Sequence[str]) -> bool:
    """Make an existing entry start this installation; leave everything else in it as it is.

    Returns:
        Whether the entry had to be changed.

    Raises:
        UserError: The entry cannot be read or written, or cannot hold the command.
    """
    path = entry_path(share)
    try:
        entry = read_plain_text(path)
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        message = _("{file} cannot be read ({reason}).")
        raise UserError(message.format(file=path, reason=error)) from error
    updated = with_commands_of(menu_entry_text(command), entry)
    if updated == entry:
        return False
    try:
        write_atomically(path, updated.encode())
    except OSError as error:
        raise _not_written(path, error) from error
    return True


def menu_entry_text(command: Sequence[str]) -> str:
    """Return the text of the entry.

    Args:
        command: The command that starts the app: a program with its full path, and arguments.

    Raises:
        UserError: The specification has no way to write the command.
    """
    program = command[0]
    check_command(command)

    # X-GNOME-SingleWindow is the older name of SingleMainWindow, which Debian 12 does not know yet.
    # The category is Utility, not MedicalSoftware: the app is no medical product.
    return f"""\
[Desktop Entry]
Type=Application
Version=1.4
Name=stretchapp
GenericName={_("Stretching timer")}
Comment={_("Stretch in the evening, and get help with a leg cramp")}
Exec={exec_value(command)}
TryExec={string_value(program)}
Icon={APP_ID}
Terminal=false
Categories=Utility;
Keywords={_(KEYWORDS)}
StartupNotify=true
StartupWMClass={APP_ID}
X-GNOME-SingleWindow=true
Actions=relief;tonight;

[Desktop Action relief]
Name={_(NAME_OF_RELIEF)}
Exec={exec_value([*command, "relief"])}

[Desktop Action tonight]
Name={_(NAME_OF_TONIGHT)}
Exec={exec_value([*command, "start"])}
"""


def _icon_theme(share: Path) -> Path:
    return share / "icons" / "hicolor"


def _icons(share: Path, icons: Path) -> list[tuple[Path, Path]]:
    """Return the shipped icons, each with the path where the desktop looks for it."""
    theme = _icon_theme(share)
    bitmaps = [
        (icons / f"{APP_ID}-{size}.png", theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png")
        for size in ICON_SIZES
    ]
    return [*bitmaps, (icons / f"{APP_ID}.svg", theme / "scalable" / "apps" / f"{APP_ID}.svg")]


def _not_written(path: Path, error: OSError) -> UserError:
    message = _("{file} cannot be written ({reason}).")
    return UserError(message.format(file=error.filename or path, reason=error.strerror))
