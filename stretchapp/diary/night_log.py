"""What is kept of nights: that there was no cramp, rules that were dismissed, the six weeks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import EARLIEST_YEAR
from stretchapp.diary.storage.errors import explain_database_errors, transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime


class NightLog:
    """Reads and writes what is known of the nights of one database.

    Every method raises ``UserError`` when the file is damaged, locked or cannot be written to, and
    then has changed nothing.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use ``connection``, which ``open_store`` made."""
        self._connection = connection

    def add_quiet(self, night: date, now: datetime) -> None:
        """Record that there was no cramp in a night; saying it twice changes nothing."""
        if night.year < EARLIEST_YEAR:
            raise UserError(
                f"A night of before {EARLIEST_YEAR} cannot be kept; choose a later one."
            )
        with explain_database_errors():
            self._connection.execute(
                "INSERT INTO quiet_night (night, saved_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (night.isoformat(), now.isoformat()),
            )

    def remove_quiet(self, night: date) -> None:
        """Take it back that there was no cramp in a night."""
        with explain_database_errors():
            self._connection.execute(
                "DELETE FROM quiet_night WHERE night = ?", (night.isoformat(),)
            )

    def quiet(self, since: date | None = None) -> frozenset[date]:
        """Return the nights without a cramp, all of them or those from one on."""
        first = "" if since is None else since.isoformat()
        with explain_database_errors():
            rows = self._connection.execute(
                "SELECT night FROM quiet_night WHERE night >= ?", (first,)
            )
            return frozenset(date.fromisoformat(night) for (night,) in rows)

    def dismiss(self, rule: str, nights: Iterable[date]) -> None:
        """Record that a doctor rule was dismissed, and on which nights it rested then."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM dismissed_night WHERE rule = ?", (rule,))
            self._connection.executemany(
                "INSERT INTO dismissed_night (rule, night) VALUES (?, ?)",
                [(rule, night.isoformat()) for night in sorted(set(nights))],
            )

    def dismissed(self, rule: str) -> frozenset[date]:
        """Return the nights on which a rule rested when it was dismissed; none if it never was."""
        with explain_database_errors():
            rows = self._connection.execute(
                "SELECT night FROM dismissed_night WHERE rule = ?", (rule,)
            )
            return frozenset(date.fromisoformat(night) for (night,) in rows)

    def begin_six_weeks(self, night: date) -> None:
        """Record the first night of six weeks of stretching; it takes the place of earlier ones."""
        with explain_database_errors():
            self._connection.execute(
                "INSERT INTO six_weeks (id, begins) VALUES (1, ?)"
                " ON CONFLICT DO UPDATE SET begins = excluded.begins",
                (night.isoformat(),),
            )

    def end_six_weeks(self) -> None:
        """Forget the six weeks."""
        with explain_database_errors():
            self._connection.execute("DELETE FROM six_weeks")

    def six_weeks(self) -> date | None:
        """Return the first night of the six weeks, or None."""
        with explain_database_errors():
            row = self._connection.execute("SELECT begins FROM six_weeks").fetchone()
            return None if row is None else date.fromisoformat(row[0])
