"""Processes that are killed at random moments: what was shown as saved is there."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.backups import list_backups
from stretchapp.diary.storage.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

WRITING = """
import json, random, sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from stretchapp.base.clock import SystemClock
from stretchapp.diary.storage.backups import back_up
from stretchapp.diary.cramp_records import CrampEntry, CrampProgress
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_for_writing

path = Path(sys.argv[1])
chance = random.Random(sys.argv[2])
now = SystemClock().now()
connection = open_for_writing(path, now, print)
sessions, cramps, nights = SessionLog(connection), CrampLog(connection), NightLog(connection)


def say(**what):
    print(json.dumps(what), flush=True)


print("ready", flush=True)
for number in range(100_000):
    session = sessions.start(
        NewSession(routine="r", title="R", player="window", process=1, planned_s=9, parts=9), now
    )
    sessions.save(session, "finished", number / 10, 5, now)
    say(session=session, active_s=number / 10)
    entry = CrampEntry(
        started_at=now - timedelta(minutes=number),
        note="n" * chance.randrange(900),
        triggers=frozenset({"heat", "stress"}),
        tried=(("pull", False), ("rub", True)),
    )
    added = cramps.add(entry, now)
    say(cramp=added, note=len(entry.note))
    cramps.change(added, replace(entry, note="changed", tried=(("walk", True),)), now)
    say(cramp=added, note=7)
    if number % 3 == 0:
        record = cramps.delete(added)
        say(deleted=added)
        say(cramp=cramps.restore(record), note=7)
    nights.add_quiet(now.date() - timedelta(days=number), now)
    say(quiet=str(now.date() - timedelta(days=number)))
    if number % 10 == 5:
        back_up(path)
"""

KILLS = 12


def said_before_the_kill(path: Path, seed: str, kill_after_s: float) -> list[dict[str, Any]]:
    """Let a process write until it is killed; return what it had said by then."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(path), seed],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        killer = threading.Timer(kill_after_s, process.kill)
        killer.start()
        # The last line may be cut off: that was not said.
        said = [line for line in process.stdout if line.endswith("\n")]
    killer.join()
    assert process.returncode == -signal.SIGKILL
    return [json.loads(line) for line in said]


@pytest.mark.parametrize("seed", ["first", "second"])
def test_what_was_said_to_be_saved_is_there_after_a_dozen_kills(tmp_path: Path, seed: str) -> None:
    path = tmp_path / "diary.sqlite"
    chance = random.Random(seed)  # noqa: S311 -- to be the same each time
    sessions: dict[int, float] = {}
    notes: dict[int, int] = {}
    quiet: set[str] = set()
    last = 0

    for kill in range(KILLS // 2):
        for said in said_before_the_kill(path, f"{seed} {kill}", chance.uniform(0.0, 0.25)):
            if "session" in said:
                sessions[said["session"]] = said["active_s"]
            elif "deleted" in said:
                del notes[said["deleted"]]
            elif "quiet" in said:
                quiet.add(said["quiet"])
            else:
                last = said["cramp"]
                notes[last] = said["note"]

        # Before anybody else has opened it: the journal of the killed process is still there.
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            active_s = {it.id: it.active_s for it in SessionLog(connection).sessions()}
            cramps = {it.id: it for it in CrampLog(connection).cramps()}
            nights = {str(night) for night in NightLog(connection).quiet_nights()}
        assert {number: active_s[number] for number in sessions} == sessions
        # The last thing that it did may not have been said any more: that it deleted this one.
        assert notes.keys() - cramps.keys() <= {last}
        for number in notes.keys() & cramps.keys():
            assert len(cramps[number].note) in {notes[number], 7}
            assert len(cramps[number].triggers) == 2
            assert len(cramps[number].tried) in {1, 2}
        notes = {number: len(it.note) for number, it in cramps.items()}
        assert quiet <= nights
        for copy in list_backups(path):
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sessions
    assert notes
