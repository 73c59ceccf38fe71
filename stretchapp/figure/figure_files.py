"""The pose files: which figure an exercise has, and what is wrong with the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.routines.find_files import exists, find_files

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.figure.motion import Figure

    State = dict[Path, tuple[int, int, int] | None]


class FigureFiles:
    """The shipped and the user's pose files; each is read when it is first wanted, and kept.

    A pose file of the user's takes the place of the shipped one of the same name, unless something
    is wrong in it.
    """

    def __init__(self, shipped: Path, user: Path, compiled: Path) -> None:
        """Read nothing yet.

        Args:
            shipped: The folder of the pose files that come with the app.
            user: The folder of the user's own; it may not exist.
            compiled: The compiled form of the shipped ones.
        """
        self._shipped = shipped
        self._user = user
        self._compiled = compiled
        self._figures: dict[str, Figure | None] = {}
        self._looked_at: State = {}
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
        present = {path: _state(path) for path in self._own(self._unreadable)}
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
        # Imported here: the first picture does without the whole room of figures.
        from stretchapp.figure.compiled import read_figure

        path = self._shipped / f"{exercise}.yaml"
        figure = read_figure(self._compiled, path)
        if figure is None and exists(path):
            return self._read(path)
        return figure

    def _read(self, path: Path) -> Figure | None:
        # Imported here: nobody needs the reader of YAML who has no pose files of their own.
        from stretchapp.figure.build import load_figure

        self._found[path] = []
        return load_figure(path, self._found[path])


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
