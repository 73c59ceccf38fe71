"""The cramp log: one entry for each cramp, kept up to date while its relief runs.

An entry is written when the relief begins, so that a killed process leaves what was known. What
people add afterwards is filled in later, all of it or none.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from stretchapp.diary.problems import problems_told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator, Mapping

CrampState = Literal["running", "ended"]

CrampSide = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampProgress:
    """How far the relief of a cramp has come.

    Attributes:
        state: Whether it still runs.
        muscle: The id of the flow: where it cramps.
        length_s: How long the cramp has lasted, in seconds.
        eased: Whether the person said that it has eased.
        tried: The ids of the exercises that were begun, and whether each has helped.
    """

    state: CrampState
    muscle: str
    length_s: float
    eased: bool
    tried: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class TriedExercise:
    """An exercise that was begun, and whether it was what was done when the cramp eased."""

    id: str
    name: str
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDetails:
    """What an entry says before anybody adds to it, in the words that people see.

    Attributes:
        place: The id of the flow.
        title: The place that cramps, as people see it.
        length_s: How long the cramp has lasted, in seconds.
        eased: Whether it was said that it has eased.
        tried: The exercises in the order in which they were first begun.
    """

    place: str
    title: str
    length_s: float
    eased: bool
    tried: tuple[TriedExercise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampDetails:
    """What a person adds to an entry; None leaves what is there.

    Attributes:
        side: Which leg.
        strength: From 0 to 10.
        length_s: How long it lasted, in seconds.
        triggers: The ids of what went before; they take the place of earlier ones.
        helped: The ids of the exercises that helped; all others did not.
        nothing_helped: Whether it is said that nothing did.
        note: Anything else.
    """

    side: CrampSide | None = None
    strength: int | None = None
    length_s: float | None = None
    triggers: frozenset[str] | None = None
    helped: frozenset[str] | None = None
    nothing_helped: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrampRecord:
    """One entry as it is kept.

    Attributes:
        id: Its number in the log.
        state: Whether its relief still runs.
        process: The process that leads it; None for an entry made by hand.
        started_at: When the cramp began.
        saved_at: When the entry was last saved by its relief.
        muscle: The id of the flow, or None.
        side: Which leg, or None.
        strength: From 0 to 10, or None.
        length_s: Its length in seconds, or None; the least that it was if it had not eased.
        eased: Whether the person said that it had eased.
        nothing_helped: Whether the person said that nothing helped.
        note: What else was written.
        triggers: The ids of what went before, in the order of the alphabet.
        tried: The ids of the exercises in the order in which they were first begun, and whether
            each helped.
    """

    id: int
    state: CrampState
    process: int | None
    started_at: datetime
    saved_at: datetime
    muscle: str | None
    side: CrampSide | None
    strength: int | None
    length_s: float | None
    eased: bool
    nothing_helped: bool
    note: str
    triggers: tuple[str, ...]
    tried: tuple[tuple[str, bool], ...]


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
