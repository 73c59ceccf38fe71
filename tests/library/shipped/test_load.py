"""The compiled form: the same as the YAML, and never older than it."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines import load as loader
from stretchapp.library.routines.load import load_library
from stretchapp.library.shipped import load as compiled
from stretchapp.library.shipped.load import (
    LibraryFiles,
    fingerprint,
    load_compiled,
    look_into,
    read_compiled,
)
from tests.library.files import changed, copy_some_shipped, exercise, routine, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stretchapp.library.routines.models import Library


@dataclasses.dataclass(frozen=True)
class Folders:
    """What a library is loaded from, and the file that keeps its compiled form."""

    shipped: Path
    user: Path
    cache: Path

    def load(self) -> Library:
        """Load the library, from the compiled form if that is up to date."""
        return load_compiled(self.shipped, self.user, self.cache)

    def is_up_to_date(self) -> bool:
        """Return whether the compiled form is."""
        present = fingerprint(look_into(self.shipped), look_into(self.user))
        return read_compiled(self.cache)[0] == present


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Some of what is shipped and two files of the user, compiled."""
    folders = Folders(tmp_path / "shipped", tmp_path / "user", tmp_path / "cache" / "library.json")
    copy_some_shipped(folders.shipped)
    write(folders.user, mine=exercise("mine"), routine=routine("my-routine", "exercise: mine"))
    folders.load()
    return folders


def refuse_to_read(*_: object) -> Library:
    """Take the place of the YAML reader where it may not be asked."""
    pytest.fail("the YAML is read")


def touch(path: Path) -> None:
    """Give a file another time and leave the rest as it is."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def edit(path: Path) -> None:
    """Change a file without changing its length or its time."""
    status = path.stat()
    path.write_text(changed(path.read_text(), "Calf stretch", "CALF STRETCH"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Folders], object]] = {
    "another time": lambda folders: touch(folders.user / "mine.yaml"),
    "another content": lambda folders: edit(folders.user / "mine.yaml"),
    "another name": lambda folders: (folders.user / "mine.yaml").rename(folders.user / "its.yaml"),
    "a new file": lambda folders: write(folders.user, new=exercise("new")),
    "a new file in a new folder": lambda folders: write(folders.user / "a", new=exercise("new")),
    "one of the user's gone": lambda folders: (folders.user / "routine.yaml").unlink(),
    "a shipped one gone": lambda folders: (folders.shipped / "seated-desk.yaml").unlink(),
}


class TestUpToDate:
    def test_it_equals_the_yaml_to_the_last_field(
        self, folders: Folders, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = load_library(folders.shipped, folders.user)
        monkeypatch.setattr(loader, "load_library", refuse_to_read)

        library = folders.load()

        assert library == expected
        assert list(library.exercises) == list(expected.exercises)
        assert list(library.routines) == list(expected.routines)
        assert list(library.flows) == list(expected.flows) != []
        # Equal numbers may be of different types: 30 and 30.0.
        assert repr(library) == repr(expected)
        assert folders.is_up_to_date()

    def test_a_step_holds_the_very_exercise_of_the_library(self, folders: Folders) -> None:
        library = folders.load()

        for routine_ in library.routines.values():
            for exercise_ in routine_.exercises:
                assert exercise_ is library.exercises[exercise_.id]

    def test_the_reader_of_yaml_is_not_even_imported(self, folders: Folders) -> None:
        program = (
            "import sys; from pathlib import Path; "
            "from stretchapp.library.shipped.load import load_compiled; "
            "assert load_compiled(*map(Path, sys.argv[1:])).routines; "
            "assert not {'yaml', 'msgspec', 'tempfile', 'difflib'} & set(sys.modules)"
        )
        paths = map(str, dataclasses.astuple(folders))

        subprocess.run([sys.executable, "-c", program, *paths], check=True)


class TestOutOfDate:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
    def test_it_is_by_any_change_of_the_files(
        self, folders: Folders, change: Callable[[Folders], object]
    ) -> None:
        change(folders)

        assert not folders.is_up_to_date()
        assert folders.load() == load_library(folders.shipped, folders.user)
        assert folders.is_up_to_date()

    def test_it_is_in_another_version_of_the_app(
        self, folders: Folders, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(compiled, "__version__", "99.0")

        assert not folders.is_up_to_date()

    def test_it_is_when_files_lead_elsewhere(self, folders: Folders) -> None:
        (folders.user / "gone.yaml").symlink_to("nowhere")

        assert not folders.is_up_to_date()

    def test_it_is_when_a_folder_cannot_be_looked_into_any_more(
        self, folders: Folders, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folders.user / "empty").mkdir()
        assert folders.is_up_to_date()
        scandir = os.scandir

        def refuse(path: str) -> Iterator[os.DirEntry[str]]:
            if path == os.fspath(folders.user / "empty"):
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)

        assert not folders.is_up_to_date()
        assert len(folders.load().problems) == 1

    def test_it_is_for_other_folders(self, folders: Folders) -> None:
        others = dataclasses.replace(folders, user=folders.user.parent / "nobody")

        assert not others.is_up_to_date()
        assert "mine" not in others.load().exercises


class TestWhatCannotBeUsed:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"\xff",
            b"null",
            b"[]",
            b"3",
            b"[" * 100_000,
            b'{"fingerprint": []}',
            b'{"fingerprint": [], "exercises": [3], "routines": []}',
            b'{"fingerprint": [], "exercises": 3, "routines": []}',
            b'{"fingerprint": [], "exercises": [{}], "routines": [], "flows": []}',
            b'{"fingerprint": [], "exercises": [], "routines": [], "flows": {"id": 1}}',
        ],
        ids=range(12),
    )
    def test_is_ignored_and_made_anew(self, folders: Folders, content: bytes) -> None:
        folders.cache.write_bytes(content)

        assert not folders.is_up_to_date()
        assert folders.load() == load_library(folders.shipped, folders.user)
        assert folders.is_up_to_date()

    def test_is_ignored_wherever_it_is_cut_off(self, folders: Folders) -> None:
        whole = folders.cache.read_bytes()

        for length in range(0, len(whole), 997):
            folders.cache.write_bytes(whole[:length])
            assert not folders.is_up_to_date()

    def test_is_a_folder_in_its_place(self, folders: Folders) -> None:
        folders.cache.unlink()
        folders.cache.mkdir()

        assert folders.load().routines
        assert folders.load().routines
        assert not folders.is_up_to_date()

    def test_is_a_cache_folder_that_cannot_be_made(self, folders: Folders) -> None:
        (folders.user.parent / "file").write_text("no folder")
        closed = dataclasses.replace(folders, cache=folders.user.parent / "file" / "library.json")

        assert closed.load() == load_library(folders.shipped, folders.user)
        assert not closed.is_up_to_date()

    def test_is_a_library_with_problems(self, folders: Folders) -> None:
        write(folders.user, broken="[")

        assert len(folders.load().problems) == 1
        assert len(folders.load().problems) == 1
        assert not folders.is_up_to_date()

        (folders.user / "broken.yaml").unlink()
        assert folders.load().problems == ()
        assert folders.is_up_to_date()


def test_it_is_readable_by_its_owner_only(folders: Folders) -> None:
    assert folders.cache.stat().st_mode & 0o777 == 0o600


def test_it_is_plain_json(folders: Folders) -> None:
    stored = json.loads(folders.cache.read_text("ascii"))

    assert set(stored) == {"fingerprint", "exercises", "routines", "flows"}


class TestLibraryFiles:
    @pytest.fixture
    def files(self, folders: Folders) -> LibraryFiles:
        """The files, which have not been read yet."""
        return LibraryFiles(folders.shipped, folders.user, folders.cache)

    def test_are_not_current_before_they_are_read(self, files: LibraryFiles) -> None:
        assert not files.is_current()

        files.load()

        assert files.is_current()

    def test_are_read_once(self, files: LibraryFiles) -> None:
        assert files.load() is files.load()

    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
    def test_are_read_again_after_any_change(
        self, files: LibraryFiles, folders: Folders, change: Callable[[Folders], object]
    ) -> None:
        files.load()

        change(folders)

        assert not files.is_current()
        assert files.load() == load_library(folders.shipped, folders.user)
        assert files.is_current()

    def test_have_changed_even_if_somebody_else_has_compiled_them(
        self, files: LibraryFiles, folders: Folders
    ) -> None:
        files.load()

        edit(folders.user / "mine.yaml")
        folders.load()

        assert not files.is_current()

    def test_with_problems_are_read_once_too(self, files: LibraryFiles, folders: Folders) -> None:
        write(folders.user, broken="[")

        assert files.load().problems
        assert files.is_current()
        assert files.load() is files.load()
