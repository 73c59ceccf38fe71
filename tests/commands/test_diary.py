"""``stretchapp diary``, on a data folder of its own."""

from __future__ import annotations

import csv
import json
import shlex
import time
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.commands.diary import DELETE_DAMAGED
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.reminder_store import ReminderStore
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.backups import back_up, backup_folder
from stretchapp.diary.storage.store import open_store
from stretchapp.startup import diary_command
from stretchapp.startup.cli import main
from stretchapp.wording.diary import left_out_in_words, no_longer_quiet
from tests.app_process import run
from tests.commands.shell import Shell
from tests.diary.entries import RULE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampRecord

AT = "2026-11-20T02:00:00+00:00"
FULL = (
    *("add", "--at", AT, "--muscle", "calf", "--side", "left", "--strength", "6"),
    *("--minutes", "2", "--trigger", "tired-legs", "--helped", "toe-pull-hold"),
    *("--note", "After the hike."),
)

DETAILS = (
    *(["--muscle", "calf"], ["--side", "left"], ["--strength", "0"], ["--minutes", "0"]),
    *(["--trigger", "heat"], ["--tried", "squats"], ["--helped", "squats"]),
    *(["--nothing-helped"], ["--note", "After the hike."]),
)


def cramps(diary: Shell) -> list[CrampRecord]:
    with closing(open_store(diary.paths.diary)) as connection:
        return CrampLog(connection).cramps()


@pytest.fixture
def diary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell("diary", tmp_path / "data", capsys)


class TestJourney:
    """An entry keeps the wall time of the place where it was made."""

    @pytest.fixture
    def travel(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
        """Sets the zone of the machine."""

        def set_zone(name: str) -> None:
            monkeypatch.setenv("TZ", name)
            time.tzset()

        yield set_zone
        monkeypatch.undo()
        time.tzset()

    @pytest.fixture
    def here(self, diary: Shell, travel: Callable[[str], None]) -> Shell:
        """A diary from Berlin with a cramp and a quiet night, read in Auckland."""
        travel("Europe/Berlin")
        diary("add", "--muscle", "calf", "--at", "2026-11-22T03:00")
        diary("add", "--no-cramp", "--at", "2026-11-22")
        travel("Pacific/Auckland")
        return diary

    def test_it_is_listed_by_it(self, here: Shell) -> None:
        lines = here.lines("list")

        assert [line[:16].strip() for line in lines] == ["2026-11-22", "2026-11-22 03:00"]

    def test_it_is_exported_by_it(self, here: Shell) -> None:
        rows = list(csv.DictReader(here.lines("export", "--format", "csv")))

        assert [(row["night"], row["kind"]) for row in rows] == [
            ("2026-11-21", "cramp"),
            ("2026-11-22", "no cramp"),
        ]
        assert rows[0]["started_at"].startswith("2026-11-22")

    def test_rules_name_its_night(self, here: Shell, travel: Callable[[str], None]) -> None:
        travel("Europe/Berlin")
        here("add", "--at", "2026-11-21T03:00")
        here("add", "--at", "2026-11-20T03:00")
        travel("Pacific/Auckland")

        held = {
            rule["rule"]: rule["nights"]
            for rule in here.json("advice", "--now", "2026-11-23T12:00")
        }
        assert held["D2"] == ["2026-11-19", "2026-11-20", "2026-11-21"]

    def test_a_night_with_a_cramp_is_the_same_one_elsewhere(self, here: Shell) -> None:
        assert here.end("add", "--no-cramp", "--at", "2026-11-21") == (1, "")
        assert "a cramp in the night of 2026-11-21" in here.errors

    def test_a_time_that_the_clock_skips_is_the_one_after_the_change(
        self, diary: Shell, travel: Callable[[str], None]
    ) -> None:
        travel("Europe/Berlin")
        diary("add", "--at", "2026-03-29T02:30")

        assert cramps(diary)[0].started_at.isoformat() == "2026-03-29T03:30:00+02:00"


class TestNightWithACramp:
    """A night that has a cramp cannot also be told as one without."""

    def test_a_cramp_takes_back_what_was_said_in_a_sentence(self, diary: Shell) -> None:
        diary("add", "--no-cramp", "--at", "2026-11-19")
        lines = diary.lines("add", "--at", AT)

        assert lines[1] == no_longer_quiet(date(2026, 11, 19))
        assert [entry["kind"] for entry in diary.json("list")] == ["cramp"]

    def test_the_sentence_is_no_part_of_the_json(self, diary: Shell) -> None:
        diary("add", "--no-cramp", "--at", "2026-11-19")
        code, added = diary.end("add", "--at", AT, "--json")

        assert (code, json.loads(added)["kind"]) == (0, "cramp")
        assert diary.errors == f"{no_longer_quiet(date(2026, 11, 19))}\n"

    def test_the_other_order_is_refused(self, diary: Shell) -> None:
        diary("add", "--at", AT)

        assert diary.end("add", "--no-cramp", "--at", "2026-11-19") == (1, "")
        assert [entry["kind"] for entry in diary.json("list")] == ["cramp"]

    def test_an_import_keeps_the_cramp_on_either_side(
        self, diary: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = Shell("diary", tmp_path / "other", capsys)
        for shell, night_with, night_without in ((diary, 19, 17), (other, 17, 19)):
            shell("add", "--at", f"2026-11-{night_with}T22:00")
            shell("add", "--no-cramp", "--at", f"2026-11-{night_without}")
        other("export", "--output", str(tmp_path / "other.json"))

        counts = diary.json("import", str(tmp_path / "other.json"), "--dry-run")
        assert (counts["left_out"], counts["taken_back"], counts["known"]) == (1, 1, 0)
        lines = diary.lines("import", str(tmp_path / "other.json"))

        assert len(lines) == 3
        assert [entry["kind"] for entry in diary.json("list")] == ["cramp", "cramp"]

    def test_what_an_earlier_version_kept_of_both_is_told_as_a_cramp(
        self, diary: Shell, tmp_path: Path
    ) -> None:
        diary("add", "--at", AT)
        with closing(open_store(diary.paths.diary)) as connection:
            connection.execute("INSERT INTO quiet_night VALUES ('2026-11-19', ?)", (AT,))

        assert [entry["kind"] for entry in diary.json("list")] == ["cramp"]
        assert "no cramp" not in diary("export", "--format", "csv")
        assert json.loads(diary("export"))["quiet_nights"] == []


class TestAdd:
    def test_a_cramp_with_all_that_is_known(self, diary: Shell) -> None:
        added = diary.json(*FULL)

        (record,) = cramps(diary)
        assert (record.started_at.isoformat(), record.muscle, record.side) == (AT, "calf", "left")
        assert (record.strength, record.length_s, record.note) == (6, 120.0, "After the hike.")
        assert (record.triggers, record.tried) == (("tired-legs",), (("toe-pull-hold", True),))
        assert (added["kind"], added["id"], added["helped"]) == ("cramp", 1, ["toe-pull-hold"])

    def test_a_cramp_without_details_is_one_of_now(self, diary: Shell) -> None:
        line = diary("add")

        (record,) = cramps(diary)
        assert (record.muscle, record.strength, record.process) == (None, None, None)
        assert line == f"{record.started_at:%Y-%m-%d %H:%M}  cramp 1     Cramp\n"

    def test_a_moment_without_an_offset_is_local(self, diary: Shell) -> None:
        diary("add", "--at", "2026-11-20T02:00")

        assert cramps(diary)[0].started_at.replace(tzinfo=UTC) == datetime.fromisoformat(AT)

    def test_several_ids_in_either_form(self, diary: Shell) -> None:
        diary("add", "--trigger", "heat,stress", "--trigger", "caffeine", "--nothing-helped")

        (record,) = cramps(diary)
        assert (record.triggers, record.nothing_helped) == (("caffeine", "heat", "stress"), True)

    def test_a_night_without_a_cramp(self, diary: Shell) -> None:
        night = diary.json("add", "--no-cramp", "--at", "2026-11-20T02:00")

        assert night == {"kind": "no-cramp", "night": "2026-11-19"}
        with closing(open_store(diary.paths.diary)) as connection:
            assert {str(it) for it in NightLog(connection).quiet_nights()} == {"2026-11-19"}

    def test_a_night_is_named_by_the_date_of_its_evening(self, diary: Shell) -> None:
        night = diary.json("add", "--no-cramp", "--at", "2026-11-20")

        assert night == {"kind": "no-cramp", "night": "2026-11-20"}

    def test_a_night_of_long_ago_is_refused(self, diary: Shell) -> None:
        assert diary.end("add", "--no-cramp", "--at", "0026-11-20") == (1, "")
        assert "before 1970" in diary.errors

    def test_a_reason_to_ask_a_doctor_is_mentioned(self, diary: Shell) -> None:
        assert "doctor" not in diary("add", "--trigger", "tired-legs")
        assert "stretchapp diary advice" in diary("add", "--minutes", "5")

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--muscle", "calff"], "There is no place 'calff'. Did you mean 'calf'?"),
            (["--muscle", "nose"], "Choose one of: calf, toes, thigh"),
            (["--trigger", "tired"], "no trigger 'tired'. Did you mean 'tired-legs'?"),
            (["--helped", "toe-pul"], "no exercise 'toe-pul'. Did you mean 'toe-pull-hold'?"),
            (["--strength", "11"], "'11' is not a number from 0 to 10"),
            (["--side", "front"], "invalid choice: 'front'"),
            (["--minutes", "nan"], "'nan' is not a valid length in minutes"),
            (["--at", "last night"], "'last night' is not a valid date and time"),
            (["--at", "2026-11-20"], "needs a time of day too. Example: 2026-11-20T03:00"),
            (["--note", "x" * 1001], "the limit is 1000"),
            (["--helped", "short-walk", "--nothing-helped"], "not allowed with argument --helped"),
            *(
                (["--no-cramp", *details], "--no-cramp can only be used with --at")
                for details in DETAILS
            ),
            (["--loud"], "unrecognized arguments: --loud"),
        ],
        ids=str,
    )
    def test_invalid_options_are_wrong_usage(
        self, diary: Shell, words: list[str], message: str
    ) -> None:
        assert diary.end("add", *words) == (2, "")
        assert message in diary.errors
        assert not diary.paths.diary.exists()

    @pytest.mark.parametrize("more", [[], ["--no-cramp"]])
    def test_nothing_can_be_entered_ahead_of_time(self, diary: Shell, more: list[str]) -> None:
        assert diary.end("add", "--at", "2199-01-01T00:00", *more) == (1, "")
        assert "in the future" in diary.errors


class TestList:
    def test_everything_the_latest_first(self, diary: Shell) -> None:
        diary(*FULL)
        diary("add", "--no-cramp", "--at", "2026-11-20T20:00")
        with closing(open_store(diary.paths.diary)) as connection:
            session = NewSession(
                routine="r", title="R\x1b[31m", player="window", process=1, planned_s=9, parts=1
            )
            SessionLog(connection).start(session, datetime(2026, 11, 19, 22, tzinfo=UTC))

        said = (
            "Calf, left leg, strength 6 of 10, 2 min. Helped: Toe pull and hold."
            " Possible triggers: Tired legs, long day, heavy load. Note: After the hike."
        )
        assert diary("list").splitlines() == [
            "2026-11-20        no cramp",
            f"2026-11-20 02:00  cramp 1     {said}",
            "2026-11-19 22:00  running        0:00 of   0:09  R [31m",
        ]
        listed = diary.json("list")
        assert [it["kind"] for it in listed] == ["no-cramp", "cramp", "session"]
        assert (listed[2]["routine"], listed[2]["ended_at"]) == ("r", None)

    def test_a_note_stays_on_its_line(self, diary: Shell) -> None:
        diary("add", "--note", "one\ntwo\x07", "--nothing-helped")

        (line,) = diary("list").splitlines()
        assert line.endswith("Nothing helped. Note: one two ")

    def test_an_empty_diary_is_not_made(self, diary: Shell) -> None:
        assert diary.json("list") == []
        assert not diary.paths.diary.exists()


class TestAdvice:
    def test_a_rule_with_its_words_and_nights(self, diary: Shell) -> None:
        diary(*FULL, "--minutes", "5")

        (rule,) = diary.json("advice", "--now", "2026-11-20T12:00+00:00")

        assert (rule["rule"], rule["nights"], rule["cramps"]) == ("D6", ["2026-11-19"], [1])
        assert rule["moments"] == [AT]
        assert rule["words"][0]["quote"].endswith("from 4 minutes or more")
        assert rule["words"][0]["source"] == "003:11"
        assert rule["dismissed"] is False
        lines = diary("advice", "--now", "2026-11-20T12:00+00:00").splitlines()
        assert lines[0] == "D6  A long cramp"
        assert lines[-2].endswith("” (Leg cramps in seven steps)")
        assert lines[-1] == "    Nights: 2026-11-19"

    def test_no_rule_holds(self, diary: Shell) -> None:
        diary(*FULL)

        assert diary.json("advice", "--now", "2026-11-20T12:00") == []
        assert "No rule for seeing a doctor" in diary("advice", "--now", "2026-11-20T12:00")

    def test_advice_is_of_the_given_moment(self, diary: Shell) -> None:
        diary(*FULL, "--minutes", "5")

        assert diary.json("advice", "--now", "2026-11-20T01:59+00:00") == []
        assert len(diary.json("advice", "--now", "2026-11-20T02:00+00:00")) == 1
        assert diary.json("advice", "--now", "2027-01-20T02:00+00:00") == []

    def test_a_rule_that_was_dismissed_says_so(self, diary: Shell) -> None:
        diary(*FULL, "--minutes", "5")
        with closing(open_store(diary.paths.diary)) as connection:
            NightLog(connection).dismiss("D6", [datetime.fromisoformat("2026-11-19").date()])

        (rule,) = diary.json("advice", "--now", "2026-11-20T12:00+00:00")
        assert rule["dismissed"] is True

    def test_an_empty_diary_is_not_made(self, diary: Shell) -> None:
        assert diary.json("advice") == []
        assert not diary.paths.diary.exists()


class TestExportAndImport:
    @pytest.fixture
    def file(self, diary: Shell, tmp_path: Path) -> Path:
        """An export of a diary with one cramp and one reminder."""
        diary(*FULL)
        with closing(open_store(diary.paths.diary)) as connection:
            ReminderStore(connection).add(RULE)
        file = tmp_path / "export.json"
        diary("export", "--output", str(file))
        return file

    def test_the_pages_for_the_doctor_are_written_without_a_screen(
        self, diary: Shell, tmp_path: Path
    ) -> None:
        diary(*FULL)
        pages = tmp_path / "doctor.pdf"
        # In a process of its own: other tests use the Qt application of this one.
        done = run("--data-dir", str(diary.paths.data), "diary", "export", "--output", str(pages))

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"Saved the report for your doctor as {pages}.\n"
        assert pages.read_bytes().startswith(b"%PDF-")

    def test_pages_that_cannot_be_written_are_reported(self, diary: Shell, tmp_path: Path) -> None:
        folder = tmp_path / "doctor.pdf"
        folder.mkdir()
        done = run("--data-dir", str(diary.paths.data), "diary", "export", "--output", str(folder))

        assert done.returncode == 1
        assert str(folder) in done.stderr
        assert "Traceback" not in done.stderr

    def test_pages_are_not_printed(self, diary: Shell) -> None:
        code, printed = diary.end("export", "--format", "pdf")

        assert (code, printed) == (1, "")
        assert "name it with --output" in diary.errors

    def test_json_is_printed(self, diary: Shell, file: Path) -> None:
        printed = diary.json("export")

        assert printed["cramps"] == json.loads(file.read_bytes())["cramps"]
        assert file.stat().st_mode & 0o777 == 0o600

    def test_csv_is_chosen_by_the_file_or_by_an_option(
        self, diary: Shell, file: Path, tmp_path: Path
    ) -> None:
        table = tmp_path / "diary.CSV"
        answer = diary.json("export", "--output", str(table))

        assert answer == {"path": str(table), "format": "csv"}
        content = table.read_bytes().decode("utf-8-sig")
        assert content.replace("\r\n", "\n") == diary("export", "--format", "csv")
        assert content.splitlines()[1].startswith("cramp,2026-11-19,")

    def test_a_file_that_cannot_be_written_is_reported(self, diary: Shell, file: Path) -> None:
        assert diary.end("export", "--output", str(file / "inside.json")) == (1, "")
        assert "cannot be written" in diary.errors

    def test_missing_entries_are_added_once(
        self, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = Shell("diary", tmp_path / "other", capsys)

        trial = other("import", str(file), "--dry-run")
        assert trial.startswith("Would add: 0 sessions, 1 cramp, 0 nights")
        assert not other.paths.diary.exists()

        code, output = other.end("import", str(file), "--json")
        assert code == 0
        added = {"sessions": 0, "cramps": 1, "quiet_nights": 0, "reminders": 1}
        left = {"known": 0, "left_out": 0, "taken_back": 0}
        assert json.loads(output) == {"dry_run": False, "added": added, **left}
        assert [it.note for it in cramps(other)] == ["After the hike."]
        assert other("import", str(file)).endswith("2 entries were in the diary already.\n")

    def test_an_invalid_file_changes_nothing(self, diary: Shell, file: Path) -> None:
        before = cramps(diary)
        file.write_text('{"format": 1, "kind": "stretchapp-diary"}')

        assert diary.end("import", str(file)) == (1, "")
        assert str(file) in diary.errors
        assert cramps(diary) == before


class TestDamagedEntry:
    """An entry that something else has damaged is named, and harms no other one."""

    def test_every_command_works_and_names_it(self, diary: Shell) -> None:
        diary("add", "--at", AT, "--note", "good")
        diary("add", "--at", AT)
        with closing(open_store(diary.paths.diary)) as connection:
            connection.execute("UPDATE cramp SET started_at = 'garbage' WHERE id = 2")
        for words in (
            ("list",),
            ("list", "--json"),
            ("export",),
            ("export", "--format", "csv"),
            ("advice",),
            ("add", "--at", AT),
        ):
            code, _ = diary.end(*words)

            assert code == 0
            assert diary.errors == f"{left_out_in_words(['cramp 2'])}\n{DELETE_DAMAGED}\n"


class TestRestore:
    @pytest.fixture
    def copied(self, diary: Shell) -> Shell:
        """A diary of two cramps, with a copy of one of them."""
        diary("add", "--at", AT, "--note", "copied")
        back_up(diary.paths.diary)
        diary("add", "--at", AT, "--note", "later")
        return diary

    def test_there_may_be_no_copy(self, diary: Shell) -> None:
        assert diary.lines("restore") == [
            "There is no backup of the diary yet; one is made each week."
        ]
        assert diary.json("restore") == []

    def test_the_copies_are_listed(self, copied: Shell) -> None:
        (copy,) = copied.json("restore")

        assert (copy["name"], copy["cramps"], copy["problem"]) == ("diary-0001", 1, None)
        first, advice = copied.lines("restore")
        assert first.startswith("diary-0001")
        assert advice.endswith("stretchapp diary restore diary-0001")

    def test_one_is_restored_and_the_diary_kept(self, copied: Shell) -> None:
        lines = copied.lines("restore", "diary-0001")

        assert [it.note for it in cramps(copied)] == ["copied"]
        kept = backup_folder(copied.paths.diary) / "replaced-0001.sqlite"
        assert str(kept) in lines[1]
        done = copied.json("restore", "replaced-0001")
        assert done["restored"]["cramps"] == 2
        assert done["kept"].endswith("replaced-0002.sqlite")
        assert [it.note for it in cramps(copied)] == ["later", "copied"]

    def test_what_is_no_copy_is_refused(self, copied: Shell) -> None:
        assert copied.end("restore", "diary-0007") == (1, "")
        assert "no backup 'diary-0007'" in copied.errors
        assert len(cramps(copied)) == 2


class TestDelete:
    def test_everything_after_a_confirmation(self, diary: Shell) -> None:
        diary(*FULL)

        lines = diary("delete", "--everything").splitlines()
        assert lines[0] == "This would be deleted, and cannot be brought back:"
        assert "  1 cramp, with its notes" in lines
        assert lines[-1] == "Nothing is deleted yet. To delete it, add --yes."
        assert len(cramps(diary)) == 1

        assert diary("delete", "--everything", "--yes").splitlines()[0] == "Deleted:"
        assert cramps(diary) == []

    def test_everything_as_json(self, diary: Shell) -> None:
        # Of today, so that no weekly copy exists yet.
        diary("add")

        assert diary.json("delete", "--everything")["deleted"] == []
        # A weekly copy would be deleted with it.
        deleted = diary.json("delete", "--everything", "--yes")["deleted"]
        assert deleted[0] == "1 cramp, with its notes"

    def test_an_empty_diary(self, diary: Shell) -> None:
        assert diary("delete", "--everything", "--yes") == "There is nothing to delete.\n"
        assert not diary.paths.diary.exists()

    def test_a_damaged_diary_is_deleted_too(self, diary: Shell) -> None:
        diary.paths.data.mkdir()
        diary.paths.diary.write_bytes(b"broken beyond all recognition " * 20)

        assert diary.end("delete", "--everything", "--yes")[0] == 0

        assert "is damaged" in diary.errors
        files = [file.name for file in diary.paths.data.rglob("*") if file.is_file()]
        assert files == ["diary.sqlite"]
        assert b"recognition" not in diary.paths.diary.read_bytes()

    def test_one_cramp(self, diary: Shell) -> None:
        diary(*FULL)
        diary("add")

        assert "Nothing is deleted yet" in diary("delete", "--cramp", "1")
        assert len(cramps(diary)) == 2
        assert diary("delete", "--cramp", "1", "--yes").startswith("Deleted: 2026-11-20")
        assert [it.id for it in cramps(diary)] == [2]

    def test_one_cramp_with_a_line_that_adds_it_again(self, diary: Shell) -> None:
        diary(
            *("add", "--at", f"{AT[:17]}42+01:00", "--muscle", "thigh", "--minutes", "0:40"),
            *("--strength", "0", "--trigger", "heat,stress", "--tried", "short-walk,toe-pull-hold"),
            *("--helped", "toe-pull-hold", "--note", "--it's =1\n$HOME;"),
        )
        (before,) = cramps(diary)

        deleted, _, line = diary("delete", "--cramp", "1", "--yes").split("\n", 2)
        assert "Tried: Get up and walk a little" in deleted
        program, command, *words = shlex.split(line)
        assert (program, command, cramps(diary)) == ("stretchapp", "diary", [])
        diary(*words)

        assert [it.entry for it in cramps(diary)] == [before.entry]

    def test_one_cramp_as_json(self, diary: Shell) -> None:
        diary("add", "--at", AT)

        planned = diary.json("delete", "--cramp", "1")
        assert (planned["deleted"], planned["holds"][0]["id"]) == ([], 1)
        done = diary.json("delete", "--cramp", "1", "--yes")
        assert done["deleted"] == planned["holds"]
        assert done["adds_it_again"].endswith(f"--at {AT}")

    def test_a_missing_cramp(self, diary: Shell) -> None:
        assert diary.end("delete", "--cramp", "7", "--yes") == (1, "")
        assert "There is no cramp with the number 7" in diary.errors

    @pytest.mark.parametrize(
        "words",
        [[], ["--everything", "--cramp", "1"], ["--cramp", "x"], ["--cramp", "9" * 30]],
        ids=str,
    )
    def test_one_thing_must_be_named(self, diary: Shell, words: list[str]) -> None:
        assert diary.end("delete", *words) == (2, "")


class TestDamagedDiary:
    @pytest.fixture(autouse=True)
    def damaged(self, diary: Shell) -> None:
        diary.paths.data.mkdir()
        diary.paths.diary.write_bytes(b"this is not a diary " * 100)

    @pytest.mark.parametrize("command", ["list", "advice", "export"])
    def test_is_not_changed_by_reading(self, diary: Shell, command: str) -> None:
        assert diary.end(command) == (1, "")
        assert "is damaged" in diary.errors
        assert diary.paths.diary.read_bytes().startswith(b"this is not a diary")

    def test_is_set_aside_by_adding(self, diary: Shell) -> None:
        code, output = diary.end("add")

        assert code == 0
        assert output != ""
        assert "was renamed to diary.sqlite.broken-1, and a new diary was begun" in diary.errors
        assert len(cramps(diary)) == 1


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_folder_may_be_given_before_and_after_the_command(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--data-dir", str(tmp_path / "data")]
    words = [*folder, "diary", "add"] if place == "before" else ["diary", "add", *folder]

    assert main([*words, "--muscle", "toes"]) == 0

    with closing(open_store(user_paths(tmp_path / "data").diary)) as connection:
        assert [it.muscle for it in CrampLog(connection).cramps()] == ["toes"]


class TestDamaged:
    """Entries that a damaged page or another program has left in the diary."""

    @pytest.fixture
    def damaged(self, diary: Shell) -> Shell:
        """A diary with a good cramp, a damaged one, and a damaged night."""
        diary("add", "--at", "2026-11-22T03:00")
        diary("add", "--at", "2026-11-23T03:00")
        with closing(open_store(diary.paths.diary)) as connection:
            connection.execute("UPDATE cramp SET started_at = 'garbage' WHERE id = 1")
            connection.execute("INSERT INTO quiet_night VALUES ('x\x1b', 'never')")
        return diary

    def test_are_named_with_what_deletes_them(self, damaged: Shell) -> None:
        assert damaged.end("list")[0] == 0

        assert left_out_in_words(["cramp 1", "night x\x1b"]) in damaged.errors
        assert "\x1b" not in damaged.errors
        assert DELETE_DAMAGED in damaged.errors

    def test_one_cramp_is_deleted_by_its_number(self, damaged: Shell) -> None:
        assert "cramp 1" in damaged("delete", "--cramp", "1")
        assert damaged.json("delete", "--cramp", "1")["deleted"] == []

        assert damaged.json("delete", "--cramp", "1", "--yes")["deleted"] == ["cramp 1"]

        damaged.end("list")
        assert left_out_in_words(["night x\x1b"]) in damaged.errors
        assert len(cramps(damaged)) == 1

    def test_all_are_deleted_together(self, damaged: Shell) -> None:
        assert "--yes" in damaged("delete", "--damaged")
        assert damaged.end("list")[0] == 0
        assert damaged.errors

        assert damaged("delete", "--damaged", "--yes").splitlines()[0] == "Deleted:"

        damaged("list")
        assert len(cramps(damaged)) == 1
        assert len(damaged.lines("delete", "--damaged", "--yes")) == 1

    @pytest.mark.parametrize("column", ["note", "uid", "muscle"])
    def test_a_byte_that_is_no_text_hides_nothing(self, diary: Shell, column: str) -> None:
        diary("add", "--at", "2026-11-22T03:00")
        diary("add", "--at", "2026-11-23T03:00")
        with closing(open_store(diary.paths.diary)) as connection:
            change = f"UPDATE cramp SET {column} = cast(x'ff41' AS TEXT) WHERE id = 1"  # noqa: S608 -- ours
            connection.execute(change)

        assert len(diary.json("list")) == 2
        diary("export")


def test_the_diary_is_listed_although_the_shipped_texts_are_damaged(
    diary: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary("add", "--muscle", "calf", "--trigger", "tired-legs")
    monkeypatch.setattr(diary_command, "shipped_assets", lambda: tmp_path / "away")

    code, output = diary.end("list")

    assert code == 0
    assert "Calf" in output
    assert "cannot be read" in diary.errors
