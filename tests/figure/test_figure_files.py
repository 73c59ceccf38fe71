"""The figures of the shipped and the user's pose files, and their problems."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.i18n import ENGLISH, use_language
from stretchapp.base.paths import shipped_assets
from stretchapp.figure import load as loader
from stretchapp.figure.figure_files import FigureFiles
from tests.translation.pseudo import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPPED = shipped_assets() / "poses"
SQUATS = (SHIPPED / "squats.yaml").read_text("utf-8")


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The empty folder of the user's pose files."""
    folder = tmp_path / "poses"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The folder of the cache, which does not exist yet."""
    return tmp_path / "cache"


@pytest.fixture
def files(user: Path, cache: Path) -> FigureFiles:
    """The shipped and the user's pose files, not read yet."""
    return FigureFiles(SHIPPED, user, cache)


def write(folder: Path, exercise: str, text: str = SQUATS, suffix: str = ".yaml") -> Path:
    """Write a pose file with the figure of squats for an exercise."""
    path = folder / f"{exercise}{suffix}"
    path.write_text(text.replace("exercise: squats", f"exercise: {exercise}"), "utf-8")
    return path


def other(text: str = SQUATS) -> str:
    """Return the same pose file with another tempo."""
    return text + "cycle: 9s\n" if "cycle:" not in text else text.replace("cycle: ", "cycle: 1")


def cycle_s(files: FigureFiles, exercise: str) -> float:
    """Return the tempo of a figure, which must exist."""
    figure = files.figure(exercise)
    assert figure is not None
    return figure.cycle_s


def messages(files: FigureFiles) -> list[str]:
    return [problem.message for problem in files.problems]


class TestShippedFigures:
    def test_are_found_and_kept(self, files: FigureFiles) -> None:
        figure = files.figure("squats")

        assert figure is not None
        assert figure.exercise == "squats"
        assert files.figure("squats") is figure
        assert files.problems == ()

    def test_need_no_yaml_at_the_next_start(
        self, files: FigureFiles, user: Path, cache: Path
    ) -> None:
        files.figure("squats")
        program = (
            "import sys; from pathlib import Path; "
            "from stretchapp.figure.figure_files import FigureFiles; "
            "files = FigureFiles(*map(Path, sys.argv[1:])); "
            "print(files.figure('squats').exercise, files.reload_if_changed(), *sys.modules)"
        )

        done = subprocess.run(
            [sys.executable, "-c", program, SHIPPED, user, cache],
            check=True,
            capture_output=True,
            text=True,
        )

        exercise, has_changed, *modules = done.stdout.split()
        assert (exercise, has_changed) == ("squats", "False")
        assert {"yaml", "msgspec", "difflib"}.intersection(modules) == set()

    def test_are_read_where_the_file_was_edited(
        self, user: Path, tmp_path: Path, cache: Path
    ) -> None:
        shipped = tmp_path / "shipped"
        shipped.mkdir()
        write(shipped, "squats")
        before = cycle_s(FigureFiles(shipped, user, cache), "squats")
        write(shipped, "squats", other())

        assert cycle_s(FigureFiles(shipped, user, cache), "squats") != before

    def test_with_problems_are_told_at_every_start(
        self, user: Path, tmp_path: Path, cache: Path
    ) -> None:
        shipped = tmp_path / "shipped"
        shipped.mkdir()
        path = write(shipped, "squats", "")

        for _ in range(2):
            files = FigureFiles(shipped, user, cache)
            assert files.figure("squats") is None
            assert [problem.path for problem in files.problems] == [path]

    def test_are_not_there_for_every_exercise(self, files: FigureFiles) -> None:
        assert files.figure("no-such-exercise") is None
        assert files.problems == ()

    def test_are_all_that_there_is_without_a_folder_of_the_users(
        self, tmp_path: Path, cache: Path
    ) -> None:
        files = FigureFiles(SHIPPED, tmp_path / "none", cache)

        assert files.figure("squats") is not None
        assert not files.reload_if_changed()
        assert files.problems == ()


class TestFiguresOfTheUser:
    @pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML"])
    def test_come_first(self, files: FigureFiles, user: Path, cache: Path, suffix: str) -> None:
        shipped = FigureFiles(SHIPPED, user / "none", cache)
        write(user, "squats", other(), suffix)

        assert cycle_s(files, "squats") != cycle_s(shipped, "squats")
        assert files.problems == ()

    def test_may_be_for_exercises_of_their_own(self, files: FigureFiles, user: Path) -> None:
        write(user, "my-own")

        figure = files.figure("my-own")

        assert figure is not None
        assert figure.exercise == "my-own"

    def test_leave_the_shipped_one_where_something_is_wrong(
        self, files: FigureFiles, user: Path
    ) -> None:
        path = write(user, "squats", "poses: [")

        figure = files.figure("squats")

        assert figure is not None
        assert figure.exercise == "squats"
        assert [problem.path for problem in files.problems] == [path]

    def test_are_used_from_one_of_two_files(self, files: FigureFiles, user: Path) -> None:
        write(user, "my-own", suffix=".yml")
        write(user, "my-own", other())

        assert cycle_s(files, "my-own") != cycle_s(files, "squats")
        assert messages(files) == [
            "'my-own.yaml' beside it is used for the same exercise; remove one of them"
        ]

    def test_are_not_waited_for(self, files: FigureFiles, user: Path) -> None:
        os.mkfifo(user / "squats.yaml")

        assert files.figure("squats") is not None
        assert messages(files) == ["this is not a text file; remove it"]

    def test_lie_in_the_folder_itself(self, files: FigureFiles, user: Path) -> None:
        (user / "squats.yaml").mkdir()
        (user / "more").mkdir()
        write(user / "more", "my-own")

        assert files.figure("my-own") is None
        assert files.figure("squats") is not None
        files.reload_if_changed()
        assert files.problems == ()


class TestReloading:
    def test_reads_nothing_where_nothing_has_changed(
        self, files: FigureFiles, user: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(user, "squats")
        files.reload_if_changed()
        figure = files.figure("squats")
        monkeypatch.delattr(loader, "load_figure")

        assert not files.reload_if_changed()

        assert files.figure("squats") is figure

    def test_keeps_the_other_figures(self, files: FigureFiles, user: Path) -> None:
        kept = files.figure("wall-calf-stretch")
        before = files.figure("squats")
        write(user, "squats", other())

        assert not files.reload_if_changed()

        assert files.figure("squats") is not before
        assert files.figure("wall-calf-stretch") is kept

    def test_goes_back_to_the_shipped_figure(self, files: FigureFiles, user: Path) -> None:
        shipped = cycle_s(files, "squats")
        path = write(user, "squats", other())
        files.reload_if_changed()
        assert cycle_s(files, "squats") != shipped
        path.unlink()

        files.reload_if_changed()

        assert cycle_s(files, "squats") == shipped

    def test_tells_of_problems_before_a_figure_is_wanted(
        self, files: FigureFiles, user: Path
    ) -> None:
        first, second = write(user, "b", ""), write(user, "a", "")

        assert files.reload_if_changed()

        assert [problem.path for problem in files.problems] == [second, first]

    def test_tells_of_other_problems_and_when_they_are_gone(
        self, files: FigureFiles, user: Path
    ) -> None:
        path = write(user, "squats", "")
        assert files.reload_if_changed()
        first = messages(files)

        write(user, "squats", "- 1")
        assert files.reload_if_changed()
        assert messages(files) != first

        write(user, "squats")
        assert files.reload_if_changed()
        assert files.problems == ()

        write(user, "squats", "")
        files.reload_if_changed()
        path.unlink()
        assert files.reload_if_changed()
        assert files.problems == ()

    def test_words_problems_anew_in_another_language(
        self, files: FigureFiles, user: Path, pseudo_language: Path
    ) -> None:
        write(user, "squats", "")
        files.reload_if_changed()
        (translated,) = messages(files)

        use_language(pseudo_language, [ENGLISH])

        assert files.reload_if_changed()
        (english,) = messages(files)
        assert translated == pseudo(english)

    def test_forgets_a_file_that_was_read_before_and_is_gone(
        self, files: FigureFiles, user: Path
    ) -> None:
        path = write(user, "squats", "")
        files.figure("squats")
        path.unlink()

        assert files.reload_if_changed()

        assert files.problems == ()

    def test_forgets_that_a_file_stood_beside_another(self, files: FigureFiles, user: Path) -> None:
        first = write(user, "squats")
        write(user, "squats", suffix=".yml")
        files.reload_if_changed()
        assert files.problems

        first.unlink()
        assert files.reload_if_changed()

        assert files.problems == ()

    def test_notices_a_file_beside_one_that_is_cached(
        self, files: FigureFiles, user: Path, cache: Path
    ) -> None:
        write(user, "squats", suffix=".yml")
        files.reload_if_changed()
        assert files.problems == ()
        write(user, "squats")

        again = FigureFiles(SHIPPED, user, cache)
        again.reload_if_changed()

        assert [problem.path.suffix for problem in again.problems] == [".yml"]

    def test_reads_a_good_file_from_the_cache_at_the_next_start(
        self, files: FigureFiles, user: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(user, "squats", other())
        expected = files.figure("squats")
        monkeypatch.delattr(loader, "load_figure")

        assert repr(FigureFiles(SHIPPED, user, cache).figure("squats")) == repr(expected)

    def test_is_content_with_the_problems_that_were_told(
        self, files: FigureFiles, user: Path
    ) -> None:
        write(user, "squats", "")
        files.figure("squats")
        assert files.problems

        assert not files.reload_if_changed()

    def test_tells_of_files_that_lead_nowhere(self, files: FigureFiles, user: Path) -> None:
        (user / "squats.yaml").symlink_to("nowhere")

        assert files.reload_if_changed()
        assert not files.reload_if_changed()

        (message,) = messages(files)
        assert message.startswith("this file cannot be read (No such file or directory)")
        assert files.figure("squats") is not None

    def test_tells_of_a_folder_that_cannot_be_looked_into(
        self, files: FigureFiles, user: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: str) -> Iterator[os.DirEntry[str]]:
            raise PermissionError(errno.EACCES, "Permission denied", path)

        monkeypatch.setattr(os, "scandir", refuse)

        assert files.reload_if_changed()
        assert not files.reload_if_changed()
        assert files.figure("squats") is not None
        assert [problem.path for problem in files.problems] == [user]

        monkeypatch.undo()
        assert files.reload_if_changed()
        assert files.problems == ()

    def test_does_without_a_folder_that_is_gone(self, files: FigureFiles, user: Path) -> None:
        write(user, "squats", "")
        files.reload_if_changed()

        shutil.rmtree(user)

        assert files.reload_if_changed()
        assert files.problems == ()


class TestCopies:
    def test_never_win_and_are_told(self, files: FigureFiles, user: Path) -> None:
        shipped_s = cycle_s(files, "squats")
        (user / "squats.yaml").write_text(other(), "utf-8")
        (user / "squats (1).yaml").write_text(SQUATS, "utf-8")

        files.reload_if_changed()

        assert cycle_s(files, "squats") != shipped_s
        (problem,) = files.problems
        assert problem.path.name == "squats (1).yaml"
        assert problem.message.startswith("this is a copy of squats.yaml made by a")

    def test_that_stand_alone_are_to_be_renamed(self, files: FigureFiles, user: Path) -> None:
        (user / "squats (1).yaml").write_text(SQUATS, "utf-8")

        files.reload_if_changed()

        (problem,) = files.problems
        assert problem.message.endswith("or rename the file")
