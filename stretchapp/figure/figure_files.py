"""The figures of the exercises, loaded from the shipped and the user's pose files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import language
from stretchapp.base.paths import is_missing
from stretchapp.library.cache import file_state
from stretchapp.library.find_files import find_files

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.figure.motion import Figure
    from stretchapp.library.cache import FileState


class FigureFiles:
    """The shipped and the user's pose files; each is read when its figure is first used.

    A user's pose file replaces the shipped one of the same name, unless it has problems.
    """

    def __init__(self, shipped: Path, user: Path, cache: Path) -> None:
        """Read nothing yet.

        Args:
            shipped: The folder of the pose files that come with the app.
            user: The folder of the user's own; it may not exist.
            cache: The folder of the cache.
        """
        self._shipped = shipped
        self._user = user
        self._cache = cache / "figures"
        self._cache_of_user = cache / "own-figures"
        self._figures: dict[str, Figure | None] = {}
        self._last_seen: dict[Path, tuple[FileState, str]] = {}
        self._folder_problems: list[Problem] = []
        self._file_problems: dict[Path, list[Problem]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the user's folder and of the files that were read, in their order."""
        of_files = (problem for problems in self._file_problems.values() for problem in problems)
        return tuple(sorted([*self._folder_problems, *of_files]))

    def figure(self, exercise: str) -> Figure | None:
        """Return the figure of an exercise, or None if it has no valid pose file."""
        if exercise not in self._figures:
            self._figures[exercise] = self._load(exercise)
        return self._figures[exercise]

    def reload_if_changed(self) -> bool:
        """Read the user's pose files that have changed since the last call.

        In another language all of them have, because their problems are worded anew.

        Returns:
            Whether the problems have changed.
        """
        before = self.problems
        self._folder_problems = []
        present = {
            path: (file_state(path), language()) for path in self._user_files(self._folder_problems)
        }
        changed = {path.stem for path, _ in present.items() ^ self._last_seen.items()}
        # One that was read before the first call, and has gone since.
        read = {path for path in self._file_problems if path.parent == self._user}
        gone = {path.stem for path in read - present.keys()}
        self._last_seen = present
        for exercise in changed | gone:
            self._figures.pop(exercise, None)
        for path in [path for path in self._file_problems if path.stem in changed | gone]:
            del self._file_problems[path]
        for exercise in sorted(changed & {path.stem for path in present}):
            self._figures[exercise] = self._load(exercise)
        return self.problems != before

    def _user_files(self, problems: list[Problem]) -> list[Path]:
        """Return the user's pose files; a folder that cannot be read is added to ``problems``."""
        if is_missing(self._user):
            return []
        # Subfolders are not used, as in ``stretchapp check``.
        return [path for path in find_files(self._user, problems) if path.parent == self._user]

    def _load(self, exercise: str) -> Figure | None:
        figure = None
        for path in self._user_files([]):
            if path.stem == exercise:
                figure = self._read(path, self._cache_of_user) or figure
        return figure or self._load_shipped(exercise)

    def _load_shipped(self, exercise: str) -> Figure | None:
        path = self._shipped / f"{exercise}.yaml"
        if is_missing(path):
            return None
        return self._read(path, self._cache)

    def _read(self, path: Path, cache: Path) -> Figure | None:
        # Imported here: the first frame shows no figure.
        from stretchapp.figure.cached_figure import load_cached_figure

        self._file_problems[path] = []
        return load_cached_figure(path, cache, self._file_problems[path])
