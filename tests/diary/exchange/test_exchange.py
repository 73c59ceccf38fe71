"""Exporting a diary and importing it again: nothing is lost, doubled or computed."""

from __future__ import annotations

import csv
import io
import json
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
from stretchapp.diary.exchange.export_csv import COLUMNS, csv_text, escape_formula
from stretchapp.diary.exchange.export_json import json_export
from stretchapp.diary.exchange.import_json import ImportCounts, merge, read_export
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.nights import Entries
from stretchapp.diary.reminder_store import ReminderStore
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import empty_store, open_store
from tests.diary.entries import BERLIN, RULE, a_cramp, a_stretch, moments
from tests.fakes import AN_EVENING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

NOW = AN_EVENING + timedelta(days=300)
NIGHT = date(2026, 11, 22)


def dead(_process: int) -> bool:
    return False


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.json"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A diary with something of everything."""
    connection = open_store(tmp_path / "diary.sqlite")
    fill(connection)
    yield connection
    connection.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty diary."""
    connection = open_store(tmp_path / "other.sqlite")
    yield connection
    connection.close()


def a_session(log: SessionLog, process: int = 1) -> int:
    session = NewSession(
        routine="in-bed", title="In bed", player="window", process=process, planned_s=300, parts=5
    )
    return log.start(session, AN_EVENING)


def fill(connection: sqlite3.Connection) -> None:
    sessions = SessionLog(connection)
    sessions.save(a_session(sessions), "finished", 299.5, 4, AN_EVENING + timedelta(minutes=5))
    entry = CrampEntry(
        started_at=AN_EVENING,
        muscle="calf",
        side="left",
        strength=6,
        length_s=100 / 3,
        eased=True,
        nothing_helped=True,
        note='=SUM("a")\n<b>bold</b>',
        triggers=frozenset({"heat", "stress"}),
        tried=(("pull", False), ("rub", True)),
    )
    CrampLog(connection).add(entry, AN_EVENING)
    CrampLog(connection).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)
    nights = NightLog(connection)
    nights.add_quiet(NIGHT, AN_EVENING)
    nights.dismiss("D3", [NIGHT])
    nights.start_six_weeks(NIGHT)
    reminders = ReminderStore(connection)
    reminders.add(RULE)
    reminders.set_bedtimes(" ".join(["22:30"] * 7))


def exported(connection: sqlite3.Connection) -> dict[str, Any]:
    return json.loads(json_export(connection, NOW, dead))


def imported(
    path: Path, content: bytes, target: sqlite3.Connection, *, dry_run: bool = False
) -> ImportCounts:
    path.write_bytes(content)
    return merge(target, read_export(path), dry_run=dry_run)


class TestJson:
    def test_it_is_complete(self, connection: sqlite3.Connection) -> None:
        diary = exported(connection)

        assert (diary["format"], diary["kind"]) == (1, "stretchapp-diary")
        assert diary["exported_at"] == NOW.isoformat()
        (session,) = diary["sessions"]
        assert (session["state"], session["active_s"]) == ("finished", 299.5)
        full, empty = diary["cramps"]
        assert (full["length_s"], full["triggers"]) == (100 / 3, ["heat", "stress"])
        assert full["tried"][1] == {"exercise": "rub", "helped": True}
        assert (empty["muscle"], empty["strength"], empty["note"]) == (None, None, "")
        assert diary["quiet_nights"][0]["night"] == "2026-11-22"
        assert diary["dismissed"] == [{"rule": "D3", "night": "2026-11-22"}]
        assert diary["six_weeks"] == "2026-11-22"
        assert diary["reminders"][0]["text"] == "Slowly."

    def test_what_still_runs_is_left_out(self, connection: sqlite3.Connection) -> None:
        a_session(SessionLog(connection), process=7)
        CrampLog(connection).start(AN_EVENING, "calf", 7)

        running = json.loads(json_export(connection, NOW, lambda process: process == 7))

        assert (len(running["sessions"]), len(running["cramps"])) == (1, 2)

    def test_what_was_cut_off_is_over(self, connection: sqlite3.Connection) -> None:
        a_session(SessionLog(connection), process=7)
        CrampLog(connection).start(AN_EVENING, "calf", 7)

        diary = exported(connection)

        assert [it["state"] for it in diary["sessions"]] == ["finished", "left"]
        assert len(diary["cramps"]) == 3

    def test_a_diary_that_cannot_be_read_is_told(self, connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE quiet_night")

        with pytest.raises(UserError, match="no such table: quiet_night"):
            json_export(connection, NOW, dead)
        assert not connection.in_transaction


class TestImport:
    def test_into_an_empty_diary_gives_the_same_diary(
        self, connection: sqlite3.Connection, other: sqlite3.Connection, path: Path
    ) -> None:
        merged = imported(path, json_export(connection, NOW, dead), other)

        assert merged == ImportCounts(sessions=1, cramps=2, quiet_nights=1, reminders=1, known=0)
        assert exported(other) == exported(connection)

    def test_twice_adds_nothing(self, connection: sqlite3.Connection, path: Path) -> None:
        before = exported(connection)

        merged = imported(path, json_export(connection, NOW, dead), connection)

        assert merged == ImportCounts(0, 0, 0, 0, known=5)
        assert exported(connection) == before

    def test_an_entry_that_was_changed_since_stays_as_it_is(
        self, connection: sqlite3.Connection, path: Path
    ) -> None:
        old = json_export(connection, NOW, dead)
        log = CrampLog(connection)
        log.change(log.cramps()[0].id, CrampEntry(started_at=AN_EVENING, note="New."), AN_EVENING)
        ReminderStore(connection).change(1, replace(RULE, is_on=False))
        before = exported(connection)

        assert imported(path, old, connection).known == 5
        assert exported(connection) == before

    def test_two_diaries_become_one(
        self, connection: sqlite3.Connection, other: sqlite3.Connection, path: Path
    ) -> None:
        """Two cramps that look the same are two if they were entered twice."""
        CrampLog(other).add(CrampEntry(started_at=AN_EVENING), AN_EVENING)
        NightLog(other).start_six_weeks(date(2026, 1, 1))

        merged = imported(path, json_export(connection, NOW, dead), other)

        assert merged.cramps == 2
        assert len(CrampLog(other).cramps()) == 3
        assert NightLog(other).six_weeks_start() == date(2026, 1, 1)

    def test_a_trial_says_the_same_and_changes_nothing(
        self, connection: sqlite3.Connection, other: sqlite3.Connection, path: Path
    ) -> None:
        content = json_export(connection, NOW, dead)
        before = exported(other)

        trial = imported(path, content, other, dry_run=True)

        assert exported(other) == before
        assert not other.in_transaction
        assert imported(path, content, other) == trial

    def test_it_is_all_or_nothing(
        self, connection: sqlite3.Connection, other: sqlite3.Connection, path: Path
    ) -> None:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON quiet_night"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )

        with pytest.raises(UserError, match="no room"):
            imported(path, json_export(connection, NOW, dead), other)
        assert SessionLog(other).sessions() == []
        assert not other.in_transaction

    def test_control_characters_become_spaces(
        self, connection: sqlite3.Connection, other: sqlite3.Connection, path: Path
    ) -> None:
        diary = exported(connection)
        diary["cramps"][0]["note"] = "\x1b[2Jgone"
        diary["sessions"][0]["title"] = "\x07Bell"

        imported(path, json.dumps(diary).encode(), other)

        assert CrampLog(other).cramps()[-1].note == " [2Jgone"
        assert SessionLog(other).sessions()[0].title == " Bell"


class TestWhatIsRefused:
    """Each is told in one sentence that names the file, the place and what is wrong there."""

    def problem(self, path: Path, content: bytes) -> str:
        path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            read_export(path)
        sentence = str(caught.value)
        assert sentence.startswith(f"{path}: ")
        assert "\n" not in sentence
        return sentence.removeprefix(f"{path}: ")

    @pytest.mark.parametrize(
        ("place", "value", "told"),
        [
            ("cramps.0.strength", 11, "cramps[0].strength: expected `int` <= 10"),
            ("cramps.0.side", "front", "cramps[0].side: invalid enum value 'front'"),
            ("cramps.0.length_s", -1, "cramps[0].length_s: expected `float` >= 0"),
            ("cramps.0.note", "x" * 1001, "cramps[0].note: expected `str` of length <= 1000"),
            ("cramps.0.note", 7, "cramps[0].note: expected `str`, got `int`"),
            ("cramps.0.triggers", ["x"] * 101, "cramps[0].triggers: expected `array` of length"),
            ("cramps.0.colour", "red", "cramps[0]: object contains unknown field `colour`"),
            ("cramps.0.started_at", "noon", "cramps[0].started_at: 'noon' is no moment"),
            ("cramps.0.saved_at", "2026-11-22T22:00", "cramps[0].saved_at: '2026-11-22T22:00' is"),
            ("sessions.0.started_at", "0001-01-01T00:00+14:00", "lies before 1970 or after 2199"),
            ("sessions.0.state", "running", "sessions[0].state: invalid enum value 'running'"),
            ("quiet_nights.0.night", "2026-02-30", "quiet_nights[0].night: '2026-02-30' is no"),
            ("quiet_nights.0.saved_at", "", "quiet_nights[0].saved_at: '' is no moment"),
            ("dismissed.0.night", "9999-12-31", "dismissed[0].night: '9999-12-31' lies before"),
            ("six_weeks", "2026-13-01", "six_weeks: '2026-13-01' is no date"),
            ("reminders.0.times", "25:00", "reminders[0].times: expected `str` matching regex"),
            ("reminders.0.times", "08:00", "reminders[0]: it needs times, or minutes before bed"),
            ("reminders.0.zone", "Mars", "reminders[0].zone: 'Mars' is no time zone"),
            ("reminders.0.zone", "../etc", "reminders[0].zone: '../etc' is no time zone"),
            ("reminders.0.weekdays", "7", "reminders[0].weekdays: expected `str` matching"),
            ("bedtimes", "22:30", "bedtimes: expected `str` matching regex"),
            ("kind", "shopping", "kind: invalid enum value 'shopping'"),
            ("format", 2, "has the format 2, and this version of stretchapp reads 1; update"),
        ],
    )
    def test_a_value_that_cannot_be(
        self,
        connection: sqlite3.Connection,
        path: Path,
        place: str,
        value: object,
        told: str,
    ) -> None:
        diary = exported(connection)
        *way, last = place.split(".")
        inner: Any = diary
        for step in way:
            inner = inner[int(step) if step.isdecimal() else step]
        inner[last] = value

        assert told in self.problem(path, json.dumps(diary).encode())

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"", "input data was truncated"),
            (b"not JSON", "JSON is malformed"),
            (b"\xff\xfe", "malformed"),
            (b"[]", "expected `object`, got `array`"),
            (b"[" * 1_000_000, "expected `object`"),
            (b'{"format": 1, "kind": "stretchapp-diary", "x": ' + b"[" * 1_000_000, "("),
            (b'{"format": 1, "kind": "stretchapp-diary"}', "missing required field"),
            (b'{"format": NaN}', "malformed"),
        ],
        ids=range(8),
    )
    def test_what_is_no_export(self, path: Path, content: bytes, told: str) -> None:
        assert told.lower() in self.problem(path, content).lower()

    def test_a_file_that_is_too_large(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stretchapp.diary.exchange.import_json.MAX_BYTES", 1024 * 1024)

        assert "more than 1 MiB" in self.problem(path, b" " * (1024 * 1024 + 1))

    def test_too_many_entries(self, connection: sqlite3.Connection, path: Path) -> None:
        diary = exported(connection)
        diary["dismissed"] *= 200_001

        assert "dismissed: expected `array` of length <= 200000" in self.problem(
            path, json.dumps(diary).encode()
        )

    def test_a_file_that_is_not_there(self, path: Path) -> None:
        with pytest.raises(UserError, match="cannot be read"):
            read_export(path)


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
    tmp_path_factory: pytest.TempPathFactory, cramps: list[CrampEntry], quiet: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("trip") / "export.json"
    with closing(empty_store()) as connection, closing(empty_store()) as other:
        for entry in cramps:
            CrampLog(connection).add(entry, NOW)
        for moment in quiet:
            NightLog(connection).add_quiet(moment.date(), moment)
        content = json_export(connection, NOW, dead)

        first = imported(path, content, other)
        again = imported(path, content, other)

        assert (first.cramps, first.known) == (len(cramps), 0)
        assert (again.cramps, again.quiet_nights) == (0, 0)
        assert json_export(other, NOW, dead) == content
        assert [it.entry for it in CrampLog(other).cramps()] == [
            it.entry for it in CrampLog(connection).cramps()
        ]


class TestCsv:
    def rows(self, entries: Entries) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(csv_text(entries, BERLIN), newline="")))

    def test_an_empty_diary_is_a_heading(self) -> None:
        assert csv_text(Entries(), BERLIN) == ",".join(COLUMNS) + "\r\n"

    def test_every_entry_is_a_row_in_the_order_of_time(self) -> None:
        entries = Entries(
            [a_stretch("2026-11-21T22:00"), a_stretch("2026-11-19T22:00", state="running")],
            [
                a_cramp("2026-11-22T03:00", strength=0, length_s=90.0, tried=(("pull", True),)),
                a_cramp("2026-11-20T03:00", state="running", eased=True, nothing_helped=True),
                a_cramp("2026-11-18T03:00", eased=True, side="left", triggers=("heat", "stress")),
            ],
            frozenset({date(2026, 11, 20)}),
        )

        rows = self.rows(entries)

        assert [(row["kind"], row["night"]) for row in rows] == [
            ("cramp", "2026-11-17"),
            ("session", "2026-11-19"),
            ("cramp", "2026-11-19"),
            ("no cramp", "2026-11-20"),
            ("session", "2026-11-21"),
            ("cramp", "2026-11-21"),
        ]
        assert (rows[0]["state"], rows[0]["side"]) == ("eased", "left")
        assert rows[0]["triggers"] == "heat stress"
        assert (rows[1]["state"], rows[1]["ended_at"]) == ("running", "")
        assert (rows[2]["state"], rows[2]["nothing_helped"]) == ("running", "yes")
        assert (rows[4]["planned_min"], rows[4]["title"]) == ("5.00", "In bed")
        assert (rows[5]["strength"], rows[5]["length_min"]) == ("0", "1.50")
        assert (rows[5]["tried"], rows[5]["helped"]) == ("pull", "pull")

    @pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n"])
    def test_a_cell_is_never_computed(self, begin: str) -> None:
        note = f'{begin}HYPERLINK("http://example.org")'
        cramp = a_cramp("2026-11-22T03:00", note=note, triggers=(note,), muscle=note)
        (row,) = self.rows(Entries(cramps=[cramp]))

        assert (row["note"], row["triggers"], row["muscle"]) == (f"'{note}",) * 3

    @given(st.text(max_size=20))
    def test_other_cells_stay_as_they_are(self, text: str) -> None:
        cell = escape_formula(text)

        assert cell in {text, f"'{text}"}
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))

    def test_quotes_and_commas_and_lines_stay_in_their_cell(self) -> None:
        note = 'He said "no", and\nwent; a,b'
        (row,) = self.rows(Entries(cramps=[a_cramp("2026-11-22T03:00", note=note)]))

        assert row["note"] == note
