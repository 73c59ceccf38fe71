"""The figures of the exercises, loaded from the shipped and the user's pose files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.cache import file_state
from stretchapp.library.routines.find_files import exists, find_files

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
            cache: The folder of the cache; it stores the shipped figures.
        """
        self._shipped = shipped
        self._user = user
        self._cache = cache / "figures"
        self._figures: dict[str, Figure | None] = {}
        self._looked_at: dict[Path, FileState] = {}
        self._unreadable: list[Problem] = []
        self._found: dict[Path, list[Problem]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files that were read, in their order."""
        found = (problem for problems in self._found.values() for problem in problems)
        return tuple(sorted([*self._unreadable, *found]))

    def figure(self, exercise: str) -> Figure | None:
        """Return the figure of an exercise, or None if it has none that can be read."""
        if exercise not in self._figures:
            self._figures[exercise] = self._load(exercise)
        return self._figures[exercise]

    def reload_if_changed(self) -> bool:
        """Read those of the user's files that have changed since this was last called.

        Returns:
            Whether there are other problems than before.
        """
        before = self.problems
        self._unreadable = []
        present = {path: file_state(path) for path in self._own(self._unreadable)}
        changed = {path for path, _ in present.items() ^ self._looked_at.items()}
        self._looked_at = present
        for path in changed:
            self._figures.pop(path.stem, None)
            self._found.pop(path, None)
        for path in sorted(changed & present.keys()):
            self._figures[path.stem] = self._load(path.stem)
        return self.problems != before

    def _own(self, unreadable: list[Problem]) -> list[Path]:
        if not exists(self._user):
            return []
        # Only what lies in the folder itself, as ``stretchapp check`` has it.
        found = find_files(self._user, unreadable)
        return [path for path in found if path.parent == self._user]

    def _load(self, exercise: str) -> Figure | None:
        own = None
        for path in self._own([]):
            if path.stem == exercise:
                own = self._read(path) or own
        return own or self._load_shipped(exercise)

    def _load_shipped(self, exercise: str) -> Figure | None:
        path = self._shipped / f"{exercise}.yaml"
        if not exists(path):
            return None
        # Imported here: the first frame shows no figure.
        from stretchapp.figure.cached_figure import load_cached_figure

        self._found[path] = []
        return load_cached_figure(path, self._cache, self._found[path])

    def _read(self, path: Path) -> Figure | None:
        # Imported here: most users have no pose files of their own.
        from stretchapp.figure.build import load_figure

        self._found[path] = []
        return load_figure(path, self._found[path])
