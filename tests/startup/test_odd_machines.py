"""Machines without a home folder, without standard streams, or with names of other encodings."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.exit_codes import PROBLEMS, WRONG_USAGE
from stretchapp.startup.cli import main
from tests.app_process import COMMAND, TIMEOUT_S, environment, run

if TYPE_CHECKING:
    from pathlib import Path

NO_ACCOUNT = (
    "import pwd, sys\n"
    "def refuse(_): raise KeyError\n"
    "pwd.getpwuid = refuse\n"
    "from stretchapp.__main__ import main\n"
    "sys.exit(main())"
)
"""Starts the app as a user whom the machine does not know."""

COMMANDS = (
    "diary list",
    "diary add --muscle calf",
    "routines",
    "check",
    "start three-minute-nightly --terminal --speed 1000",
    "relief --terminal --speed 1000",
    "reminders list",
    "reminders add --at 21:00",
    "reminders wait",
    "reminders wait background",
    "reminders remove --all",
    "reminders fire 1",
    "launcher add",
    "launcher remove",
    "diagnose",
)

HOMES = {"unset": None, "empty": "", "relative": "home"}


def run_without_account(
    *arguments: str, home: str | None, cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run the app as a user without an account, whose home folder is ``home``."""
    no_folders = dict.fromkeys(
        ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
    )
    return subprocess.run(
        [sys.executable, "-c", NO_ACCOUNT, *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env=environment({**no_folders, "HOME": home}),
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT_S,
    )


class TestNoHome:
    @pytest.mark.parametrize("variable", HOMES.values(), ids=HOMES)
    def test_is_told_in_one_sentence(self, variable: str | None, tmp_path: Path) -> None:
        done = run_without_account("diary", "list", home=variable, cwd=tmp_path)

        assert (done.returncode, done.stdout) == (PROBLEMS, "")
        assert len(done.stderr.splitlines()) == 1
        assert "HOME" in done.stderr
        assert "--data-dir" in done.stderr

    @pytest.mark.parametrize("command", COMMANDS)
    def test_does_not_matter_with_a_data_folder(self, command: str, tmp_path: Path) -> None:
        done = run_without_account(
            *command.split(), "--data-dir", str(tmp_path / "data"), home="", cwd=tmp_path
        )

        assert "Traceback" not in done.stderr
        # The menu lies in the home folder, and there is no reminder 1.
        may_fail = ("launcher", "reminders fire")
        assert done.returncode == (PROBLEMS if command.startswith(may_fail) else 0), done.stderr
        assert {path.name for path in tmp_path.iterdir()} <= {"data", "home"}

    def test_is_no_place_for_a_data_folder(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["diary", "list", "--data-dir", "~nobody-of-this-name/data"]) == PROBLEMS

        assert "~nobody-of-this-name/data" in capsys.readouterr().err


def test_a_deleted_folder_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert main(["diary", "list", "--data-dir", "data"]) == PROBLEMS

    assert "deleted" in capsys.readouterr().err


class TestClosedStreams:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_end_no_command(self, command: str, tmp_path: Path) -> None:
        expected = run(*command.split(), "--data-dir", tmp_path / "open")
        words = [*command.split(), "--data-dir", str(tmp_path / "closed")]

        done = subprocess.run(
            ["sh", "-c", '"$@" <&- >&- 2>&-', "sh", *COMMAND, *words],
            check=False,
            env=environment(),
            timeout=TIMEOUT_S,
        )

        assert done.returncode == expected.returncode

    @pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
    def test_leave_the_others_as_they_are(self, closed: str, tmp_path: Path) -> None:
        words = ["start", "three-minute-nightly", "--terminal", "--speed", "1000"]

        done = subprocess.run(
            ["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, *words, "--data-dir", tmp_path],
            capture_output=True,
            check=False,
            env=environment(),
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
        )

        assert (done.returncode, done.stderr) == (0, b"")
        assert bool(done.stdout) == (closed != ">&-")

    def test_are_open_for_what_the_app_starts(self) -> None:
        script = (
            "import subprocess, sys\n"
            "from stretchapp.startup.standard_streams import open_standard_streams\n"
            "open_standard_streams()\n"
            "sys.exit(subprocess.call([sys.executable, '-c',"
            " 'import os; [os.fstat(number) for number in (0, 1, 2)]']))"
        )

        done = subprocess.run(
            ["sh", "-c", '"$@" <&- >&- 2>&-', "sh", sys.executable, "-c", script],
            check=False,
            env=environment(),
            timeout=TIMEOUT_S,
        )

        assert done.returncode == 0

    def test_a_lost_error_stream_ends_nothing(self) -> None:
        script = (
            "import sys\n"
            "from stretchapp.startup.standard_streams import open_standard_streams\n"
            "open_standard_streams()\n"
            "print('x' * 100_000, file=sys.stderr)\n"
            "print('goes on')"
        )

        done = subprocess.run(
            ["sh", "-c", '"$@" 2>/dev/full', "sh", sys.executable, "-c", script],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environment(),
            timeout=TIMEOUT_S,
        )

        assert (done.returncode, done.stdout) == (0, "goes on\n")


class TestNamesThatAreNotUtf8:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_may_be_those_of_the_data_folder(self, command: str, tmp_path: Path) -> None:
        folder = tmp_path / os.fsdecode(b"data\xff")

        done = run(*command.split(), "--data-dir", folder)

        assert "Traceback" not in done.stderr
        assert "surrogates" not in done.stdout + done.stderr

    @pytest.mark.parametrize("command", ["diary add", "reminders wait background", "launcher add"])
    def test_may_be_those_of_the_home_folder(self, command: str, tmp_path: Path) -> None:
        home = tmp_path / os.fsdecode(b"home\xff")
        home.mkdir()
        folders = {
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": None,
            "XDG_STATE_HOME": None,
            "XDG_CACHE_HOME": None,
        }

        done = run(*command.split(), env={**folders, "HOME": str(home)})

        assert "Traceback" not in done.stderr
        assert "surrogates" not in done.stdout + done.stderr

    @pytest.mark.parametrize("words", [("reminders", "add", "--at", "21:00", "--text")])
    def test_are_refused_where_a_text_is_saved(
        self, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit, match=str(WRONG_USAGE)):
            main([*words, os.fsdecode(b"x\xff"), "--data-dir", str(tmp_path)])

        assert "UTF-8" in capsys.readouterr().err


class TestTimeZones:
    @pytest.mark.parametrize("zone", ["UTC+25", "UTC+24", "XXX-25:00:01", "Foo/Bar", "/etc/passwd"])
    def test_one_that_does_not_exist_is_told_once(self, zone: str, tmp_path: Path) -> None:
        done = run("diary", "add", "--data-dir", tmp_path, env={"TZ": zone})

        assert done.returncode == 0
        (line,) = done.stderr.splitlines()
        assert zone in line
        assert "UTC" in line

    @pytest.mark.parametrize(
        "zone", ["", ":", ":/etc/localtime", "CET-1CEST,M3.5.0,M10.5.0/3", ":Europe/Berlin", "UTC0"]
    )
    def test_one_that_exists_needs_no_words(self, zone: str, tmp_path: Path) -> None:
        done = run("diary", "add", "--data-dir", tmp_path, env={"TZ": zone})

        assert (done.returncode, done.stderr) == (0, "")


class TestFolderThatCannotBeEntered:
    @pytest.fixture
    def closed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A data folder whose files this user may not even look at, also if the user is root."""
        folder = tmp_path / "closed"
        folder.mkdir()
        stat = os.stat

        def refuse(path: str | os.PathLike[str], *rest: object, **options: object) -> object:
            if os.fspath(path).startswith(f"{folder}{os.sep}"):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
            return stat(path, *rest, **options)  # type: ignore[call-overload]

        monkeypatch.setattr(os, "stat", refuse)
        return folder

    @pytest.mark.parametrize(
        "command",
        [
            "diary list",
            "diary export",
            "diary advice",
            "reminders list",
            "reminders next",
            "reminders wait",
        ],
    )
    def test_is_told_in_a_sentence(
        self, command: str, closed: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([*command.split(), "--data-dir", str(closed)]) == PROBLEMS

        assert str(closed) in capsys.readouterr().err


class TestNamesWithCommands:
    """Folders whose names hold commands to a terminal, and turn the writing round."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "a\x1b]0;title\x07\r\u202egpj.exe"
        (folder / "routines").mkdir(parents=True)
        (folder / "routines" / "b\x9b2J.yaml").write_text("title: [")
        (folder / "settings.json").write_text("{")
        return folder

    @pytest.mark.parametrize(
        "words",
        [
            ["routines"],
            ["check"],
            ["diagnose"],
            ["reminders", "add", "--at", "21:45"],
            ["reminders", "wait", "background"],
            ["reminders", "export", "{folder}/a.ics"],
            ["diary", "add", "--muscle", "calf"],
            ["diary", "export", "--output", "{folder}/a.json"],
            ["diary", "export", "--output", "{folder}/none\x1b/\x1b/a.csv"],
            ["diary", "import", "{folder}/settings.json"],
            ["diary", "import", "{folder}/none"],
            ["diary", "restore", "{folder}/none"],
            ["diary", "restore", "{folder}/settings.json"],
            ["start", "none\x1b\u202e", "--terminal"],
            ["relief", "none\x1b\u202e"],
            ["--quit-after-first-frame"],
        ],
        ids=" ".join,
    )
    def test_are_printed_by_number(self, words: list[str], folder: Path) -> None:
        (folder / "diary.sqlite").write_bytes(b"damaged beyond all repair" * 100)

        done = run("--data-dir", folder, *(word.format(folder=folder) for word in words))

        printed = done.stdout + done.stderr
        assert "Traceback" not in printed
        assert not {"\x1b", "\x07", "\x9b", "\r", "\u202e"} & set(printed)
