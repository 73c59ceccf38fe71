"""The folders of the user and of the content that comes with the app."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_HOME = N_("There is no home folder; set the variable HOME to one, or use --data-dir.")

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Every folder and file that the app reads or writes.

    Attributes:
        config: Settings.
        data: The user's own routines and pose files, and the diary.
        state: Window geometry, the instance lock and its socket, the log file.
        cache: Files that can be deleted at any time.
        share: The folder in which the desktop looks for menu entries and icons; None on other
            systems, and with ``--data-dir``, which changes nothing outside its folder.
        data_dir: The folder of ``--data-dir``; None without that option.
    """

    config: Path
    data: Path
    state: Path
    cache: Path
    share: Path | None = None
    data_dir: Path | None = None

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def user_routines(self) -> Path:
        """The folder of the user's own routine and exercise files."""
        return self.data / "routines"

    @property
    def user_poses(self) -> Path:
        """The folder of the user's own pose files, named after their exercises."""
        return self.data / "poses"

    @property
    def diary(self) -> Path:
        """The database of the diary."""
        return self.data / "diary.sqlite"

    @property
    def display(self) -> Path:
        """The file with the display of the last session, for processes without one."""
        return self.state / "display.json"

    @property
    def lock(self) -> Path:
        """The lock of the one instance."""
        return self.state / "instance.lock"


def user_paths(data_dir: Path | None = None) -> Paths:
    """Return the folders of the current user, or those below ``data_dir``.

    With ``data_dir``, nothing outside of it is used: settings and data lie directly in it.

    Raises:
        UserError: The user has no home folder, or the current folder was deleted.
    """
    if data_dir is not None:
        root = _absolute(data_dir)
        state, cache = root / "state", root / "cache"
        return Paths(config=root, data=root, state=state, cache=cache, data_dir=root)
    # Imported here: with --data-dir it is not needed.
    import platformdirs

    folders = platformdirs.PlatformDirs("stretchapp", appauthor=False)
    try:
        config, data = folders.user_config_path, folders.user_data_path
        state, cache = folders.user_state_path, folders.user_cache_path
    except RuntimeError as error:
        raise UserError(_(NO_HOME)) from error
    if not all(folder.is_absolute() for folder in (config, data, state, cache)):
        raise UserError(_(NO_HOME))
    return Paths(
        config=config,
        data=data,
        state=state,
        cache=cache,
        # Menu entries of this kind exist on Linux and similar systems only.
        share=None if sys.platform in ("darwin", "win32") else data.parent,
    )


def is_missing(path: Path) -> bool:
    """Return whether there is certainly nothing at a path.

    What lies in a folder that cannot be entered may exist; whoever opens it then says why it cannot
    be opened. ``Path.exists`` raises an error there, or says that it does not exist.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def desktop_config(environ: Mapping[str, str]) -> Path:
    """Return the folder in which the desktop and systemd look for what a user has configured.

    Args:
        environ: The environment variables.

    Raises:
        UserError: The user has no home folder.
    """
    config = Path(environ.get("XDG_CONFIG_HOME", ""))
    if config.is_absolute():
        return config
    home = Path(environ.get("HOME", ""))
    if not home.is_absolute():
        home = _home_of_account()
    return home / ".config"


def documents_folder(paths: Paths) -> Path:
    """Return the folder in which people look for their files; where it is unknown, ours."""
    # Imported here: few starts write a file for the person.
    import platformdirs

    try:
        documents = Path(platformdirs.user_documents_dir())
    except RuntimeError:
        return paths.data
    return documents if documents.is_absolute() else paths.data


def shipped_routines() -> Path:
    """Return the folder of the routines and exercises that come with the app."""
    return _shipped("routines")


def shipped_assets() -> Path:
    """Return the folder of icons and other material that comes with the app."""
    return _shipped("assets")


def is_checkout() -> bool:
    """Return whether the app runs from a checkout of its sources, where its code may change."""
    return not (PACKAGE / "routines").is_dir()


def _absolute(folder: Path) -> Path:
    """Return the full path of a folder, whose name may begin with ``~``."""
    try:
        return folder.expanduser().absolute()
    except RuntimeError as error:
        message = _("The home folder in '{folder}' is not known; name the folder.")
        raise UserError(message.format(folder=folder)) from error
    except OSError as error:
        message = _("'{folder}' cannot be found from the current folder, which was deleted.")
        raise UserError(message.format(folder=folder)) from error


def _home_of_account() -> Path:
    """Return the home folder that the account has, whatever the environment says."""
    if sys.platform == "win32":
        return Path.home()
    # Imported here: the environment nearly always names the folder.
    import pwd

    try:
        home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        home = Path()
    if not home.is_absolute():
        raise UserError(_(NO_HOME))
    return home


def _shipped(name: str) -> Path:
    # A wheel holds the folder inside the package; a checkout has it beside the package.
    return (PACKAGE.parent if is_checkout() else PACKAGE) / name
