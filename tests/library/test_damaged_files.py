"""Files of the user's, damaged in any way: they are told, and everything else is loaded."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.paths import shipped_assets
from stretchapp.figure.figure_files import FigureFiles
from stretchapp.library.load import load_library
from tests.library.files import EXERCISE, FLOW, ROUTINE, write

if TYPE_CHECKING:
    from collections.abc import Callable

POSES = shipped_assets() / "poses"
SQUATS = (POSES / "squats.yaml").read_text("utf-8")

PIECES = st.sampled_from(
    [
        *("", "\x00", "\t", "\n", "\r", " ", "-", ":", "#", "'", '"', "[", "]", "{", "}", "|", ">"),
        *("&a", "*a", "!!int", "---", "...", "%", "\x1b", "\x85", "\xa0", "\xad", "\u200b"),
        *("\u202e", "\u2028", "\ufeff", "\ufe0f", "\U000e0001", "é", "🦵", "null", "true", "1e999"),
        *(".nan", "9" * 500, "a" * 500, "kind: relief", "id: evening", "- exercise: x", "\\x1b"),
    ]
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> bytes:
    """Return a file with pieces put in, parts cut out and bytes changed."""
    content = text
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 20, len(content))))
        content = content[:start] + draw(PIECES) + content[end:]
    damaged = bytearray(content.encode())
    for _ in range(draw(st.integers(0, 2))):
        if damaged:
            damaged[draw(st.integers(0, len(damaged) - 1))] = draw(st.integers(0, 255))
    return bytes(damaged)


def a_huge_file(path: Path) -> None:
    """Write a file of 1 GiB that takes no room on the disk."""
    path.touch()
    os.truncate(path, 1 << 30)


ANY_FILE = st.one_of(damaged(EXERCISE), damaged(ROUTINE), damaged(FLOW), st.binary(max_size=200))
NAMES = st.sampled_from(
    ["evening", "calf", "calf-stretch", "evening (1)", "a\x1b[2J", "#x#", "b\nc"]
)


class TestRoutineFiles:
    @given(st.dictionaries(NAMES, ANY_FILE, min_size=1, max_size=3))
    def test_leave_what_is_shipped_in_place(self, files: dict[str, bytes]) -> None:
        with tempfile.TemporaryDirectory() as name:
            shipped, user = Path(name, "shipped"), Path(name, "user")
            write(shipped, calf_stretch=EXERCISE, evening=ROUTINE, calf=FLOW)
            user.mkdir()
            for stem, content in files.items():
                (user / f"{stem}.yaml").write_bytes(content)

            library = load_library(shipped, user)

            assert {"calf-stretch"} <= library.exercises.keys()
            assert {"calf"} <= library.flows.keys()
            assert all(str(problem).isprintable() for problem in library.problems)
            assert {it.path.parent for it in library.problems} <= {user, shipped}

    @pytest.mark.parametrize(
        "put",
        [
            os.mkfifo,
            os.mkdir,
            partial(os.symlink, "/dev/zero"),
            partial(os.symlink, "/dev/tty"),
            partial(os.symlink, "calf-stretch.yaml"),
            partial(os.symlink, "."),
            partial(os.symlink, "nowhere"),
            a_huge_file,
        ],
        ids=["pipe", "folder", "zeros", "terminal", "itself", "its folder", "nowhere", "1 GiB"],
    )
    def test_of_another_kind_leave_it_in_place_too(
        self, tmp_path: Path, put: Callable[[Path], object]
    ) -> None:
        shipped, user = tmp_path / "shipped", tmp_path / "user"
        write(shipped, calf_stretch=EXERCISE, evening=ROUTINE)
        user.mkdir()
        put(user / "calf-stretch.yaml")

        library = load_library(shipped, user)

        assert library.exercises["calf-stretch"].origin == "shipped"
        assert len(library.problems) <= 1


class TestPoseFiles:
    @given(damaged(SQUATS) | st.binary(max_size=200))
    def test_leave_what_is_shipped_in_place(self, content: bytes) -> None:
        with tempfile.TemporaryDirectory() as name:
            user = Path(name, "poses")
            user.mkdir()
            (user / "squats.yaml").write_bytes(content)
            files = FigureFiles(POSES, user, Path(name, "cache"))

            assert files.figure("squats") is not None
            assert all(str(problem).isprintable() for problem in files.problems)

    @pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, partial(os.symlink, "/dev/zero")])
    def test_of_another_kind_leave_it_in_place_too(
        self, tmp_path: Path, put: Callable[[Path], object]
    ) -> None:
        put(tmp_path / "squats.yaml")

        assert FigureFiles(POSES, tmp_path, tmp_path / "cache").figure("squats") is not None
