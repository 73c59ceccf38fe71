"""Processes that are killed at random moments: everything reported as saved is there."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.backups import list_backups
from stretchapp.diary.storage.store import open_store

PROJECT = Path(__file__).parents[3]

WRITER = """
import json, random, sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.diary.storage.backups import back_up
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_for_writing

path = Path(sys.argv[1])
chance = random.Random(sys.argv[2])
now = SystemClock().now()
connection = open_for_writing(path, now, print)
sessions, cramps, nights = SessionLog(connection), CrampLog(connection), NightLog(connection)


def report(**values):
    print(json.dumps(values), flush=True)


print("ready", flush=True)
for number in range(100_000):
    session = sessions.start(
        NewSession(routine="r", title="R", player="window", process=1, planned_s=9, parts=9), now
    )
    for part in range(3):
        active_s = number + part / 10
        sessions.save(session, "running", active_s, part, now)
        report(session=session, active_s=active_s)
    entry = CrampEntry(
        started_at=now - timedelta(minutes=number),
        note="n" * chance.randrange(900),
        triggers=frozenset({"heat", "stress"}),
        tried=(("pull", False), ("rub", True)),
    )
    added = cramps.add(entry, now)
    report(cramp=added, note=len(entry.note))
    cramps.change(added, replace(entry, note="changed", tried=(("walk", True),)), now)
    report(cramp=added, note=7)
    if number % 3 == 0:
        record = cramps.delete(added)
        report(deleted=added)
        report(cramp=cramps.restore(record), note=7)
    quiet = now.date() - timedelta(days=100 + number)
    nights.add_quiet(quiet, now)
    report(quiet=str(quiet))
    if number % 10 == 5:
        back_up(path)
"""

KILLS = 6


def reports_before_the_kill(path: Path, seed: str, kill_after_s: float) -> list[dict[str, Any]]:
    """Let a process write until it is killed; return what it reported as saved by then."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), seed],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        killer = threading.Timer(kill_after_s, process.kill)
        killer.start()
        # A last line that is cut off was not reported.
        lines = [line for line in process.stdout if line.endswith("\n")]
    killer.join()
    assert process.returncode == -signal.SIGKILL
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("seed", ["first", "second"])
def test_everything_reported_as_saved_survives_several_kills(tmp_path: Path, seed: str) -> None:
    path = tmp_path / "diary.sqlite"
    chance = random.Random(seed)  # noqa: S311 -- the same numbers every time
    sessions: dict[int, float] = {}
    notes: dict[int, int] = {}
    quiet: set[str] = set()
    last_cramp = 0

    for kill in range(KILLS):
        for report in reports_before_the_kill(path, f"{seed} {kill}", chance.uniform(0.0, 0.25)):
            if "session" in report:
                sessions[report["session"]] = report["active_s"]
            elif "deleted" in report:
                del notes[report["deleted"]]
            elif "quiet" in report:
                quiet.add(report["quiet"])
            else:
                last_cramp = report["cramp"]
                notes[last_cramp] = report["note"]

        # Before anyone else opens the file: the journal of the killed process is still there.
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            active_s = {record.id: record.active_s for record in SessionLog(connection).sessions()}
            cramps = {record.id: record for record in CrampLog(connection).cramps()}
            nights = {str(night) for night in NightLog(connection).quiet_nights()}
        # One more save may have happened without being reported.
        assert all(
            reported_s <= active_s[number] <= reported_s + 0.11
            for number, reported_s in sessions.items()
        )
        # The last cramp may have been deleted without that being reported.
        assert notes.keys() - cramps.keys() <= {last_cramp}
        for number in notes.keys() & cramps.keys():
            assert len(cramps[number].note) in {notes[number], 7}
            assert len(cramps[number].triggers) == 2
            assert len(cramps[number].tried) in {1, 2}
        notes = {number: len(cramp.note) for number, cramp in cramps.items()}
        assert quiet <= nights
        for copy in list_backups(path):
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sessions
    assert notes


RELIEF = """
import sys
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.application.relief_run import ReliefRun
from stretchapp.application.saving import BackgroundSaver
from stretchapp.diary.storage.store import open_store
from stretchapp.relief.events import TextChanged
from tests.relief.flows import ALL, TEXTS, calf

saver = BackgroundSaver(lambda: open_store(Path(sys.argv[1])))
run = ReliefRun(
    {"calf": calf()},
    "calf",
    SystemClock(),
    saver,
    limits=ALL,
    texts=TEXTS,
    speed=2000.0,
)
run.start()
while True:
    events = run.tick()
    if not run.is_short and any(not isinstance(it, TextChanged) for it in events):
        # More than new words on the screen, so it is saved; reported once it has been.
        details = run.summary()
        assert saver.wait(60.0) is None and run.is_saved
        print(details.length_s, *(tried.id for tried in details.tried), flush=True)
"""


@pytest.mark.parametrize("saves", [1, 2, 10, 60])
def test_relief_that_is_killed_leaves_everything_it_reported(tmp_path: Path, saves: int) -> None:
    path = tmp_path / "diary.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", RELIEF, str(path)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        reports = [process.stdout.readline().split() for _ in range(saves)]
        process.send_signal(signal.SIGKILL)
        # What it reported before it died counts too; a last line that is cut off does not.
        reports += [line.split() for line in process.stdout.readlines() if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(open_store(path)) as connection:
        log = CrampLog(connection)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert [record.state for record in log.cramps()] == ["running"]
        log.end_interrupted(lambda number: number != process.pid)
        (record,) = log.cramps()
    length_s, *tried = reports[-1]
    assert (record.state, record.process, record.muscle) == ("ended", process.pid, "calf")
    assert record.length_s is not None
    assert record.length_s >= float(length_s)
    assert [exercise for exercise, _helped in record.tried][: len(tried)] == tried
