"""``stretchapp launcher``: adds the app to the applications menu, or removes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.base.unseen import shown
from stretchapp.desktop.launching.installation import launch_command
from stretchapp.desktop.launching.menu_entry import add_menu_entry, remove_menu_entry

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.paths import Paths


def add_lines(paths: Paths, icons: Path) -> list[str]:
    """Add the menu entry, and return the lines to print.

    Args:
        paths: The user's folders.
        icons: The folder of the shipped icons.

    Raises:
        UserError: The entry cannot be added.
    """
    path = add_menu_entry(_share(paths), icons, launch_command())
    return [_("Added stretchapp to the applications menu: {file}").format(file=shown(str(path)))]


def remove_lines(paths: Paths, icons: Path) -> list[str]:
    """Remove the menu entry, and return the lines to print.

    Args:
        paths: The user's folders.
        icons: The folder of the shipped icons.

    Raises:
        UserError: The entry cannot be removed.
    """
    if remove_menu_entry(_share(paths), icons):
        return [_("Removed stretchapp from the applications menu.")]
    return [_("stretchapp was not in the applications menu.")]


def _share(paths: Paths) -> Path:
    """Return the folder in which desktops look for menu entries."""
    if paths.share is None:
        raise UserError(
            _(
                "With --data-dir, stretchapp changes nothing outside that folder, so it cannot"
                " change the applications menu. Run the command without --data-dir."
            )
        )
    return paths.share
