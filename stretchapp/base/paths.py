"""Where files live: the user's folders and the content that comes with the app."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Every folder and file that the app reads or writes.

    Attributes:
        config: Settings.
        data: The user's own routines and the session log.
        state: Window geometry, the instance lock and its socket, the log file.
        cache: What can be made anew at any time.
        share: Where the desktop looks for menu entries and icons; None where it must be left
            alone because everything is to be kept in one folder.
    """

    config: Path
    data: Path
    state: Path
    cache: Path
    share: Path | None = None

    @property
    def named(self) -> Path | None:
        """The folder that was named for everything; None with the usual ones."""
        # The usual folders lie in several places, a named one holds everything.
        return self.data if self.share is None else None

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
        """The database of sessions."""
        return self.data / "diary.sqlite"

    @property
    def display(self) -> Path:
        """Where the display of the session is kept, for those who are not told of it."""
        return self.state / "display.json"

    @property
    def lock(self) -> Path:
        """The lock of the one window."""
        return self.state / "instance.lock"


def user_paths(data_dir: Path | None = None) -> Paths:
    """Return the folders of the current user, or those below ``data_dir``.

    With ``data_dir`` nothing outside it is touched: settings and data lie directly in it.
    """
    if data_dir is not None:
        root = data_dir.expanduser().absolute()
        return Paths(config=root, data=root, state=root / "state", cache=root / "cache")
    # Imported here: with --data-dir nothing of it is needed.
    import platformdirs

    data = platformdirs.user_data_path("stretchapp", appauthor=False)
    return Paths(
        config=platformdirs.user_config_path("stretchapp", appauthor=False),
        data=data,
        state=platformdirs.user_state_path("stretchapp", appauthor=False),
        cache=platformdirs.user_cache_path("stretchapp", appauthor=False),
        # Menu entries of this kind are for Linux and its relatives.
        share=None if sys.platform in ("darwin", "win32") else data.parent,
    )


def shipped_routines() -> Path:
    """Return the folder of the routines and exercises that come with the app."""
    return _shipped("routines")


def shipped_assets() -> Path:
    """Return the folder of icons and other material that comes with the app."""
    return _shipped("assets")


def is_checkout() -> bool:
    """Return whether the app runs from a checkout of its sources, where its code may change."""
    return not (PACKAGE / "routines").is_dir()


def _shipped(name: str) -> Path:
    # A wheel holds the folder inside the package; a checkout has it beside the package.
    return (PACKAGE.parent if is_checkout() else PACKAGE) / name
