"""The autostart entry with which the desktop starts the app at login, without its window.

It follows the Desktop Application Autostart Specification, and is written only when the user asks
for it. If the user disables it in the desktop's settings (``Hidden=true``), it stays disabled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.files import read_plain_text, write_atomically
from stretchapp.base.i18n import _
from stretchapp.base.paths import desktop_config
from stretchapp.base.problems import UserError
from stretchapp.desktop.launching.desktop_entry import (
    check_command,
    exec_value,
    string_value,
    value_of,
    with_commands_of,
)
from stretchapp.desktop.launching.installation import APP_ID, data_folder_mark, launch_command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from stretchapp.base.paths import Paths

BACKGROUND = "--background"
"""The option that starts the app without its window."""

_DISABLED = (("Hidden", "true"), ("X-GNOME-Autostart-enabled", "false"))
"""The keys and values with which desktops disable an entry; the specification has the first."""


class Autostart:
    """The autostart entry of one user and one data folder."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], mark: str = "") -> None:
        """Prepare without writing anything.

        Args:
            command: The command that starts the app, with its full path.
            environ: The environment variables.
            mark: The mark of the data folder; see ``data_folder_mark``.
        """
        self._command = (*command, BACKGROUND)
        self._environ = environ
        self._name = f"{APP_ID}-{mark}" if mark else APP_ID

    @property
    def path(self) -> Path:
        """The path of the entry.

        Raises:
            UserError: The user has no home folder, and so no such entries.
        """
        return desktop_config(self._environ) / "autostart" / f"{self._name}.desktop"

    @property
    def is_on(self) -> bool:
        """Whether the desktop starts the app at login."""
        entry = self._read()
        return entry is not None and not _is_disabled(entry)

    @property
    def is_disabled_by_user(self) -> bool:
        """Whether the user has disabled the entry in the desktop's settings."""
        entry = self._read()
        return entry is not None and _is_disabled(entry)

    def add(self) -> None:
        """Write the entry anew, and so enable it.

        Raises:
            UserError: The entry cannot be written, or cannot hold the command.
        """
        self._write(autostart_entry(self._command))

    def update_command(self) -> None:
        """Make an existing entry start this installation; leave everything else in it as it is.

        Raises:
            UserError: The entry cannot be written, or cannot hold the command.
        """
        entry = self._read()
        if entry is None:
            return
        updated = with_commands_of(autostart_entry(self._command), entry)
        if updated != entry:
            self._write(updated)

    def remove(self) -> None:
        """Remove the entry, if there is one.

        Raises:
            UserError: The entry cannot be removed.
        """
        try:
            path = self.path
        except UserError:
            # Without a home folder there is no entry.
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = _("{file} cannot be removed ({reason}); remove it by hand.")
            raise UserError(message.format(file=path, reason=error.strerror)) from error

    def _read(self) -> str | None:
        try:
            return read_plain_text(self.path)
        except (OSError, UserError, ValueError):
            # The desktop cannot read it either.
            return None

    def _write(self, text: str) -> None:
        path = self.path
        try:
            write_atomically(path, text.encode())
        except OSError as error:
            message = _("{file} cannot be written ({reason}).")
            message = message.format(file=error.filename or path, reason=error.strerror)
            raise UserError(message) from error


def autostart_of(paths: Paths, environ: Mapping[str, str]) -> Autostart:
    """Return the autostart entry of a data folder.

    Args:
        paths: The user's folders.
        environ: The environment variables.
    """
    return Autostart(launch_command(paths.data_dir), environ, data_folder_mark(paths.data_dir))


def autostart_entry(command: Sequence[str]) -> str:
    """Return the text of the entry.

    Args:
        command: The command that starts the app without its window: a program with its full path,
            and arguments.

    Raises:
        UserError: The specification has no way to write the command.
    """
    check_command(command)
    # Because of TryExec, desktops silently ignore the entry once the app is uninstalled.
    return f"""\
[Desktop Entry]
Type=Application
Version=1.4
Name={APP_ID}
Comment={_("Wait for reminders in the background")}
Exec={exec_value(command)}
TryExec={string_value(command[0])}
Icon={APP_ID}
Terminal=false
NoDisplay=true
StartupNotify=false
"""


def _is_disabled(entry: str) -> bool:
    return any((value_of(entry, key) or "").lower() == value for key, value in _DISABLED)
