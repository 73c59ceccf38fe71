"""The compiled form that is shipped: used by who has no files of their own, and never wrong."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines import load as loader
from stretchapp.library.routines.load import load_library
from stretchapp.library.shipped.load import LibraryFiles, load_compiled, shipped_form
from tests.library.files import changed, copy_some_shipped, exercise, routine, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stretchapp.library.routines.models import Library


@dataclasses.dataclass(frozen=True)
class Folders:
    """A shipped library with its compiled form, and where the user's would be."""

    shipped: Path
    user: Path
    cache: Path
    compiled: Path

    def load(self) -> Library:
        """Load the library."""
        return load_compiled(self.shipped, self.user, self.cache, self.compiled)

    def reads_yaml(self) -> bool:
        """Load the library anew and return whether the YAML was read for it."""
        self.cache.unlink(missing_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loader, "load_library", refuse_to_read)
            try:
                self.load()
            except YamlIsReadError:
                return True
        return False


class YamlIsReadError(Exception):
    """The reader of YAML was asked."""


def refuse_to_read(*_: object) -> Library:
    """Take the place of the YAML reader."""
    raise YamlIsReadError


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Some of what is shipped, compiled; the user has no files."""
    folders = Folders(
        tmp_path / "shipped",
        tmp_path / "user",
        tmp_path / "cache" / "library.json",
        tmp_path / "compiled.json",
    )
    copy_some_shipped(folders.shipped)
    library = load_library(folders.shipped)
    folders.compiled.write_text(shipped_form(folders.shipped, library), "utf-8")
    return folders


def edit(path: Path) -> None:
    """Change a file without changing its length or its times."""
    status = path.stat()
    path.write_text(changed(path.read_text("utf-8"), "format: 1", "format: 2"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_by_a_pipe(path: Path) -> None:
    """Put a pipe in the place of a file."""
    path.unlink()
    os.mkfifo(path)


def is_refused(path: Path) -> None:
    """Let nobody read a file."""
    path.unlink()
    path.symlink_to("nowhere")


CHANGES: dict[str, Callable[[Folders], object]] = {
    "a file is edited": lambda folders: edit(folders.shipped / "seated-desk.yaml"),
    "an exercise is edited": lambda folders: edit(folders.shipped / "exercises" / "squats.yaml"),
    "a flow is edited": lambda folders: edit(folders.shipped / "flows" / "calf.yaml"),
    "a new file": lambda folders: write(folders.shipped, new=exercise("new")),
    "an empty new file": lambda folders: (folders.shipped / "new.yml").touch(),
    "a file is gone": lambda folders: (folders.shipped / "seated-desk.yaml").unlink(),
    "another name": lambda folders: (folders.shipped / "in-bed.yaml").rename(
        folders.shipped / "in-a-bed.yaml"
    ),
    "a pipe": lambda folders: replace_by_a_pipe(folders.shipped / "in-bed.yaml"),
    "a link to nowhere": lambda folders: is_refused(folders.shipped / "in-bed.yaml"),
    "no form": lambda folders: folders.compiled.unlink(),
    "a folder in its place": lambda folders: (
        folders.compiled.unlink(),
        folders.compiled.mkdir(),
    ),
    "a file of the user's": lambda folders: write(folders.user, mine=exercise("mine")),
    "a broken file of the user's": lambda folders: write(folders.user / "a", mine="["),
}


def test_it_equals_the_yaml_to_the_last_field(folders: Folders) -> None:
    expected = load_library(folders.shipped, folders.user)

    library = folders.load()

    assert not folders.reads_yaml()
    assert library == expected
    assert repr(library) == repr(expected)
    assert list(library.exercises) == list(expected.exercises) != []
    assert list(library.routines) == list(expected.routines) != []
    assert list(library.flows) == list(expected.flows) != []


def test_a_step_holds_the_very_exercise_of_the_library(folders: Folders) -> None:
    library = folders.load()
    steps = [
        step
        for flow in library.flows.values()
        for stage in flow.stages
        for step in (*stage.steps, *stage.alternatives)
    ]

    assert steps
    for step in steps:
        assert step.exercise is library.exercises[step.exercise.id]


def test_a_first_start_reads_no_yaml_and_writes_nothing(folders: Folders) -> None:
    program = (
        "import sys; from pathlib import Path; "
        "from stretchapp.library.shipped.load import LibraryFiles; "
        "assert LibraryFiles(*map(Path, sys.argv[1:])).load().flows; "
        "assert not {'yaml', 'msgspec', 'tempfile', 'difflib'} & set(sys.modules)"
    )
    paths = map(str, dataclasses.astuple(folders))

    subprocess.run([sys.executable, "-c", program, *paths], check=True)

    assert not folders.cache.exists()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_yaml_is_read_after_any_change(
    folders: Folders, change: Callable[[Folders], object]
) -> None:
    change(folders)

    assert folders.reads_yaml()
    assert folders.load() == load_library(folders.shipped, folders.user)


def test_an_empty_folder_of_the_users_is_none(folders: Folders) -> None:
    folders.user.mkdir()
    (folders.user / "notes.txt").touch()

    assert not folders.reads_yaml()


@pytest.mark.parametrize("name", ["user", "shipped"])
def test_a_folder_that_cannot_be_looked_into_is_told(
    folders: Folders, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = getattr(folders, name) / "closed"
    folder.mkdir(parents=True)
    scandir = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if path == os.fspath(folder):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert folders.reads_yaml()
    assert [problem.path for problem in folders.load().problems] == [folder]


def test_it_holds_no_path_of_the_machine(folders: Folders) -> None:
    text = folders.compiled.read_text("utf-8")

    assert str(folders.shipped.parent) not in text
    elsewhere = folders.shipped.rename(folders.shipped.with_name("elsewhere"))
    moved = dataclasses.replace(folders, shipped=elsewhere)
    assert not moved.reads_yaml()
    assert moved.load() == load_library(elsewhere)


def test_it_is_always_the_same(folders: Folders) -> None:
    again = shipped_form(folders.shipped, load_library(folders.shipped))

    assert again == folders.compiled.read_text("utf-8")


def spoilt(stored: dict[str, object], section: str, change: object) -> str:
    """Return the compiled form with one thing of its first value changed."""
    first, *others = json.loads(json.dumps(stored[section]))
    return json.dumps({**stored, section: [{**first, **json.loads(json.dumps(change))}, *others]})


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("exercises", {"path": "/etc/passwd"}),
        ("exercises", {"path": "../secret.yaml"}),
        ("exercises", {"path": ["in-bed.yaml"]}),
        ("exercises", {"name": 3}),
        ("exercises", {"more": 3}),
        ("exercises", {"sides": "none"}),
        ("exercises", {"steps": [{"text": "Stretch.", "at": "never"}]}),
        ("exercises", {"timing": {"Library": {}}}),
        ("exercises", {"id": "another"}),
        ("routines", {"steps": [{"ExerciseStep": {"exercise": "no-such-exercise"}}]}),
        ("routines", {"title": None}),
        ("flows", {"key": "1"}),
        ("flows", {"card": ["no-such-exercise"]}),
    ],
)
def test_what_was_not_written_so_is_not_used(
    folders: Folders, section: str, change: object
) -> None:
    stored = json.loads(folders.compiled.read_text("utf-8"))

    folders.compiled.write_text(spoilt(stored, section, change), "utf-8")

    assert folders.reads_yaml()
    assert folders.load() == load_library(folders.shipped)


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", "3", "[" * 100_000, "{}", '{"files": {}}', '{"files": 3}', "\udcff"],
    ids=range(10),
)
def test_what_is_foreign_is_not_used(folders: Folders, content: str) -> None:
    folders.compiled.write_bytes(content.encode("utf-8", "surrogateescape"))

    assert folders.reads_yaml()


def test_unreadable_files_do_not_equal_unknown_checksums(folders: Folders) -> None:
    is_refused(folders.shipped / "in-bed.yaml")
    stored = json.loads(folders.compiled.read_text("utf-8"))
    stored["files"]["in-bed.yaml"] = None
    folders.compiled.write_text(json.dumps(stored), "utf-8")

    assert folders.reads_yaml()


def test_it_is_not_used_wherever_it_is_cut_off(folders: Folders) -> None:
    whole = folders.compiled.read_bytes()

    for length in range(0, len(whole), 9973):
        folders.compiled.write_bytes(whole[:length])
        assert folders.reads_yaml()


class TestLibraryFiles:
    @pytest.fixture
    def files(self, folders: Folders) -> LibraryFiles:
        """The files, which have not been read yet."""
        return LibraryFiles(*dataclasses.astuple(folders))

    def test_notice_a_first_file_of_the_users_and_that_it_is_gone(
        self, files: LibraryFiles, folders: Folders
    ) -> None:
        shipped = files.load()
        assert files.is_current()

        write(folders.user, mine=exercise("mine"), routine=routine("mine-too", "exercise: mine"))

        assert not files.is_current()
        assert "mine-too" in files.load().routines
        shutil.rmtree(folders.user)
        assert not files.is_current()
        assert files.load() == shipped
