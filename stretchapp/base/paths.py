"""The folders of the user and of the content that comes with the app."""

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
    """
    if data_dir is not None:
        root = data_dir.expanduser().absolute()
        state, cache = root / "state", root / "cache"
        return Paths(config=root, data=root, state=state, cache=cache, data_dir=root)
    # Imported here: with --data-dir it is not needed.
    import platformdirs

    data = platformdirs.user_data_path("stretchapp", appauthor=False)
    return Paths(
        config=platformdirs.user_config_path("stretchapp", appauthor=False),
        data=data,
        state=platformdirs.user_state_path("stretchapp", appauthor=False),
        cache=platformdirs.user_cache_path("stretchapp", appauthor=False),
        # Menu entries of this kind exist on Linux and similar systems only.
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
