"""The cramp log: one entry for each cramp, kept up to date while its relief runs.

An entry is written when the relief begins, so that a killed process leaves what was known. What
people add afterwards is filled in later, all of it or none.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from stretchapp.diary.cramp_records import CrampRecord
from stretchapp.diary.problems import problems_told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator, Mapping

    from stretchapp.diary.cramp_records import CrampDetails, CrampProgress


class CrampLog:
    """Reads and writes the cramps of one database.

    Every method raises ``UserError`` when the file is damaged, locked or cannot be written to, and
    then has changed nothing.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use ``connection``, which ``open_store`` made."""
        self._connection = connection

    def begin(self, now: datetime, muscle: str, process: int) -> int:
        """Record a cramp that began ``now`` and return its id."""
        with problems_told():
            cursor = self._connection.execute(
                "INSERT INTO cramp (state, process, started_at, saved_at, muscle, length_s)"
                " VALUES ('running', ?, ?, ?, ?, 0)",
                (process, now.isoformat(), now.isoformat(), muscle),
            )
        assert cursor.lastrowid is not None  # noqa: S101 -- an INSERT always has one
        return cursor.lastrowid

    def save(self, cramp_id: int, progress: CrampProgress, now: datetime) -> None:
        """Save how far a relief has come, or that it is over."""
        with self._transaction():
            self._connection.execute(
                "UPDATE cramp SET state = ?, saved_at = ?, muscle = ?, length_s = ?, eased = ?"
                " WHERE id = ?",
                (
                    progress.state,
                    now.isoformat(),
                    progress.muscle,
                    progress.length_s,
                    progress.eased,
                    cramp_id,
                ),
            )
            self._save_tried(cramp_id, progress.tried)

    def fill_in(self, cramp_id: int, details: CrampDetails) -> None:
        """Add what a person knows of a cramp."""
        with self._transaction():
            self._connection.execute(
                "UPDATE cramp SET side = coalesce(?, side), strength = coalesce(?, strength),"
                " length_s = coalesce(?, length_s), note = coalesce(?, note),"
                " nothing_helped = coalesce(?, nothing_helped) WHERE id = ?",
                (
                    details.side,
                    details.strength,
                    details.length_s,
                    details.note,
                    details.nothing_helped,
                    cramp_id,
                ),
            )
            if details.triggers is not None:
                self._connection.execute("DELETE FROM cramp_trigger WHERE cramp = ?", (cramp_id,))
                self._connection.executemany(
                    "INSERT INTO cramp_trigger (cramp, trigger) VALUES (?, ?)",
                    [(cramp_id, trigger) for trigger in sorted(details.triggers)],
                )
            if details.helped is not None:
                self._connection.execute(
                    "UPDATE cramp_tried SET helped = 0 WHERE cramp = ?", (cramp_id,)
                )
                self._save_tried(cramp_id, dict.fromkeys(sorted(details.helped), True))

    def cramps(self) -> list[CrampRecord]:
        """Return all cramps, those that began last first."""
        with problems_told():
            triggers: dict[int, list[str]] = {}
            for row in self._connection.execute("SELECT * FROM cramp_trigger ORDER BY trigger"):
                triggers.setdefault(row["cramp"], []).append(row["trigger"])
            tried: dict[int, list[tuple[str, bool]]] = {}
            for row in self._connection.execute("SELECT * FROM cramp_tried ORDER BY rowid"):
                tried.setdefault(row["cramp"], []).append((row["exercise"], bool(row["helped"])))
            records = [
                _record(row, triggers.get(row["id"], []), tried.get(row["id"], []))
                for row in self._connection.execute("SELECT * FROM cramp")
            ]
        # Sorted here: as text, moments of two time zones would not come in their order.
        return sorted(records, key=lambda record: (record.started_at, record.id), reverse=True)

    def close_cut_off(self, is_alive: Callable[[int], bool], *, own: int | None = None) -> None:
        """End the entries of processes that are gone, with what was last saved.

        Args:
            is_alive: Whether a process runs; ``desktop.processes.is_alive``.
            own: The entry that this process keeps at the moment. Another one of the same process
                number is that of an earlier process.
        """
        with problems_told():
            running = self._connection.execute(
                "SELECT id, process FROM cramp WHERE state = 'running'"
            ).fetchall()
            for row in running:
                is_ours = row["process"] == os.getpid()
                if row["id"] != own and (is_ours or not is_alive(row["process"])):
                    self._connection.execute(
                        "UPDATE cramp SET state = 'ended' WHERE id = ?", (row["id"],)
                    )

    @contextmanager
    def _transaction(self) -> Generator[None]:
        with problems_told(), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield

    def _save_tried(self, cramp_id: int, tried: Mapping[str, bool]) -> None:
        self._connection.executemany(
            "INSERT INTO cramp_tried (cramp, exercise, helped) VALUES (?, ?, ?)"
            " ON CONFLICT (cramp, exercise) DO UPDATE SET helped = excluded.helped",
            [(cramp_id, exercise, helped) for exercise, helped in tried.items()],
        )


def _record(row: sqlite3.Row, triggers: list[str], tried: list[tuple[str, bool]]) -> CrampRecord:
    return CrampRecord(
        id=row["id"],
        state=row["state"],
        process=row["process"],
        started_at=datetime.fromisoformat(row["started_at"]),
        saved_at=datetime.fromisoformat(row["saved_at"]),
        muscle=row["muscle"],
        side=row["side"],
        strength=row["strength"],
        length_s=row["length_s"],
        eased=bool(row["eased"]),
        nothing_helped=bool(row["nothing_helped"]),
        note=row["note"],
        triggers=tuple(triggers),
        tried=tuple(tried),
    )
