"""The library from its files and from the cache, which is never older than the files."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchapp.base.paths import shipped_routines
from stretchapp.library import load as loader
from stretchapp.library.library_files import SOON_READ_BYTES, LibraryFiles
from stretchapp.library.load import load_library
from stretchapp.library.yaml import read_file
from tests.library.files import (
    EXERCISE,
    ROUTINE,
    changed,
    copy_some_shipped,
    exercise,
    routine,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stretchapp.library.models import Library


class YamlIsReadError(Exception):
    """The YAML was read, not the cache."""


def refuse_to_read(*_: object) -> Library:
    """Replace the YAML reader, and fail."""
    raise YamlIsReadError


@dataclass(frozen=True)
class Folders:
    """The folders of a library."""

    shipped: Path
    user: Path
    cache: Path

    def files(self) -> LibraryFiles:
        """Return the files as the next start of the app sees them."""
        return LibraryFiles(self.shipped, self.user, self.cache)

    def from_yaml(self) -> Library:
        """Return the library without the cache."""
        return load_library(self.shipped, self.user)

    def is_cached(self) -> bool:
        """Return whether the next start reads no YAML."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loader, "load_library", refuse_to_read)
            try:
                self.files().load()
            except YamlIsReadError:
                return False
        return True


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Some shipped files and two files of the user, already in the cache."""
    folders = Folders(tmp_path / "shipped", tmp_path / "user", tmp_path / "cache")
    copy_some_shipped(folders.shipped)
    write(folders.user, mine=exercise("mine"), routine=routine("my-routine", "exercise: mine"))
    folders.files().load()
    return folders


def edit(path: Path, old: str, new: str) -> None:
    """Change a file without changing its length or its modification time."""
    status = path.stat()
    path.write_text(changed(path.read_text("utf-8"), old, new), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace(path: Path, put: Callable[[Path], object]) -> None:
    """Replace a file by something else."""
    path.unlink()
    put(path)


CHANGES: dict[str, Callable[[Folders], object]] = {
    "a user's file is edited": lambda folders: edit(
        folders.user / "mine.yaml", "Calf stretch", "CALF STRETCH"
    ),
    "a shipped file is edited": lambda folders: edit(
        folders.shipped / "flows" / "calf.yaml", "format: 1", "format: 2"
    ),
    "another name": lambda folders: (folders.user / "mine.yaml").rename(folders.user / "its.yaml"),
    "a new file": lambda folders: write(folders.user, new=exercise("new")),
    "a new file in a new folder": lambda folders: write(folders.user / "a", new=exercise("new")),
    "a new shipped file": lambda folders: (folders.shipped / "new.yml").touch(),
    "a broken file": lambda folders: write(folders.user, broken="["),
    "one of the user's gone": lambda folders: (folders.user / "routine.yaml").unlink(),
    "a shipped one gone": lambda folders: (folders.shipped / "seated-desk.yaml").unlink(),
    "all of the user's gone": lambda folders: shutil.rmtree(folders.user),
    "a pipe": lambda folders: replace(folders.shipped / "in-bed.yaml", os.mkfifo),
    "a link to nowhere": lambda folders: replace(
        folders.shipped / "in-bed.yaml", lambda path: path.symlink_to("nowhere")
    ),
}
every_change = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())


class TestFromTheCache:
    def test_the_library_equals_the_yaml_to_the_last_field(self, folders: Folders) -> None:
        expected = folders.from_yaml()

        library = folders.files().load()

        assert folders.is_cached()
        assert library == expected
        assert list(library.exercises) == list(expected.exercises) != []
        assert list(library.routines) == list(expected.routines) != []
        assert list(library.flows) == list(expected.flows) != []
        # Equal numbers may be of different types: 30 and 30.0.
        assert repr(library) == repr(expected)

    def test_everything_that_is_shipped_can_be_stored(
        self, library: Library, tmp_path: Path
    ) -> None:
        folders = Folders(shipped_routines(), tmp_path / "none", tmp_path / "cache")
        folders.files().load()

        assert folders.is_cached()
        assert folders.files().load() == library

    def test_a_step_holds_the_very_exercise_of_the_library(self, folders: Folders) -> None:
        library = folders.files().load()
        steps = [
            step
            for flow in library.flows.values()
            for stage in flow.stages
            for step in (*stage.steps, *stage.alternatives)
        ]
        of_routines = [it for routine in library.routines.values() for it in routine.exercises]

        assert steps
        for used in (*of_routines, *(step.exercise for step in steps)):
            assert used is library.exercises[used.id]

    def test_nothing_of_the_yaml_reader_is_imported(self, folders: Folders) -> None:
        program = (
            "import sys; from pathlib import Path; "
            "from stretchapp.library.library_files import LibraryFiles; "
            "library = LibraryFiles(*map(Path, sys.argv[1:])).load(); "
            "print(len(library.routines), *sys.modules)"
        )
        paths = map(str, (folders.shipped, folders.user, folders.cache))

        done = subprocess.run(
            [sys.executable, "-c", program, *paths], check=True, capture_output=True, text=True
        )

        routines, *modules = done.stdout.split()
        assert int(routines) > 0
        assert {"yaml", "msgspec", "tempfile", "difflib"}.isdisjoint(modules)


class TestChangedFiles:
    @every_change
    def test_are_read_at_the_next_start(
        self, folders: Folders, change: Callable[[Folders], object]
    ) -> None:
        change(folders)

        assert not folders.is_cached()
        assert folders.files().load() == folders.from_yaml()

    @every_change
    def test_are_read_by_the_same_process(
        self, folders: Folders, change: Callable[[Folders], object]
    ) -> None:
        files = folders.files()
        files.load()
        assert files.is_current()

        change(folders)

        assert not files.is_current()
        assert files.load() == folders.from_yaml()
        assert files.is_current()

    def test_are_noticed_even_if_another_process_has_cached_them(self, folders: Folders) -> None:
        files = folders.files()
        files.load()

        edit(folders.user / "mine.yaml", "Calf stretch", "CALF STRETCH")
        folders.files().load()

        assert not files.is_current()

    def test_are_those_of_another_folder(self, folders: Folders) -> None:
        others = Folders(folders.shipped, folders.user.with_name("nobody"), folders.cache)

        assert not others.is_cached()
        assert "mine" not in others.files().load().exercises


class TestProblems:
    def test_are_told_at_every_start_until_they_are_mended(self, folders: Folders) -> None:
        write(folders.user, broken="[")

        assert len(folders.files().load().problems) == 1
        assert len(folders.files().load().problems) == 1

        (folders.user / "broken.yaml").unlink()
        assert folders.files().load().problems == ()
        assert folders.is_cached()

    def test_are_cached_with_everything_else(self, folders: Folders) -> None:
        write(folders.user, broken="[", wrong=routine("wrong", "exercise: nothing"))
        expected = folders.from_yaml()
        folders.files().load()

        assert folders.is_cached()
        assert folders.files().load() == expected
        assert len(expected.problems) == 2

    def test_of_the_disk_are_tried_again_at_the_next_start(
        self, folders: Folders, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(path: Path, most: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error", str(path))

        write(folders.user, new=exercise("new"))
        with monkeypatch.context() as patch:
            patch.setattr(read_file, "read_plain_file", fail)
            assert folders.files().load().problems

        assert folders.files().load().problems == ()

    def test_are_read_once_by_a_process(self, folders: Folders) -> None:
        write(folders.user, broken="[")
        files = folders.files()

        assert files.load().problems
        assert files.is_current()
        assert files.load() is files.load()

    @pytest.mark.parametrize("name", ["user", "shipped"])
    def test_include_a_folder_that_cannot_be_read_any_more(
        self, folders: Folders, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = getattr(folders, name) / "closed"
        folder.mkdir(parents=True)
        assert folders.is_cached()
        scandir = os.scandir

        def refuse(path: str) -> Iterator[os.DirEntry[str]]:
            if path == os.fspath(folder):
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)

        assert not folders.is_cached()
        assert [problem.path for problem in folders.files().load().problems] == [folder]


def test_an_empty_folder_of_the_users_makes_no_difference(folders: Folders) -> None:
    shutil.rmtree(folders.user)
    folders.files().load()

    folders.user.mkdir()
    (folders.user / "notes.txt").touch()

    assert folders.is_cached()


def test_files_are_not_current_before_they_are_read(folders: Folders) -> None:
    assert not folders.files().is_current()


def test_files_are_read_once(folders: Folders) -> None:
    files = folders.files()

    assert files.load() is files.load()


class TestForRelief:
    """What relief gets, which must not wait for files of the user's."""

    LARGE = "# " + "x" * SOON_READ_BYTES

    def test_small_files_of_the_users_are_read(self, folders: Folders) -> None:
        write(folders.user, new=exercise("new"))

        assert folders.files().load_soon() == folders.from_yaml()

    def test_large_ones_that_have_changed_are_left_out(self, folders: Folders) -> None:
        write(folders.user, new=exercise("new") + self.LARGE)

        library = folders.files().load_soon()

        assert library == load_library(folders.shipped)
        assert library.guided_flows

    def test_large_ones_are_used_once_they_were_read(self, folders: Folders) -> None:
        write(folders.user, new=exercise("new") + self.LARGE)
        folders.files().load()

        assert "new" in folders.files().load_soon().exercises

    def test_what_is_left_out_is_read_afterwards(self, folders: Folders) -> None:
        write(folders.user, new=exercise("new") + self.LARGE)
        files = folders.files()

        files.load_soon()

        assert not files.is_current()
        assert "new" in files.load().exercises
        assert "new" in files.load_soon().exercises

    def test_the_second_time_no_yaml_is_read(
        self, folders: Folders, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(folders.user, new=exercise("new") + self.LARGE)
        expected = folders.files().load_soon()

        monkeypatch.setattr(loader, "load_library", refuse_to_read)

        assert folders.files().load_soon() == expected

    def test_a_large_broken_file_spoils_nothing(self, folders: Folders) -> None:
        write(folders.user, new="\t\n" * SOON_READ_BYTES)

        assert folders.files().load_soon().guided_flows
        assert folders.files().load().guided_flows


class TestAnyDamage:
    """Of the cache: a start reads the files instead, or what was stored."""

    @settings(deadline=None, max_examples=60)
    @given(st.data())
    def test_never_ends_a_start(self, data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as name:
            folders = Folders(Path(name, "shipped"), Path(name, "user"), Path(name, "cache"))
            write(folders.shipped, calf_stretch=EXERCISE, evening=ROUTINE)
            expected = folders.files().load()
            entry = folders.cache / "library.cache"
            content = bytearray(entry.read_bytes())
            for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
                content[place] ^= data.draw(st.integers(1, 255))
            entry.write_bytes(content[: data.draw(st.integers(0, len(content)))])

            assert folders.files().load() == expected

    @pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, partial(os.symlink, "/dev/zero")])
    def test_of_its_kind_never_ends_a_start_either(
        self, folders: Folders, put: Callable[[Path], object]
    ) -> None:
        expected = folders.from_yaml()
        replace(folders.cache / "library.cache", put)

        assert folders.files().load() == expected
