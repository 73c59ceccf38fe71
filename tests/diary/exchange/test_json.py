"""Export of a diary as JSON and its import: nothing is lost and nothing is doubled."""

from __future__ import annotations

import codecs
import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.exchange.export_json import json_export
from stretchapp.diary.exchange.import_json import ImportCounts, merge
from stretchapp.diary.exchange.read_export import read_export
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.reminder_store import ReminderStore
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import empty_store
from tests.diary.entries import FULL_ENTRY, NEW_SESSION, RULE, moments
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

NOW = AN_EVENING + timedelta(days=300)
NIGHT = date(2026, 11, 22)
QUIET_NIGHT = date(2026, 11, 21)


def no_process(_number: int) -> bool:
    """Answer that no process is running."""
    return False


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of an export."""
    return tmp_path / "export.json"


@pytest.fixture
def full(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A diary with an entry of every kind."""
    sessions = SessionLog(connection)
    number = sessions.start(NEW_SESSION, AN_EVENING)
    sessions.save(number, "finished", 299.5, 4, AN_EVENING + timedelta(minutes=5))
    cramps = CrampLog(connection)
    cramps.add(replace(FULL_ENTRY, length_s=100 / 3, note='=SUM("a")\n<b>bold</b>'), AN_EVENING)
    cramps.add(CrampEntry(started_at=AN_EVENING), AN_EVENING)
    nights = NightLog(connection)
    nights.add_quiet(QUIET_NIGHT, AN_EVENING)
    nights.dismiss("D3", [NIGHT])
    nights.start_six_weeks(NIGHT)
    reminders = ReminderStore(connection)
    reminders.add(RULE)
    reminders.set_bedtimes(" ".join(["22:30"] * 7))
    return connection


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    """Another diary, without any entry."""
    with closing(empty_store()) as connection:
        yield connection


def exported(connection: sqlite3.Connection) -> dict[str, Any]:
    return json.loads(json_export(connection, NOW, no_process))


def imported(
    file: Path, content: bytes, target: sqlite3.Connection, *, dry_run: bool = False
) -> ImportCounts:
    file.write_bytes(content)
    return merge(target, read_export(file), dry_run=dry_run)


class TestExport:
    def test_it_is_complete(self, full: sqlite3.Connection) -> None:
        diary = exported(full)

        assert (diary["format"], diary["kind"]) == (1, "stretchapp-diary")
        assert diary["exported_at"] == NOW.isoformat()
        (session,) = diary["sessions"]
        assert (session["state"], session["active_s"]) == ("finished", 299.5)
        cramp, unknown = diary["cramps"]
        assert (cramp["length_s"], cramp["triggers"]) == (100 / 3, ["got-cold", "tired-legs"])
        assert cramp["tried"][1] == {"exercise": "rub", "helped": True}
        assert (unknown["muscle"], unknown["strength"], unknown["note"]) == (None, None, "")
        assert diary["quiet_nights"][0]["night"] == "2026-11-21"
        assert diary["dismissed"] == [{"rule": "D3", "night": "2026-11-22"}]
        assert diary["six_weeks"] == "2026-11-22"
        assert diary["reminders"][0]["text"] == "Slowly."
        assert diary["bedtimes"].split() == ["22:30"] * 7

    def test_running_sessions_and_relief_are_left_out(self, full: sqlite3.Connection) -> None:
        SessionLog(full).start(replace(NEW_SESSION, process=7), AN_EVENING)
        CrampLog(full).start(AN_EVENING, "calf", 7)

        diary = json.loads(json_export(full, NOW, lambda process: process == 7))

        assert (len(diary["sessions"]), len(diary["cramps"])) == (1, 2)

    def test_interrupted_sessions_and_relief_are_over(self, full: sqlite3.Connection) -> None:
        SessionLog(full).start(NEW_SESSION, AN_EVENING)
        CrampLog(full).start(AN_EVENING, "calf", 7)

        diary = exported(full)

        assert [session["state"] for session in diary["sessions"]] == ["finished", "left"]
        assert len(diary["cramps"]) == 3

    def test_an_unreadable_diary_is_explained(self, full: sqlite3.Connection) -> None:
        full.execute("DROP TABLE quiet_night")

        with pytest.raises(UserError, match="no such table: quiet_night"):
            json_export(full, NOW, no_process)
        assert not full.in_transaction


class TestImport:
    def test_into_an_empty_diary_gives_the_same_diary(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        counts = imported(file, json_export(full, NOW, no_process), empty)

        assert counts == ImportCounts(sessions=1, cramps=2, quiet_nights=1, reminders=1, known=0)
        assert exported(empty) == exported(full)

    def test_importing_twice_adds_nothing(self, full: sqlite3.Connection, file: Path) -> None:
        before = exported(full)

        counts = imported(file, json_export(full, NOW, no_process), full)

        assert counts == ImportCounts(0, 0, 0, 0, known=5)
        assert exported(full) == before

    def test_entries_that_were_changed_since_stay_as_they_are(
        self, full: sqlite3.Connection, file: Path
    ) -> None:
        old = json_export(full, NOW, no_process)
        log = CrampLog(full)
        log.change(log.cramps()[0].id, CrampEntry(started_at=AN_EVENING, note="New."), AN_EVENING)
        store = ReminderStore(full)
        store.change(1, replace(RULE, is_on=False))
        store.set_bedtimes(" ".join(["23:00"] * 7))
        NightLog(full).start_six_weeks(date(2026, 1, 1))
        before = exported(full)

        assert imported(file, old, full).known == 5
        assert exported(full) == before

    def test_two_diaries_are_merged(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        """Two cramps that look the same are two cramps if they were entered twice."""
        CrampLog(empty).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)

        counts = imported(file, json_export(full, NOW, no_process), empty)

        assert counts.cramps == 2
        assert len(CrampLog(empty).cramps()) == 3

    def test_a_reminder_that_differs_is_added(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        ReminderStore(empty).add(replace(RULE, before_bed=60))

        assert imported(file, json_export(full, NOW, no_process), empty).reminders == 1
        assert len(ReminderStore(empty).rules()) == 2

    def test_a_dry_run_counts_the_same_and_changes_nothing(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        content = json_export(full, NOW, no_process)
        before = exported(empty)

        counts = imported(file, content, empty, dry_run=True)

        assert exported(empty) == before
        assert not empty.in_transaction
        assert imported(file, content, empty) == counts

    def test_everything_is_imported_or_nothing(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        empty.execute(
            "CREATE TRIGGER full BEFORE INSERT ON quiet_night"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )

        with pytest.raises(UserError, match="no room"):
            imported(file, json_export(full, NOW, no_process), empty)
        assert SessionLog(empty).sessions() == []
        assert not empty.in_transaction

    def test_control_characters_become_spaces(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        diary = exported(full)
        diary["cramps"][0]["note"] = "\x1b[2Jgone"
        diary["sessions"][0]["title"] = "\x07Bell"
        diary["reminders"][0]["text"] = "\x9bBell"

        imported(file, json.dumps(diary).encode(), empty)

        assert CrampLog(empty).cramps()[-1].note == " [2Jgone"
        assert SessionLog(empty).sessions()[0].title == " Bell"
        assert ReminderStore(empty).rules()[1].text == " Bell"


class TestRefusedFiles:
    """Each is refused in one sentence that names the file, the place in it, and the mistake."""

    def problem(self, file: Path, content: bytes) -> str:
        file.write_bytes(content)
        with pytest.raises(UserError) as caught:
            read_export(file)
        sentence = str(caught.value)
        assert sentence.startswith(f"{file}:")
        assert sentence.isprintable()
        return sentence.removeprefix(f"{file}:").lstrip()

    @pytest.mark.parametrize(
        ("place", "value", "mistake"),
        [
            ("cramps.0.strength", 11, "cramps[0].strength: expected `int` <= 10"),
            ("cramps.0.side", "front", "cramps[0].side: invalid enum value 'front'"),
            ("cramps.0.length_s", -1, "cramps[0].length_s: expected `float` >= 0"),
            ("cramps.0.note", "x" * 1001, "cramps[0].note: expected `str` of length <= 1000"),
            ("cramps.0.note", 7, "cramps[0].note: expected `str`, got `int`"),
            ("cramps.0.triggers", ["x"] * 101, "cramps[0].triggers: expected `array` of length"),
            ("cramps.0.colour", "red", "cramps[0]: object contains unknown field `colour`"),
            (
                "cramps.0.started_at",
                "noon",
                "cramps[0].started_at: 'noon' is not a valid date",
            ),
            ("cramps.0.saved_at", "2026-11-22T22:00", "cramps[0].saved_at: '2026-11-22T22:00' is"),
            ("sessions.0.started_at", "0001-01-01T00:00+14:00", "is before 1970 or after 2199"),
            ("sessions.0.state", "running", "sessions[0].state: invalid enum value 'running'"),
            ("quiet_nights.0.night", "2026-02-30", "quiet_nights[0].night: '2026-02-30' is no"),
            (
                "quiet_nights.0.saved_at",
                "",
                "quiet_nights[0].saved_at: '' is not a valid date",
            ),
            ("dismissed.0.night", "9999-12-31", "dismissed[0].night: '9999-12-31' is before"),
            ("six_weeks", "2026-13-01", "six_weeks: '2026-13-01' is not a valid date"),
            ("reminders.0.times", "25:00", "reminders[0].times: expected `str` matching regex"),
            ("reminders.0.times", "08:00", "reminders[0]: it needs times, or minutes before bed"),
            ("reminders.0.zone", "Mars", "reminders[0].zone: 'Mars' is not a valid time zone"),
            ("reminders.0.zone", "../etc", "reminders[0].zone: '../etc' is not a valid time zone"),
            ("reminders.0.weekdays", "7", "reminders[0].weekdays: expected `str` matching"),
            ("bedtimes", "22:30", "bedtimes: expected `str` matching regex"),
            ("kind", "shopping", "kind: invalid enum value 'shopping'"),
            ("format", 2, "has the format 2, and this version of stretchapp reads 1; update"),
        ],
    )
    def test_an_impossible_value(
        self, full: sqlite3.Connection, file: Path, place: str, value: object, mistake: str
    ) -> None:
        diary = exported(full)
        *path, last = place.split(".")
        part: Any = diary
        for step in path:
            part = part[int(step) if step.isdecimal() else step]
        part[last] = value

        assert mistake in self.problem(file, json.dumps(diary).encode())

    @pytest.mark.parametrize(
        ("content", "mistake"),
        [
            (b"", "input data was truncated"),
            (b"not JSON", "1:5: this is not a diary that stretchapp exported as JSON (JSON is"),
            (b'{"format": 1,\r\n"kind": x}', "2:9: this is not a diary"),
            ('{"ü": 1, x}'.encode(), "1:10: this is not a diary"),
            (b"[]", "expected `object`, got `array`"),
            (b"[" * 1_000_000, "expected `object`"),
            (b'{"format": 1, "kind": "stretchapp-diary", "x": ' + b"[" * 1_000_000, "("),
            (b'{"format": 1, "kind": "stretchapp-diary"}', "missing required field"),
            (b'{"format": NaN}', "malformed"),
            (b'{"format": 1, "kind": "\\ud800"}', "truncated"),
            (
                b'{"format": 1, "kind": "stretchapp-diary", "\\u001b[2J": 1}',
                "unknown field ` [2J`",
            ),
        ],
        ids=range(11),
    )
    def test_a_file_that_is_not_an_export(self, file: Path, content: bytes, mistake: str) -> None:
        assert mistake.lower() in self.problem(file, content).lower()

    def test_a_byte_order_mark_is_passed_over(
        self, full: sqlite3.Connection, empty: sqlite3.Connection, file: Path
    ) -> None:
        content = codecs.BOM_UTF8 + json_export(full, NOW, no_process)

        assert imported(file, content, empty).cramps == 2

    @pytest.mark.parametrize(
        ("encoding", "mistake"),
        [
            ("utf-16", "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            ("utf-16-le", "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            ("utf-16-be", "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            ("utf-32", "1:1: the file is encoded as UTF-32; save it as UTF-8"),
            ("utf-32-be", "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            ("latin-1", "1:53: this character is not UTF-8; save the file with UTF-8"),
            ("cp1252", "1:53: this character is not UTF-8; save the file with UTF-8"),
        ],
    )
    def test_another_encoding(self, file: Path, encoding: str, mistake: str) -> None:
        text = '{"format": 1, "kind": "stretchapp-diary", "note": "Füße"}'

        assert mistake in self.problem(file, text.encode(encoding))

    @pytest.mark.parametrize(
        "place",
        [
            *("sessions[0].uid", "sessions[0].routine", "sessions[0].occasion"),
            *("cramps[0].uid", "cramps[0].muscle", "cramps[0].triggers[0]"),
            *("cramps[0].tried[0].exercise", "dismissed[0].rule", "reminders[0].routine"),
        ],
    )
    def test_a_control_character_in_an_id(
        self, full: sqlite3.Connection, file: Path, place: str
    ) -> None:
        diary = exported(full)
        part: Any = diary
        *path, last = re.findall(r"\w+", place)
        for step in path:
            part = part[int(step) if step.isdecimal() else step]
        part[int(last) if last.isdecimal() else last] = "abc\x07def"

        problem = self.problem(file, json.dumps(diary).encode())
        assert problem == f"{place}: 'abc def' has the control character U+0007; delete it."

    def test_a_file_that_is_too_large(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stretchapp.diary.exchange.read_export.MAX_BYTES", 1024 * 1024)

        assert "larger than 1 MiB" not in self.problem(file, b" " * 1024 * 1024)
        assert "larger than 1 MiB" in self.problem(file, b" " * (1024 * 1024 + 1))

    def test_too_many_entries(self, full: sqlite3.Connection, file: Path) -> None:
        diary = exported(full)
        diary["dismissed"] *= 200_001

        assert "dismissed: expected `array` of length <= 200000" in self.problem(
            file, json.dumps(diary).encode()
        )

    def test_a_file_that_does_not_exist(self, file: Path) -> None:
        with pytest.raises(UserError, match="cannot be read"):
            read_export(file)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=9)


@st.composite
def entries(draw: st.DrawFn) -> CrampEntry:
    return CrampEntry(
        started_at=draw(moments()),
        muscle=draw(st.none() | NAMES),
        side=draw(st.sampled_from((None, "left", "right", "both"))),
        strength=draw(st.none() | st.integers(0, 10)),
        length_s=draw(st.none() | st.floats(0, 86400)),
        eased=draw(st.booleans()),
        nothing_helped=draw(st.booleans()),
        note=draw(st.text(max_size=40)),
        triggers=draw(st.frozensets(NAMES, max_size=3)),
        tried=tuple(draw(st.dictionaries(NAMES, st.booleans(), max_size=3)).items()),
    )


@given(st.lists(entries(), max_size=5), st.lists(moments(), max_size=5))
def test_a_round_trip_loses_and_doubles_nothing(
    tmp_path_factory: pytest.TempPathFactory, cramps: list[CrampEntry], quiet: list[datetime]
) -> None:
    file = tmp_path_factory.mktemp("trip") / "export.json"
    with closing(empty_store()) as original, closing(empty_store()) as copy:
        for moment in quiet:
            NightLog(original).add_quiet(moment.date(), moment)
        for entry in cramps:
            CrampLog(original).add(entry, NOW)
        content = json_export(original, NOW, no_process)

        first = imported(file, content, copy)
        again = imported(file, content, copy)

        assert (first.cramps, first.known) == (len(cramps), 0)
        assert (again.cramps, again.quiet_nights) == (0, 0)
        assert json_export(copy, NOW, no_process) == content
        assert [cramp.entry for cramp in CrampLog(copy).cramps()] == [
            cramp.entry for cramp in CrampLog(original).cramps()
        ]
