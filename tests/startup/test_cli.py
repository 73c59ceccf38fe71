"""The command line: its output, the files it uses, and its exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from stretchapp import __version__
from stretchapp.application.plain_relief import PLAIN_ROUTINES
from stretchapp.base.exit_codes import GOOD, PROBLEMS, WRONG_USAGE
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths
from stretchapp.commands.exercises import UNTIMED
from stretchapp.desktop.sound.cue_output import SystemCueOutput
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.library.load import load_library
from stretchapp.library.relief.built_in import FIRST_LINE
from stretchapp.library.routines.models import SINGLE_EXERCISE
from stretchapp.library.routines.single_exercise import routine_of
from stretchapp.library.yaml.durations import format_duration
from stretchapp.startup import library_access
from stretchapp.startup.cli import main
from stretchapp.wording.routines import NOTHING_LEFT
from tests.app_process import COMMAND, App, environment, files_below, run, sessions
from tests.fakes import AN_EVENING
from tests.library.files import changed, exercise, routine, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.base.problems import Problem

PROBLEM = re.compile(r"^\S+\.yaml:\d+:\d+: .+")

READING_COMMANDS = (
    "routines",
    "routines --json",
    "exercises",
    "exercises --json",
    "timeline evening-stretch",
    "timeline evening-stretch --json",
    "check",
    "schema",
    "diary list",
    "diary list --json",
    "diagnose",
    "diagnose --json",
)

COMMANDS = (
    *READING_COMMANDS,
    *("", "relief", "start", "show in-bed", "diary", "diary add", "reminders", "reminders list"),
    *("reminders fire 1", "launcher", "launcher add", "--background"),
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with an exercise and a routine of the user's own."""
    folder = tmp_path / "data"
    write(
        user_paths(folder).user_routines,
        mine=exercise("mine"),
        short=routine("short", "exercise: mine", "rest: 1s"),
    )
    return folder


def a_pose_file(exercise_id: str) -> str:
    """Return the text of a shipped pose file, for another exercise."""
    text = (shipped_assets() / "poses" / "toe-rises.yaml").read_text("utf-8")
    return text.replace("exercise: toe-rises", f"exercise: {exercise_id}")


def write_poses(path: Path, text: str) -> None:
    """Write a pose file and the folder that it lies in."""
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def record_a_session(data_dir: Path) -> None:
    """Leave one finished session in a data folder."""
    connection = open_store(user_paths(data_dir).diary)
    log = SessionLog(connection)
    session = NewSession(
        routine="short", title="Short", player="window", process=1, planned_s=90.0, parts=2
    )
    log.save(log.start(session, AN_EVENING), "finished", 60.0, 1, AN_EVENING)
    connection.close()


def printed_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    """Run a command in this process and return the JSON that it prints."""
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


class TestDataDir:
    @pytest.mark.parametrize("command", READING_COMMANDS)
    def test_isolates_every_command(self, command: str, data_dir: Path, home: Path) -> None:
        done = run(*command.split(), "--data-dir", data_dir)

        assert (done.returncode, done.stderr) == (0, "")
        assert list(files_below(home)) == []

    @pytest.mark.parametrize("command", ["routines", "diary list", "reminders list"])
    def test_may_come_after_another_option(
        self, command: str, data_dir: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        option = ["--quit-after-first-frame", "--data-dir", str(data_dir)]

        assert main([*option, *command.split()]) == GOOD

        assert capsys.readouterr().out

    def test_holds_before_a_command_too(self, data_dir: Path) -> None:
        assert "(yours)" in run("--data-dir", data_dir, "routines").stdout

    @pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
    def test_isolates_the_window(self, data_dir: Path, home: Path, *, is_before: bool) -> None:
        option = ["--data-dir", str(data_dir)]
        words = ["start", "short", "--speed", "1000", "--quit-when-done"]

        done = run(*option, *words) if is_before else run(*words, *option)

        assert (done.returncode, done.stderr) == (0, "")
        assert [session.routine for session in sessions(data_dir)] == ["short"]
        assert list(files_below(home)) == []

    def test_isolates_the_terminal(self, data_dir: Path, home: Path) -> None:
        done = run("--data-dir", data_dir, "start", "short", "--speed", "1000", "--terminal")

        assert (done.returncode, done.stderr) == (0, "")
        assert [session.player for session in sessions(data_dir)] == ["terminal"]
        assert list(files_below(home)) == []

    def test_the_last_one_counts(self, data_dir: Path, tmp_path: Path) -> None:
        done = run("--data-dir", tmp_path / "other", "routines", "--data-dir", data_dir)

        assert "(yours)" in done.stdout

    @pytest.mark.parametrize("option", [["--data-dir", ""], ["--data-dir="]], ids=str)
    @pytest.mark.parametrize("command", COMMANDS)
    def test_must_not_be_empty(
        self, command: str, option: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        for arguments in ([*option, *command.split()], [*command.split(), *option]):
            with pytest.raises(SystemExit) as ended:
                main(arguments)

            assert ended.value.code == WRONG_USAGE
            printed = capsys.readouterr()
            assert "argument --data-dir: the name of the folder is empty\n" in printed.err
            assert printed.out == ""

    def test_without_it_the_usual_folders_are_used(self, home: Path) -> None:
        write(home / ".local/share/stretchapp/routines", mine=exercise("mine"))

        assert "mine" in run("exercises").stdout

    def test_is_closed_to_other_users(self, tmp_path: Path) -> None:
        folder = tmp_path / "new" / "data"

        run("--data-dir", folder, "start", "seated-desk", "--speed", "1000", "--quit-when-done")
        # What was read of these files is cached.
        write(folder / "routines", mine=exercise("mine"))
        run("--data-dir", folder, "exercises")

        assert (folder / "diary.sqlite").stat().st_mode & 0o777 == 0o600
        for created in (folder.parent, folder, folder / "state", folder / "cache"):
            assert created.stat().st_mode & 0o777 == 0o700


class TestPrinting:
    def test_the_routines(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--data-dir", str(data_dir), "routines"]) == 0

        lines = [line.split() for line in capsys.readouterr().out.splitlines()]
        # How long they take depends on the machine's voice and on the hour.
        assert ["short", "Evening", "(yours)"] in [[it[0], *it[2:]] for it in lines]
        assert ["evening-stretch", "Evening", "stretch"] in [[it[0], *it[2:]] for it in lines]

    @pytest.mark.parametrize(("wait_s", "expected_s"), [(30, 70), (0, 40)])
    def test_the_time_of_a_routine_with_its_waits(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str], wait_s: int, expected_s: int
    ) -> None:
        paths = user_paths(data_dir)
        paths.settings.write_text(json.dumps({"cues": "silent", "wait_s": wait_s}))
        steps = ("rest: 40s", "wait: Lie down.")
        write(paths.user_routines, waiting=routine("waiting", *steps))

        routines = printed_json(capsys, "--data-dir", str(data_dir), "routines")
        (waiting,) = (it for it in routines if it["id"] == "waiting")
        assert (waiting["total_s"], waiting["expected_s"]) == (40, expected_s)
        assert main(["--data-dir", str(data_dir), "routines"]) == 0
        (line,) = (it for it in capsys.readouterr().out.splitlines() if "waiting" in it)
        assert line.split()[1] == format_duration(expected_s)

    def test_the_time_of_a_routine_with_the_voice(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paths = user_paths(data_dir)
        paths.settings.write_text(json.dumps({"quiet_from": "00:00", "quiet_until": "00:00"}))
        wordy = changed(exercise("wordy"), "Face the wall.", "Face the wall. " * 15)
        write(paths.user_routines, wordy=wordy, slow=routine("slow", "exercise: wordy"))

        def expected_s(*, has_voice: bool) -> float:
            monkeypatch.setattr(SystemCueOutput, "has_voice", has_voice)
            routines = printed_json(capsys, "--data-dir", str(data_dir), "routines")
            (slow,) = (it for it in routines if it["id"] == "slow")
            assert slow["total_s"] == 10 + 65 + 5 + 65
            return float(str(slow["expected_s"]))

        assert expected_s(has_voice=False) == 10 + 65 + 5 + 65
        assert expected_s(has_voice=True) > 10 + 65 + 5 + 65 + 5

    def test_the_routines_as_json(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        routines = {
            it["id"]: it for it in printed_json(capsys, "--data-dir", str(data_dir), "routines")
        }

        evening = routines["evening-stretch"]
        assert (evening["total_s"], evening["steps"], evening["origin"]) == (615.0, 8, "shipped")
        assert routines["short"]["origin"] == "yours"
        assert routines["short"]["exercises"] == ["mine"]

    def test_the_exercises(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--data-dir", str(data_dir), "exercises"]) == 0

        lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
        single = routine_of(load_library(shipped_routines()).exercises["wall-calf-stretch"])
        assert single is not None
        assert format_duration(single.total_s) in lines["wall-calf-stretch"]
        assert UNTIMED in lines["warm-socks-after"]
        assert lines["mine"].endswith(" (yours)")

    def test_the_exercises_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        exercises = {it["id"]: it for it in printed_json(capsys, "exercises")}

        wall = exercises["wall-calf-stretch"]
        assert (wall["body"], wall["guided"], wall["work_s"]) == (["calf"], True, 70.0)
        assert wall["source"] == "004:367"
        assert wall["helps"] == ["evening"]
        assert wall["routines"] == ["three-minute-nightly", "trial-nightly"]
        assert exercises["in-water-get-out"]["relief"] == ["in-water"]
        assert all(it["source"] and it["timing_source"] for it in exercises.values())

    def test_a_timeline(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["timeline", "three-minute-nightly"]) == 0

        lines = capsys.readouterr().out.splitlines()
        assert lines[0].split() == ["0:00", "0:10", "get-ready", "left", *lines[0].split()[4:]]
        assert lines[-1].split() == ["4:00", "end"]

    def test_a_timeline_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        segments = printed_json(capsys, "timeline", "evening-stretch")

        keys = {"index", "kind", "exercise", "side", "start_s", "length_s", "text"}
        assert all(segment.keys() == keys for segment in segments)
        assert [segment["index"] for segment in segments] == list(range(len(segments)))
        assert sum(float(str(segment["length_s"])) for segment in segments) == 615.0

    def test_the_schema(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["schema"]) == 0

        Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))

    def test_the_diary(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        record_a_session(data_dir)

        assert main(["--data-dir", str(data_dir), "diary", "list"]) == 0

        assert capsys.readouterr().out == "2026-11-22 22:00  finished       1:00 of   1:30  Short\n"

    def test_the_diary_as_json(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        record_a_session(data_dir)

        (session,) = printed_json(capsys, "--data-dir", str(data_dir), "diary", "list")

        assert (session["planned_s"], session["active_s"]) == (90.0, 60.0)
        assert session["ended_at"] == AN_EVENING.isoformat()

    def test_a_missing_diary_is_not_created(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--data-dir", str(data_dir), "diary", "list"]) == 0

        assert capsys.readouterr().out == "The diary is empty.\n"
        assert not user_paths(data_dir).diary.exists()

    def test_the_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit, match="0"):
            main(["--version"])

        assert capsys.readouterr().out == f"stretchapp {__version__}\n"


class TestStart:
    @pytest.mark.parametrize("place", [["--quit-when-done"], ["--terminal"]])
    def test_without_a_name_plays_tonights_stretch(self, data_dir: Path, place: list[str]) -> None:
        user_paths(data_dir).settings.write_text(json.dumps({"tonight": "short"}))

        done = run("--data-dir", data_dir, "start", "--speed", "1000", *place)

        assert (done.returncode, done.stderr) == (0, "")
        assert [session.routine for session in sessions(data_dir)] == ["short"]

    @pytest.mark.parametrize("place", [["--quit-when-done"], ["--terminal"]])
    def test_a_single_exercise_can_be_played(self, data_dir: Path, place: list[str]) -> None:
        done = run("--data-dir", data_dir, "start", "mine", "--speed", "1000", *place)

        assert (done.returncode, done.stderr) == (0, "")
        assert [(it.routine, it.occasion) for it in sessions(data_dir)] == [
            ("mine", SINGLE_EXERCISE)
        ]

    @pytest.mark.parametrize("place", [["--quit-when-done"], ["--terminal"]])
    def test_a_routine_goes_before_an_exercise(self, data_dir: Path, place: list[str]) -> None:
        text = routine("mine", "exercise: mine", "rest: 1s")
        write(user_paths(data_dir).user_routines, other=text)

        run("--data-dir", data_dir, "start", "mine", "--speed", "1000", *place)

        assert [it.occasion for it in sessions(data_dir)] == ["evening"]

    def test_the_terminal_plays_the_plain_list_of_relief(self, data_dir: Path) -> None:
        id_ = PLAIN_ROUTINES["calf"]

        run("--data-dir", data_dir, "start", id_, "--speed", "1000", "--terminal")

        assert [it.routine for it in sessions(data_dir)] == [id_]

    def test_the_terminal_gives_the_first_instruction_where_the_plain_list_is_damaged(
        self, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(library_access, "shipped_routines", lambda: data_dir / "away")

        assert main(["--data-dir", str(data_dir), "relief", "--terminal"]) != 0

        assert FIRST_LINE in capsys.readouterr().out.splitlines()

    def test_the_window_opens_relief_instead_of_its_plain_list(self, data_dir: Path) -> None:
        id_ = PLAIN_ROUTINES["calf"]
        trial = "--quit-after-first-frame"

        done = run("--data-dir", data_dir, "start", id_, trial)

        assert (done.returncode, done.stderr) == (0, "")
        assert sessions(data_dir) == []


class TestProfileInTheTerminal:
    def test_leaves_out_what_is_not_for_the_person_and_says_so(self, data_dir: Path) -> None:
        user_paths(data_dir).settings.write_text(json.dumps({"varicose_veins": True}))
        command = ["--data-dir", data_dir, "start", "quick-relief-calf", "--terminal"]

        done = run(*command, "--speed", "1000")

        assert (done.returncode, done.stderr) == (0, "")
        lines = done.stdout.splitlines()
        exercises = load_library(shipped_routines()).exercises
        told = [line for line in lines if "varicose veins" in line]
        assert lines[: len(told)] == told
        assert [line.split(":")[0] for line in told] == [
            exercises[name].name for name in ("rub-up-and-down", "pinch-muscle")
        ]
        played = "\n".join(lines[len(told) :])
        assert exercises["toe-pull-hold"].name in played
        assert exercises["rub-up-and-down"].name not in played

    def test_of_which_nothing_is_left_is_no_session(self, data_dir: Path) -> None:
        user_paths(data_dir).settings.write_text(json.dumps({"varicose_veins": True}))

        done = run("--data-dir", data_dir, "start", "acupressure-calf", "--terminal")

        assert done.returncode == PROBLEMS
        assert NOTHING_LEFT in done.stderr
        assert sessions(data_dir) == []


class TestWrongUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["start", "evning-stretch"], "Did you mean 'evening-stretch'?"),
            (["start", "evning-stretch", "--terminal"], "Did you mean 'evening-stretch'?"),
            (["start", "wall-calf-strech"], "Did you mean 'wall-calf-stretch'?"),
            (["start", "wall-calf-strech", "--terminal"], "Did you mean 'wall-calf-stretch'?"),
            (["show", "wall-calf-strech"], "Did you mean 'wall-calf-stretch'?"),
            (["start", "warm-socks-after"], "stretchapp show warm-socks-after"),
            (["timeline", "zzz"], "There is no routine 'zzz'."),
            (["launcher"], "COMMAND"),
            (["launcher", "move"], "invalid choice: 'move'"),
            (["relief", "nose"], "There is no relief for 'nose'."),
            (["relief", "nose", "--terminal"], "There is no relief for 'nose'."),
            (
                ["relief", "thigh-back", "--terminal"],
                "calf, toes, thigh.",
            ),
            (
                ["start", "seated-desk", "--speed", "0"],
                "'0' is not a number above 0",
            ),
            (["start", "seated-desk", "--speed", "-1"], "'-1' is not a number"),
            (["start", "seated-desk", "--speed", "1001"], "'1001' is not a number"),
            (["start", "seated-desk", "--speed", "nan"], "'nan' is not a number"),
            (["start", "seated-desk", "--speed", "fast"], "'fast' is not a number"),
            (["start", "seated-desk", "--quit"], "unrecognized arguments: --quit"),
            (["diary"], "COMMAND"),
            (["dance"], "invalid choice: 'dance' (choose from "),
            (["dance", "relief"], "routines"),
            (["--wrong"], "unrecognized arguments: --wrong"),
        ],
        ids=str,
    )
    def test_ends_with_one_sentence_and_exit_code_2(
        self, arguments: list[str], message: str
    ) -> None:
        done = run(*arguments)

        assert done.returncode == 2
        assert message in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


class TestBrokenFiles:
    @pytest.fixture
    def broken(self, data_dir: Path) -> Path:
        """A data folder that also has a file with two problems."""
        text = routine("broken", "rest: 1 year", "exercise: missing")
        write(user_paths(data_dir).user_routines, broken=text)
        return data_dir

    @pytest.mark.parametrize("command", ["routines", "exercises", "timeline short"])
    def test_are_reported_beside_the_output(self, broken: Path, command: str) -> None:
        done = run("--data-dir", broken, *command.split())

        assert done.returncode == 0
        assert "(yours)" in done.stdout or "Calf stretch" in done.stdout
        problems = done.stderr.splitlines()
        assert len(problems) == 2
        assert all(PROBLEM.match(problem) for problem in problems)

    @pytest.mark.parametrize("command", ["timeline", "start"])
    def test_are_reported_when_their_routine_is_wanted(self, broken: Path, command: str) -> None:
        done = run("--data-dir", broken, command, "broken")

        assert done.returncode == 2
        assert [bool(PROBLEM.match(line)) for line in done.stderr.splitlines()] == [
            True,
            True,
            False,
        ]

    def test_do_not_prevent_a_session(self, broken: Path) -> None:
        done = run("--data-dir", broken, "start", "short", "--speed", "1000", "--quit-when-done")

        assert done.returncode == 0
        assert [session.state for session in sessions(broken)] == ["finished"]

    def test_end_a_check_with_1(self, broken: Path) -> None:
        done = run("--data-dir", broken, "check")

        assert done.returncode == 1
        assert len([line for line in done.stdout.splitlines() if PROBLEM.match(line)]) == 2

    def test_settings_do_not_prevent_a_session(self, data_dir: Path) -> None:
        user_paths(data_dir).settings.write_text("{")

        done = run("--data-dir", data_dir, "start", "short", "--terminal", "--speed", "1000")

        assert done.returncode == 0
        assert "settings" in done.stderr

    def test_a_damaged_diary_is_set_aside_before_a_session(self, data_dir: Path) -> None:
        user_paths(data_dir).diary.write_text("this is no diary, and long enough to be looked at")

        done = run("--data-dir", data_dir, "start", "short", "--terminal", "--speed", "1000")

        assert done.returncode == 0
        assert "was renamed to diary.sqlite.broken-1, and a new diary was begun" in done.stderr
        assert [session.state for session in sessions(data_dir)] == ["finished"]

    @pytest.mark.parametrize(
        ("command", "code"), [("diary list", 1), ("start short --quit-after-first-frame", 0)]
    )
    def test_a_damaged_diary_is_reported_in_one_line(
        self, data_dir: Path, command: str, code: int
    ) -> None:
        user_paths(data_dir).diary.write_text("this is no diary, and long enough to be looked at")

        done = run("--data-dir", data_dir, *command.split())

        assert done.returncode == code
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


class TestCheck:
    def test_names_every_place(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(tmp_path / "files", good=exercise("good"), bad=exercise("bad") + "colour: red\n")

        assert main(["check", str(tmp_path / "files")]) == 1

        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith(f"{tmp_path / 'files' / 'bad.yaml'}:18:1: 'colour'")

    def test_of_valid_files_says_so(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path, good=exercise("good"))

        assert main(["check", str(tmp_path / "good.yaml"), str(tmp_path)]) == 0

        assert capsys.readouterr().out == "No problems found.\n"

    def test_without_paths_checks_everything_that_is_loaded(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check"]) == 0

        assert capsys.readouterr().out == "No problems found.\n"

    def test_of_a_missing_file_is_a_problem(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check", str(tmp_path / "none.yaml")]) == 1

        assert f"{tmp_path / 'none.yaml'}:1:1: " in capsys.readouterr().out

    def test_knows_the_exercises_of_the_user(
        self, data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path, new=routine("new", "exercise: mine"))

        assert main(["--data-dir", str(data_dir), "check", str(tmp_path / "new.yaml")]) == 0

        assert capsys.readouterr().out == "No problems found.\n"

    def test_includes_the_figures_of_the_user(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pose = user_paths(data_dir).user_poses / "mine.yaml"
        write_poses(pose, a_pose_file("mine").replace("view: body", "view: side"))

        assert main(["--data-dir", str(data_dir), "check"]) == 1

        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith(f"{pose}:4:7: 'view' is 'side'")

    def test_of_valid_figures_says_so(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_poses(user_paths(data_dir).user_poses / "mine.yaml", a_pose_file("mine"))

        assert main(["--data-dir", str(data_dir), "check"]) == 0

        assert capsys.readouterr().out == "No problems found.\n"

    def test_includes_every_shipped_figure(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checked: list[Path] = []

        def check(path: Path, _problems: list[Problem]) -> None:
            checked.append(path)

        monkeypatch.setattr("stretchapp.commands.check.load_figure", check)

        assert main(["check"]) == 0

        shipped = sorted((shipped_assets() / "poses").iterdir())
        assert sorted(checked) == shipped != []

    @pytest.mark.parametrize("path", ["poses/bad.yaml", "poses", "."])
    def test_takes_files_in_a_folder_named_poses_for_figures(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        path: str,
    ) -> None:
        folder = tmp_path / "files"
        write_poses(folder / "poses" / "bad.yaml", a_pose_file("bad") + "colour: red\n")
        write(folder, good=exercise("good"))
        monkeypatch.chdir(folder)

        assert main(["check", path, str(folder / "poses" / "bad.yaml")]) == 1

        (line,) = capsys.readouterr().out.splitlines()
        assert "bad.yaml:" in line
        assert "'colour'" in line


class TestOutput:
    @staticmethod
    def start(*arguments: str, **changes: str) -> subprocess.Popen[str]:
        """Start a command whose output is read while it runs."""
        return subprocess.Popen(
            [*COMMAND, *arguments],
            encoding="utf-8",
            env=environment(changes),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def test_into_a_closed_pipe_ends_quietly(self) -> None:
        with self.start("exercises", "--json") as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline() == "[\n"
            process.stdout.close()
            assert process.stderr.read() == ""
        assert process.returncode == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
    def test_to_a_full_disk_is_reported(self) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*COMMAND, "routines"],
                check=False,
                encoding="utf-8",
                env=environment(),
                stderr=subprocess.PIPE,
                stdout=full,
            )

        assert done.returncode == 1
        assert done.stderr == (
            "stretchapp: The output could not be written (No space left on device).\n"
        )

    @pytest.mark.parametrize(
        "language",
        [
            {"LC_ALL": "C"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        ],
        ids=["C", "C for Python too", "ascii"],
    )
    @pytest.mark.parametrize("command", ["exercises", "check", "diagnose"])
    def test_works_in_every_locale(self, command: str, language: dict[str, str]) -> None:
        done = run(*command.split(), env=language)

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout

    def test_without_standard_output_is_no_problem(self) -> None:
        shell = 'exec "$@" >&-'
        done = subprocess.run(
            ["sh", "-c", shell, "sh", *COMMAND, "routines"],
            check=False,
            env=environment(),
            stderr=subprocess.PIPE,
        )

        assert (done.returncode, done.stderr) == (0, b"")

    def test_can_be_interrupted(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def interrupt(*_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr("stretchapp.startup.cli._COMMANDS", {"routines": interrupt})

        assert main(["routines"]) == 130
        assert capsys.readouterr().err == ""


class TestImports:
    @staticmethod
    def loaded_by(arguments: Sequence[str]) -> set[str]:
        """Return the top-level names of all modules that a command has loaded."""
        program = (
            "import sys\n"
            "from stretchapp.startup.cli import main\n"
            "code = main(sys.argv[1:])\n"
            "print('loaded:', *sys.modules)\n"
            "sys.exit(code)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            check=True,
            encoding="utf-8",
            env=environment(),
            stdout=subprocess.PIPE,
        )
        names = done.stdout.rpartition("loaded:")[2].split()
        return {name.partition(".")[0] for name in names}

    @pytest.mark.parametrize(
        "command", ["routines", "exercises --json", "timeline seated-desk", "diary list"]
    )
    def test_listing_loads_neither_qt_nor_yaml(self, command: str, data_dir: Path) -> None:
        record_a_session(data_dir)
        option = ["--data-dir", str(data_dir)]
        # The first start reads the YAML and stores it in the cache.
        run(*option, *command.split())

        loaded = self.loaded_by([*option, *command.split()])

        assert loaded.isdisjoint({"PySide6", "jeepney", "msgspec", "rich", "yaml"})

    @pytest.mark.parametrize("command", ["", "relief toes", "start seated-desk"])
    def test_handing_over_loads_neither_qt_nor_yaml(self, command: str, data_dir: Path) -> None:
        with App(data_dir) as app:
            app.wait_until_open()

            loaded = self.loaded_by(["--data-dir", str(data_dir), *command.split()])

            assert loaded.isdisjoint({"PySide6", "jeepney", "msgspec", "rich", "yaml"})
            assert app.process.poll() is None
