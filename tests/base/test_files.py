"""Reading plain files, and writing files atomically."""

from __future__ import annotations

import errno
import os
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.files import (
    NoPlainFileError,
    is_stdout,
    make_private_folder,
    read_plain_file,
    read_plain_text,
    write_atomically,
    write_user_file,
)
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with some content, the only one in its folder."""
    folder = tmp_path / "config"
    folder.mkdir()
    path = folder / "settings.json"
    path.write_bytes(b"old, and longer than what replaces it")
    return path


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_private_folder_is_made_with_private_parents(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b" / "c")

    assert [mode(tmp_path / "a"), mode(tmp_path / "a/b"), mode(tmp_path / "a/b/c")] == [0o700] * 3


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    make_private_folder(folder)
    assert mode(folder) == 0o755


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    with pytest.raises(OSError, match=r"exists|Not a directory"):
        make_private_folder(tmp_path / "a")


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"

    write_atomically(path, b"{}")

    assert path.read_bytes() == b"{}"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_a_file_is_replaced(path: Path) -> None:
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_reader_keeps_the_old_content(path: Path) -> None:
    old = path.read_bytes()

    with path.open("rb") as reader:
        write_atomically(path, b"new")
        assert reader.read() == old


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_when_it_fails_the_old_file_stays_and_nothing_is_left_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    old = path.read_bytes()

    def no_space(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, failing, no_space)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")

    assert path.read_bytes() == old
    assert list(path.parent.iterdir()) == [path]


def test_a_user_file_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("in the way")

    with pytest.raises(UserError, match=r"folder/file cannot be written .*; check its folder"):
        write_user_file(tmp_path / "folder" / "file", b"content")


class TestLinks:
    """What a link points to is written, and the link stays."""

    @pytest.fixture
    def link(self, path: Path, tmp_path: Path) -> Path:
        """A link to a link to the file, both of them relative."""
        (tmp_path / "links").mkdir()
        (tmp_path / "second").symlink_to("config/settings.json")
        link = tmp_path / "links" / "first"
        link.symlink_to("../second")
        return link

    def test_they_are_followed(self, path: Path, link: Path) -> None:
        write_atomically(link, b"new")

        assert path.read_bytes() == b"new"
        assert link.is_symlink()
        assert list(link.parent.iterdir()) == [link]
        assert list(path.parent.iterdir()) == [path]

    def test_users_may_name_them(self, path: Path, link: Path) -> None:
        write_user_file(link, b"new")

        assert (path.read_bytes(), link.is_symlink()) == (b"new", True)

    def test_what_a_link_points_to_is_made(self, path: Path, link: Path) -> None:
        path.unlink()
        path.parent.rmdir()

        write_atomically(link, b"new")

        assert (path.read_bytes(), link.is_symlink()) == (b"new", True)

    def test_a_circle_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")

        with pytest.raises(OSError, match="symbolic links"):
            write_atomically(tmp_path / "a", b"new")
        assert (tmp_path / "a").is_symlink()

    def test_the_link_of_another_user_is_not_followed(
        self, path: Path, link: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = link.lstat().st_uid
        monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
        if owner == 0:
            monkeypatch.setattr("stretchapp.base.files.ROOT", 1)

        with pytest.raises(OSError, match="another user"):
            write_atomically(link, b"new")
        assert path.read_bytes() != b"new"


class TestNoPlainFiles:
    """Pipes and devices are written into; they are never replaced."""

    @pytest.fixture
    def pipe(self, tmp_path: Path) -> Path:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        return pipe

    def test_a_pipe_is_written_into(self, pipe: Path, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(pipe)
        for name in (pipe, link):
            read: list[bytes] = []
            reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))  # noqa: B023 -- joined below
            reader.start()
            write_user_file(name, b"content" * 20_000)
            reader.join()

            assert read == [b"content" * 20_000]
            assert pipe.is_fifo()

    def test_a_device_is_written_into(self) -> None:
        master, terminal = os.openpty()
        device = os.ttyname(terminal)

        write_user_file(Path(device), b"content\n")

        assert os.read(master, 100) == b"content\r\n"
        assert Path(device).is_char_device()
        os.close(master)
        os.close(terminal)

    def test_an_open_file_is_written_on_where_it_is(self, path: Path) -> None:
        with path.open("r+b") as stream:
            stream.write(b"before ")
            stream.flush()
            for folder in ("/dev/fd", "/proc/self/fd"):
                write_user_file(Path(folder) / str(stream.fileno()), b"new ")
            stream.write(b"after")

        assert path.read_bytes().startswith(b"before new new after")

    def test_a_file_of_the_app_itself_is_never_one(self, pipe: Path) -> None:
        with pytest.raises(OSError, match="not a regular file"):
            write_atomically(pipe, b"new")
        assert pipe.is_fifo()

    @pytest.mark.parametrize("name", ["/dev/full", "/dev/fd/987", "/"])
    def test_what_cannot_be_written_is_explained(self, name: str) -> None:
        with pytest.raises(UserError, match="cannot be written"):
            write_user_file(Path(name), b"content")

    def test_where_the_process_prints_is_known(self, path: Path) -> None:
        assert is_stdout(Path("/dev/fd/1"))
        assert not is_stdout(path)
        assert not is_stdout(path.with_name("absent"))


def stat_that_returns(seen: os.stat_result) -> Callable[[Path], os.stat_result]:
    """Return a method that tells what was once seen at a path."""

    def stat(_path: Path) -> os.stat_result:
        return seen

    return stat


class TestReading:
    def test_gives_no_more_than_was_asked_for(self, path: Path) -> None:
        path.write_bytes(b"0123456789")

        assert read_plain_file(path, 4) == b"0123"
        assert read_plain_file(path, 100) == b"0123456789"

    @pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, partial(os.symlink, "/dev/zero")])
    def test_refuses_what_is_no_plain_file_without_waiting(
        self, path: Path, put: Callable[[Path], object]
    ) -> None:
        path.unlink()
        put(path)

        with pytest.raises(NoPlainFileError):
            read_plain_file(path, 4)

    def test_does_not_wait_for_a_pipe_that_took_the_place_of_a_file(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = path.stat()
        path.unlink()
        os.mkfifo(path)
        with monkeypatch.context() as patch:
            patch.setattr(type(path), "stat", stat_that_returns(seen))
            with pytest.raises(NoPlainFileError):
                read_plain_file(path, 4)

    def test_of_a_text_refuses_other_encodings(self, path: Path) -> None:
        path.write_bytes("für".encode("latin-1"))

        with pytest.raises(ValueError, match="utf-8"):
            read_plain_text(path)
