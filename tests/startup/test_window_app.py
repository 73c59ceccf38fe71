"""The app as processes: one window, whatever is started, stopped, killed or said to it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.exit_codes import GOOD
from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.request import Request, encode
from stretchapp.startup import launch, session_commands
from stretchapp.startup.cli import main
from stretchapp.ui.theme.fonts import NO_FONT
from tests.app_process import TIMEOUT_S, App, cramps, environment, run, sessions, wait_until
from tests.library.files import routine, write

if TYPE_CHECKING:
    from pathlib import Path


SHORT_EXERCISE = """\
exercise: toe-movements
    get_ready: 0s
    timing:
      continuous: 2s"""
FAST = ("--speed", "30")
"""Nothing of a cramp is recorded in its first 20 seconds."""
NO_DISPLAY = {"QT_QPA_PLATFORM": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with a routine of the user's that takes 2 seconds, for tonight."""
    paths = user_paths(tmp_path / "data")
    write(paths.user_routines, short=routine("short", SHORT_EXERCISE))
    paths.settings.write_text(json.dumps({"tonight": "short"}))
    return tmp_path / "data"


class TestSecondStart:
    def test_passes_its_command_on(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()

            done = run("--data-dir", data_dir, "start", "seated-desk")

            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            session = app.wait_for_session()
            assert (session.routine, session.process) == ("seated-desk", app.process.pid)

    def test_takes_the_place_of_a_session_that_runs(self, data_dir: Path) -> None:
        with App(data_dir, "start", "evening-stretch") as app:
            app.wait_for_session()

            done = run("--data-dir", data_dir, "relief", "toes", *FAST)

            assert done.returncode == 0
            app.wait_until(lambda: cramps(data_dir))
            (cramp,) = cramps(data_dir)
            assert (cramp.muscle, cramp.state) == ("toes", "running")
            (session,) = sessions(data_dir)
            assert (session.routine, session.state) == ("evening-stretch", "stopped")

    def test_of_nothing_lets_a_session_run(self, data_dir: Path) -> None:
        with App(data_dir, "start", "evening-stretch") as app:
            app.wait_for_session()

            assert run("--data-dir", data_dir).returncode == 0

            assert [session.state for session in sessions(data_dir)] == ["running"]

    def test_lets_a_routine_be_looked_at(self, data_dir: Path) -> None:
        with App(data_dir, "start", "evening-stretch") as app:
            app.wait_for_session()

            done = run("--data-dir", data_dir, "show", "seated-desk")

            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            app.wait_until_open()
            assert [session.routine for session in sessions(data_dir)] == ["evening-stretch"]

    def test_with_a_typing_mistake_is_told_there(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()

            done = run("--data-dir", data_dir, "start", "seated-dsk")

            assert done.returncode == 2
            assert "Did you mean 'seated-desk'?" in done.stderr

    def test_may_end_the_first_with_its_session(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()

            run("--data-dir", data_dir, "start", "short", "--speed", "50", "--quit-when-done")

            assert app.end() == ""
            assert app.process.returncode == 0
            assert [session.state for session in sessions(data_dir)] == ["finished"]

    def test_of_another_session_takes_that_back(self, data_dir: Path) -> None:
        with App(data_dir, "start", "evening-stretch", "--quit-when-done") as app:
            app.wait_for_session()

            run("--data-dir", data_dir, "start", "short", "--speed", "50")

            app.wait_for_session("finished")
            app.wait_until_open()

    def test_of_another_data_folder_is_another_app(self, data_dir: Path, tmp_path: Path) -> None:
        with App(data_dir) as app, App(tmp_path / "other") as other:
            app.wait_until_open()
            other.wait_until_open()

    def test_at_the_same_moment_gives_one_window(self, data_dir: Path) -> None:
        apps = [App(data_dir, "start", "evening-stretch") for _ in range(4)]
        try:
            last = wait_until_one_is_left(apps)

            ended = [app for app in apps if app is not last]
            assert [(app.end(), app.process.returncode) for app in ended] == [("", 0)] * 3
            last.wait_until_open()
            assert {it.process for it in sessions(data_dir)} == {last.process.pid}
        finally:
            for app in apps:
                app.__exit__()

    def test_that_finds_the_lock_taken_hands_over(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()

            done = run_late(data_dir)

            assert (done.returncode, done.stderr) == (0, "")
            assert app.wait_for_session().routine == "seated-desk"

    def test_that_cannot_reach_the_first_says_so(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()
            app.socket.unlink()

            done = run_late(data_dir)

            assert done.returncode == 1
            assert done.stderr == (
                "stretchapp: stretchapp is already running but does not answer."
                " Quit it and try again.\n"
            )


class TestKilled:
    def test_what_is_left_behind_is_replaced(self, data_dir: Path) -> None:
        with App(data_dir) as killed:
            killed.wait_until_open()
            killed.process.kill()
            killed.process.wait()
            assert killed.socket.is_socket()

        with App(data_dir) as app:
            app.wait_until_open()

    def test_in_a_session_the_session_is_kept(self, data_dir: Path) -> None:
        with App(data_dir, "start", "evening-stretch", "--speed", "60") as killed:
            killed.wait_until(lambda: any(it.part > 1 for it in sessions(data_dir)))
            killed.process.kill()
            killed.process.wait()

        (session,) = sessions(data_dir)
        assert session.state == "running"
        assert session.active_s > 0


class TestStopped:
    def test_it_is_told_that_it_does_not_answer(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()
            app.process.send_signal(signal.SIGSTOP)

            done = run("--data-dir", data_dir, "start", "seated-desk")

            assert done.returncode == 1
            assert done.stderr == (
                "stretchapp: stretchapp is already running but does not answer; end it and try"
                " again.\n"
            )
            app.process.send_signal(signal.SIGCONT)
            app.wait_until_open()
            assert sessions(data_dir) == []

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_by_a_signal_a_session_is_kept(self, data_dir: Path, number: int) -> None:
        with App(data_dir, "start", "evening-stretch") as app:
            app.wait_for_session()
            app.wait_until_open()

            app.process.send_signal(number)

            assert app.end() == ""
            assert app.process.returncode == 0
            assert [session.state for session in sessions(data_dir)] == ["stopped"]
            assert not app.socket.exists()


class TestSocket:
    def test_takes_no_harm_from_what_it_does_not_understand(self, data_dir: Path) -> None:
        wrong_type = json.loads(encode(Request())) | {"routine": ["a"], "speed": "fast"}
        messages = [b"\n", b"\xff" * 9000, b'{"version": 9}\n', json.dumps(wrong_type).encode()]
        with App(data_dir) as app:
            app.wait_until_open()
            for message in messages:
                with socket.socket(socket.AF_UNIX) as connection:
                    connection.settimeout(TIMEOUT_S)
                    connection.connect(str(app.socket))
                    connection.sendall(message)
                    connection.shutdown(socket.SHUT_WR)
                    assert connection.recv(4096)

            app.wait_until_open()
            app.process.terminate()
            assert app.end() == ""

    def test_of_a_newer_version_is_told(self, data_dir: Path) -> None:
        program = (
            "from stretchapp.desktop.instance import transport as it; it.MESSAGE_VERSION += 1\n"
            "import sys; from stretchapp.__main__ import main; sys.exit(main())"
        )
        with App(data_dir) as app:
            app.wait_until_open()

            done = subprocess.run(
                [sys.executable, "-c", program, "--data-dir", str(data_dir)],
                capture_output=True,
                check=False,
                encoding="utf-8",
                env=environment(),
            )

        assert done.returncode == 1
        assert done.stderr == (
            "stretchapp: Another version of stretchapp is running; quit it and try again.\n"
        )

    def test_is_found_without_a_runtime_folder(
        self, data_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        with App(data_dir) as app:
            app.wait_until_open()

            assert app.socket.parent == data_dir / "state"
            assert run("--data-dir", data_dir).returncode == 0


class TestWholeSession:
    def test_is_recorded_to_the_second(self, data_dir: Path) -> None:
        words = ("start", "in-bed", "--speed", "60")
        terminal_dir = data_dir / "terminal"
        # A voice would be given more time.
        settings = user_paths(data_dir).settings
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text('{"cues": "sounds"}')
        with (
            App(data_dir, *words, "--quit-when-done") as window,
            App(terminal_dir, *words, "--terminal") as terminal,
        ):
            assert (window.end(), terminal.end()) == ("", "")
            assert (window.process.returncode, terminal.process.returncode) == (0, 0)

        for folder, player in ((data_dir, "window"), (terminal_dir, "terminal")):
            (session,) = sessions(folder)
            assert (session.state, session.player) == ("finished", player)
            assert session.planned_s == 350.0
            assert session.active_s == pytest.approx(350.0)


class TestWithoutWindow:
    def test_tonights_routine_is_played_in_the_terminal(self, data_dir: Path) -> None:
        done = run("--data-dir", data_dir, env=NO_DISPLAY)

        assert done.returncode == 0
        assert done.stderr == (
            "stretchapp: There is no display for a window. Continuing in the terminal.\n"
        )
        assert "Finished: Evening" in done.stdout
        assert [it.routine for it in sessions(data_dir)] == ["short"]

    @pytest.mark.parametrize("display", [":4077", "127.0.0.1:59"])
    def test_a_display_that_does_not_answer_is_named(self, data_dir: Path, display: str) -> None:
        changes = {**NO_DISPLAY, "DISPLAY": display}

        done = run("--data-dir", data_dir, "start", "short", "--speed", "50", env=changes)

        assert done.returncode == 0
        assert done.stderr == (
            f"stretchapp: The display {display} cannot be reached. Continuing in the terminal.\n"
        )
        assert [it.player for it in sessions(data_dir)] == ["terminal"]

    def test_relief_goes_on_in_the_terminal(self, data_dir: Path) -> None:
        done = run("--data-dir", data_dir, "relief", "--speed", "1000", env=NO_DISPLAY)

        assert done.returncode == 0
        assert [it.routine for it in sessions(data_dir)] == ["quick-relief-calf"]

    def test_a_library_that_qt_lacks_is_named(self, data_dir: Path, tmp_path: Path) -> None:
        # What importing PySide6 says on a machine without libGL.
        (tmp_path / "PySide6.py").write_text(
            "raise ImportError('libGL.so.1: cannot open shared object file: No such file')"
        )
        changes = {"PYTHONPATH": f"{tmp_path}:{environment()['PYTHONPATH']}"}

        done = run("--data-dir", data_dir, "start", "short", "--speed", "50", env=changes)

        assert done.returncode == 0
        assert done.stderr == (
            "stretchapp: Qt cannot open a window: the system library libGL.so.1 is missing."
            " Install the package that contains it. Continuing in the terminal.\n"
        )

    def test_a_first_frame_cannot_be_shown(self, data_dir: Path) -> None:
        done = run("--data-dir", data_dir, "--quit-after-first-frame", env=NO_DISPLAY)

        assert done.returncode == 1
        assert done.stderr == "stretchapp: There is no display for a window.\n"

    @pytest.mark.parametrize("words", ["show short", "start short --window"])
    def test_what_is_for_a_window_only_is_not_played(self, data_dir: Path, words: str) -> None:
        done = run("--data-dir", data_dir, *words.split(), env=NO_DISPLAY)

        assert done.returncode == 1
        assert done.stderr == "stretchapp: There is no display for a window.\n"
        assert sessions(data_dir) == []

    def test_what_qt_says_last_is_a_sentence(self, data_dir: Path) -> None:
        done = run("--data-dir", data_dir, env={"QT_QPA_PLATFORM": "nonsense"})

        assert done.returncode == 1
        assert done.stdout == ""
        last = done.stderr.splitlines()[-1]
        assert last.startswith("stretchapp: no window could be opened (")
        assert last.endswith("Type: stretchapp start ROUTINE --terminal")
        assert "Traceback" not in done.stderr


class TestWithoutFonts:
    @pytest.fixture
    def no_fonts(self, tmp_path: Path) -> dict[str, str | None]:
        """The environment of a machine without a font."""
        config = tmp_path / "fonts.conf"
        config.write_text(f"<fontconfig><cachedir>{tmp_path}/fonts</cachedir></fontconfig>")
        return {"FONTCONFIG_FILE": str(config)}

    def test_a_session_is_played_in_the_terminal(
        self, data_dir: Path, no_fonts: dict[str, str | None]
    ) -> None:
        done = run("--data-dir", data_dir, "start", "short", "--speed", "50", env=no_fonts)

        assert done.returncode == 0
        assert NO_FONT in done.stderr
        assert [it.player for it in sessions(data_dir)] == ["terminal"]

    def test_a_session_is_played_in_the_terminal_beside_an_app_in_the_background(
        self, data_dir: Path, no_fonts: dict[str, str | None]
    ) -> None:
        with App(data_dir, "--background", env=no_fonts) as app:
            app.wait_until(app.socket.exists)
            done = run("--data-dir", data_dir, "start", "short", "--speed", "50", env=no_fonts)
            app.process.terminate()
            assert NO_FONT in app.end()

        assert done.returncode == 0
        assert NO_FONT in done.stderr
        assert [it.player for it in sessions(data_dir)] == ["terminal"]

    def test_a_window_opens_beside_an_app_in_the_background_that_found_none(
        self, data_dir: Path, no_fonts: dict[str, str | None]
    ) -> None:
        with App(data_dir, "--background", env=no_fonts) as app:
            app.wait_until(app.socket.exists)

            done = run("--data-dir", data_dir, "--quit-after-first-frame")

            assert (done.returncode, done.stderr) == (0, "")
            assert app.process.poll() is None

    def test_what_needs_a_window_is_refused(
        self, data_dir: Path, no_fonts: dict[str, str | None]
    ) -> None:
        done = run("--data-dir", data_dir, "show", "short", env=no_fonts)

        assert (done.returncode, done.stderr) == (1, f"stretchapp: {NO_FONT}\n")

    def test_no_sheet_without_letters_is_written(
        self, data_dir: Path, tmp_path: Path, no_fonts: dict[str, str | None]
    ) -> None:
        sheet = tmp_path / "sheet.pdf"
        words = ["diary", "export", "--format", "pdf", "--output", str(sheet)]

        done = run("--data-dir", data_dir, *words, env=no_fonts)

        assert (done.returncode, done.stderr) == (1, f"stretchapp: {NO_FONT}\n")
        assert not sheet.exists()

    def test_it_is_found_by_the_diagnosis(
        self, data_dir: Path, no_fonts: dict[str, str | None]
    ) -> None:
        rows = json.loads(run("--data-dir", data_dir, "diagnose", "--json", env=no_fonts).stdout)

        (row,) = (row for row in rows if row["name"] == "fonts")
        assert row["available"] is False
        assert row["advice"]


class TestFolderThatCannotBeUsed:
    @pytest.mark.parametrize("words", ["", "relief", "start seated-desk", "show seated-desk"])
    def test_shows_the_window_all_the_same(self, words: str) -> None:
        done = run("--data-dir", "/dev/null/data", *words.split(), "--quit-after-first-frame")

        assert done.returncode == 0
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("words", ["", "relief --speed 30"])
    def test_is_told_in_one_line(self, words: str, data_dir: Path) -> None:
        (data_dir / "state").touch()

        with App(data_dir, *words.split()) as app:
            app.wait_until(lambda: (data_dir / "diary.sqlite").exists() or not words)
            assert app.process.stderr is not None
            line = app.process.stderr.readline()
            app.process.terminate()
            rest = app.end()

        assert str(data_dir / "state") in line
        assert rest == ""


class TestReliefBesideAnInstance:
    """Relief never depends on another process."""

    def test_opens_a_window_where_the_instance_cannot_be_reached(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()
            app.socket.unlink()

            with App(data_dir, "relief", "toes", *FAST) as relief:
                relief.wait_until(lambda: cramps(data_dir))

    def test_opens_a_window_where_the_instance_does_not_answer(self, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()
            app.process.send_signal(signal.SIGSTOP)

            with App(data_dir, "relief", "toes", *FAST) as relief:
                relief.wait_until(lambda: cramps(data_dir))
            app.process.send_signal(signal.SIGCONT)

    def test_opens_a_window_where_the_instance_is_of_another_version(self, data_dir: Path) -> None:
        program = (
            "from stretchapp.desktop.instance import transport as it; it.MESSAGE_VERSION += 1\n"
            "import sys; from stretchapp.__main__ import main; sys.exit(main())"
        )
        newer = (sys.executable, "-c", program)
        with App(data_dir) as app:
            app.wait_until_open()

            with App(data_dir, "relief", "toes", *FAST, command=newer) as relief:
                relief.wait_until(lambda: cramps(data_dir))

    def test_does_not_ask_the_instance_again(
        self, data_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[bool] = []

        def open_window(*_: object, is_alone: bool, **__: object) -> int:
            opened.append(is_alone)
            return GOOD

        def hand_over(*_: object) -> bool:
            pytest.fail("it has refused")

        monkeypatch.setattr(launch, open_window.__name__, open_window)
        monkeypatch.setattr(session_commands, hand_over.__name__, hand_over)

        assert main(["relief", "--data-dir", str(data_dir)], is_refused=True) == GOOD
        assert opened == [True]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "relief",
        "start seated-desk",
        "show seated-desk",
        "--quit-after-first-frame start seated-desk",
    ],
)
def test_the_first_frame_may_be_the_last(data_dir: Path, words: str) -> None:
    extra = () if words.startswith("--") else ("--quit-after-first-frame",)

    done = run("--data-dir", data_dir, *words.split(), *extra)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_damaged_diary_is_set_aside_and_told_and_a_session_kept(data_dir: Path) -> None:
    user_paths(data_dir).diary.write_bytes(b"this is not a diary " * 100)

    with App(data_dir) as app:
        app.wait_until_open()
        run("--data-dir", data_dir, "start", "short", "--speed", "50", "--quit-when-done")

        assert "was renamed to diary.sqlite.broken-1, and a new diary was begun" in app.end()
        assert app.process.returncode == 0
    assert [session.state for session in sessions(data_dir)] == ["finished"]


@pytest.mark.bug
def test_a_bug_is_logged_and_the_window_stays(data_dir: Path) -> None:
    program = (
        "import sys\n"
        "from stretchapp.ui.window.main_window import MainWindow\n"
        "MainWindow.start_by_id = lambda *_, **__: 1 / 0\n"
        "from stretchapp.startup.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    with App(data_dir, command=(sys.executable, "-c", program)) as app:
        app.wait_until_open()
        run("--data-dir", data_dir, "start", "short")

        log = user_paths(data_dir).state / "bugs.log"
        app.wait_until(lambda: log.exists() and "ZeroDivisionError" in log.read_text())
        app.wait_until_open()
        app.process.terminate()
        assert "ZeroDivisionError" in app.end()
        assert app.process.returncode == 0


def run_late(data_dir: Path) -> subprocess.CompletedProcess[str]:
    """Start a routine as a process does that has looked for others a moment too early."""
    program = (
        "import sys; from stretchapp.startup import cli\n"
        "cli.hand_over = lambda *_: False\n"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "--data-dir", str(data_dir), "start", "seated-desk"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment(),
        timeout=TIMEOUT_S,
    )


def wait_until_one_is_left(apps: list[App]) -> App:
    """Wait until only one of several apps runs, and return it."""
    wait_until(lambda: len([app for app in apps if app.process.poll() is None]) <= 1)
    (last,) = (app for app in apps if app.process.poll() is None)
    return last
