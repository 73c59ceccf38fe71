"""The file by which the desktop starts the app at the login, without its window.

It follows the Desktop Application Autostart Specification. It is written only when asked for. Who
switches it off with the desktop's own means, which leave it there as hidden, is not overruled.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.files import write_atomically
from stretchapp.base.problems import UserError
from stretchapp.desktop.menu.desktop_entry import (
    check_program,
    exec_value,
    string_value,
    value_of,
    with_commands_of,
)
from stretchapp.desktop.menu.menu_entry import APP_ID, launch_command
from stretchapp.desktop.reminders.systemd_timers import data_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.base.paths import Paths

BACKGROUND = "--background"
"""The option that lets the app start without its window."""

_OFF = (("Hidden", "true"), ("X-GNOME-Autostart-enabled", "false"))
"""How desktops switch an entry off. The first is the way of the specification."""


class Autostart:
    """The autostart of one user and one set of data.

    Attributes:
        path: The file.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], mark: str = "") -> None:
        """Do nothing yet.

        Args:
            command: What starts the app, with its full path.
            environ: The environment: where the user's folders are.
            mark: Tells the autostart of other data apart; letters and digits, empty for the usual.
        """
        self._command = (*command, BACKGROUND)
        config = Path(environ.get("XDG_CONFIG_HOME", ""))
        if not config.is_absolute():
            config = Path(environ.get("HOME", "~")).expanduser() / ".config"
        name = f"{APP_ID}-{mark}" if mark else APP_ID
        self.path = config / "autostart" / f"{name}.desktop"

    @property
    def is_on(self) -> bool:
        """Whether the app is started at the login."""
        found = self._read()
        return found is not None and not _is_off(found)

    @property
    def is_off_by_hand(self) -> bool:
        """Whether somebody has switched it off with the desktop's own means."""
        found = self._read()
        return found is not None and _is_off(found)

    def add(self) -> None:
        """Let the app be started at the login from now on, whatever was before.

        Raises:
            UserError: The file cannot be written, or the command cannot be put into it.
        """
        self._write(autostart_entry(self._command))

    def renew(self) -> None:
        """Let the file start this installation, if there is one and it starts another.

        Everything else in it stays, also that it is switched off.

        Raises:
            UserError: It cannot be written, or the command cannot be put into it.
        """
        found = self._read()
        if found is None:
            return
        renewed = with_commands_of(autostart_entry(self._command), found)
        if renewed != found:
            self._write(renewed)

    def remove(self) -> None:
        """Remove the file, if there is one.

        Raises:
            UserError: It cannot be removed.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"{self.path} cannot be removed ({error.strerror}); remove it by hand."
            ) from error

    def _read(self) -> str | None:
        try:
            return self.path.read_text("utf-8")
        except (OSError, ValueError):
            # What cannot be read starts nothing either.
            return None

    def _write(self, text: str) -> None:
        try:
            write_atomically(self.path, text.encode())
        except OSError as error:
            raise UserError(
                f"{error.filename or self.path} cannot be written ({error.strerror})."
            ) from error


def autostart_of(paths: Paths, environ: Mapping[str, str]) -> Autostart:
    """Return the autostart of one set of folders.

    Args:
        paths: The user's folders.
        environ: The environment: where the desktop looks for the file.
    """
    return Autostart(launch_command(paths.data_dir), environ, data_mark(paths.data_dir))


def autostart_entry(command: Sequence[str]) -> str:
    """Return the text of the file.

    Args:
        command: What starts the app without its window: a program with its full path, and
            arguments.

    Raises:
        UserError: The specification has no way to write the command.
    """
    check_program(command[0], "The autostart")
    # With TryExec, a desktop passes over it quietly once the app is gone.
    return f"""\
[Desktop Entry]
Type=Application
Version=1.4
Name={APP_ID}
Comment=Wait for the reminders of stretchapp, without a window
Exec={exec_value(command)}
TryExec={string_value(command[0])}
Icon={APP_ID}
Terminal=false
NoDisplay=true
StartupNotify=false
"""


def _is_off(entry: str) -> bool:
    return any((value_of(entry, key) or "").lower() == value for key, value in _OFF)
