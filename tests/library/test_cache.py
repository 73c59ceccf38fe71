"""The cache: it stores values of known classes, never hides a change, and runs nothing."""

from __future__ import annotations

import functools
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import pytest

from stretchapp.library import cache
from stretchapp.library.cache import FileState, cached, file_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


class Place(NamedTuple):
    """A named tuple, like the points of figures."""

    x: float
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A value inside other values."""

    name: str
    places: tuple[Place, ...] = ()
    length: float | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A value that contains other values."""

    leaves: Mapping[str, Leaf]
    first: Leaf


class Unlisted(NamedTuple):
    """A value class that these entries must not contain."""

    x: float


KINDS = (Leaf, Place, Tree)


def a_tree() -> Tree:
    leaf = Leaf(name="é", places=(Place(1, 2.5), Place(0.0)), length=None)
    return Tree({"a": leaf, "b": Leaf(name="b", length=3)}, leaf)


class Entry:
    """A cache entry for a tree that is made from one file.

    Attributes:
        file: The cache entry.
        source: The file that the tree is made from.
        made: How often the tree was made.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "cache" / "tree.cache"
        self.source = folder / "tree.yaml"
        self.source.write_text("a tree")
        self.made = 0

    def read(self, *, is_sound: bool = True) -> Tree:
        """Return the tree as the app does."""
        return cached(self.file, KINDS, self.made_from(), self._make, lambda _: is_sound)

    def made_from(self) -> list[FileState]:
        """Return the files that the tree depends on."""
        return [file_state(self.source)]

    def plant(self, pickled: bytes) -> None:
        """Replace the pickle of the entry, with the right checksum."""
        _, key, _ = self.file.read_bytes().split(b"\n", 2)
        entry = key + b"\n" + pickled
        self.file.write_bytes(b"%08x\n" % crc32(entry) + entry)

    def _make(self) -> Tree:
        self.made += 1
        return a_tree()


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    """An entry that is already stored."""
    entry = Entry(tmp_path)
    entry.read()
    assert entry.made == 1
    return entry


def test_a_value_comes_back_as_it_was(entry: Entry) -> None:
    tree = entry.read()

    assert entry.made == 1
    assert tree == a_tree()
    # Equal numbers may be of different types: 3 and 3.0.
    assert repr(tree) == repr(a_tree())
    assert tree.first is tree.leaves["a"]


def test_an_entry_is_readable_by_its_owner_only(entry: Entry) -> None:
    assert entry.file.stat().st_mode & 0o777 == 0o600
    assert entry.file.parent.stat().st_mode & 0o777 == 0o700


def test_a_value_with_problems_is_not_stored(tmp_path: Path) -> None:
    entry = Entry(tmp_path)

    entry.read(is_sound=False)
    entry.read(is_sound=False)

    assert entry.made == 2
    assert not entry.file.exists()


def touch(path: Path) -> None:
    """Change the modification time of a file, but not its content."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def edit(path: Path) -> None:
    """Change a file without changing its length or its modification time."""
    status = path.stat()
    path.write_text(path.read_text().upper())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def write_more(path: Path) -> None:
    """Change the length of a file."""
    path.write_text("another tree")


class TestAValueIsMadeAgain:
    @pytest.mark.parametrize(
        "change",
        [touch, edit, os.unlink, write_more],
        ids=["another time", "another content", "no file", "another length"],
    )
    def test_when_a_source_has_changed(
        self, entry: Entry, change: Callable[[Path], object]
    ) -> None:
        change(entry.source)

        entry.read()
        entry.read()

        assert entry.made == 2

    def test_by_another_version_of_the_app(
        self, entry: Entry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cache, "__version__", "99.0")

        entry.read()

        assert entry.made == 2

    def test_by_another_version_of_python(
        self, entry: Entry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "version", "4.0")

        entry.read()

        assert entry.made == 2

    def test_by_other_code_in_a_checkout(
        self, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "library").mkdir()
        (tmp_path / "library" / "build.py").write_text("")
        monkeypatch.setattr(cache, "PACKAGE", tmp_path)
        cache.code_states.cache_clear()

        entry.read()

        cache.code_states.cache_clear()
        assert entry.made == 2

    @pytest.mark.parametrize("content", [b"", b"\n", b"\n\n", b"00000000\n", b"\xff" * 100])
    def test_when_the_entry_is_none(self, entry: Entry, content: bytes) -> None:
        entry.file.write_bytes(content)

        assert entry.read() == a_tree()
        assert entry.made == 2

    def test_when_the_entry_is_cut_off_anywhere(self, entry: Entry) -> None:
        whole = entry.file.read_bytes()

        for length in range(0, len(whole), 97):
            entry.file.write_bytes(whole[:length])
            entry.made = 0
            assert entry.read() == a_tree()
            assert entry.made == 1

    def test_when_a_byte_of_the_entry_is_damaged(self, entry: Entry) -> None:
        whole = entry.file.read_bytes()

        for place in range(0, len(whole), 97):
            entry.file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            entry.made = 0
            assert entry.read() == a_tree()
            assert entry.made == 1

    def test_when_a_folder_is_in_its_place(self, entry: Entry) -> None:
        entry.file.unlink()
        entry.file.mkdir()

        assert entry.read() == a_tree()
        assert entry.made == 2

    def test_when_a_pipe_is_in_its_place(self, entry: Entry) -> None:
        entry.file.unlink()
        os.mkfifo(entry.file)

        assert entry.read() == a_tree()
        assert entry.made == 2

    def test_at_every_start_where_the_cache_folder_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("no folder")
        entry = Entry(tmp_path)

        assert entry.read() == entry.read() == a_tree()
        assert entry.made == 2

    @pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
    def test_at_every_start_where_others_can_write_to_the_folder(
        self, entry: Entry, mode: int
    ) -> None:
        before = entry.file.stat()
        entry.file.parent.chmod(mode)

        entry.read()
        entry.read()

        assert entry.made == 3
        assert entry.file.stat() == before

    @pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
    def test_when_others_can_write_to_the_entry(self, entry: Entry, mode: int) -> None:
        entry.file.chmod(mode)

        entry.read()
        entry.read()

        assert entry.made == 2

    def test_when_the_entry_belongs_to_another_user(
        self, entry: Entry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: entry.file.stat().st_uid + 1)

        entry.read()

        assert entry.made == 2


def call(function: Callable[..., object], *arguments: object) -> bytes:
    """Return a pickle that calls a function."""

    class Call:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
            return function, arguments

    return pickle.dumps(Call())


class TestAPlantedEntry:
    """An attacker who can write to the folder can forge an entry, but cannot run anything."""

    @pytest.mark.parametrize(
        "pickled",
        [
            b"cposix\nsystem\n(Vtrue\ntR.",
            call(subprocess.call, ["true"]),
            call(eval, "1"),
            call(exec, "1"),
            call(getattr, "", "join"),
            call(__import__, "os"),
            call(functools.partial, print),
            call(pickle.loads, pickle.dumps(1)),
            call(Unlisted, 1.0),
            pickle.dumps(os.path.join),
            pickle.dumps(Unlisted),
        ],
    )
    def test_can_neither_call_nor_name_anything_but_value_classes(
        self, entry: Entry, pickled: bytes
    ) -> None:
        pickle.loads(pickled)  # noqa: S301 -- shows that it is one that plain pickle reads
        entry.plant(pickled)

        assert entry.read() == a_tree()
        assert entry.made == 2

    def test_runs_no_command(self, entry: Entry, tmp_path: Path) -> None:
        entry.plant(call(subprocess.call, ["touch", f"{tmp_path}/was-run"]))

        entry.read()

        assert not (tmp_path / "was-run").exists()

    def test_cannot_import_a_module(self, entry: Entry) -> None:
        sys.modules.pop("this", None)
        entry.plant(b"cthis\nd\n.")

        assert entry.read() == a_tree()
        assert "this" not in sys.modules

    def test_cannot_reach_the_attributes_of_a_value_class(self, entry: Entry) -> None:
        name = "Leaf.__init__.__globals__"
        entry.plant(b"\x80\x04\x8c" + _short(__name__) + b"\x8c" + _short(name) + b"\x93.")

        assert entry.read() == a_tree()
        assert entry.made == 2

    def test_cannot_change_a_value_class(self, entry: Entry) -> None:
        state = pickle.dumps((None, {"x": "changed"}))[2:-1]
        entry.plant(
            b"\x80\x04\x8c" + _short(__name__) + b"\x8c" + _short("Place") + b"\x93" + state + b"b."
        )

        entry.read()

        assert Place(1.0).x == 1.0

    def test_cannot_leave_a_field_out(self, entry: Entry) -> None:
        class Short:
            def __reduce__(self) -> tuple[type, tuple[object, ...]]:
                return Leaf, ("a",)

        entry.plant(pickle.dumps(Short()))

        assert entry.read() == a_tree()
        assert entry.made == 2


def _short(text: str) -> bytes:
    """Return a short text as pickle writes it."""
    return bytes([len(text)]) + text.encode()


def test_a_class_that_is_not_listed_cannot_be_stored(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        cached(tmp_path / "cache" / "entry", (), [], lambda: Unlisted(1.0))
