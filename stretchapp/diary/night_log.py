"""The night log: nights without a cramp, dismissed doctor rules, and the six weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import EARLIEST_YEAR
from stretchapp.diary.storage.errors import explain_database_errors, transaction
from stretchapp.diary.storage.quiet_nights import nights_with_cramps
from stretchapp.diary.storage.rows import stored_night, usable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date, datetime


class NightLog:
    """Reads and writes what a database holds about nights.

    Every method raises ``UserError`` if the file is damaged, locked or cannot be written to, and
    then has changed nothing.

    Attributes:
        left_out: The nights that were left out of what was read last, because they are damaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection from ``open_store``."""
        self._connection = connection
        self.left_out: list[str] = []

    def add_quiet(self, night: date, now: datetime) -> None:
        """Record that there was no cramp in a night; a second time changes nothing.

        Raises:
            UserError: As above; also if there is a cramp in that night.
        """
        if night.year < EARLIEST_YEAR:
            raise UserError(_("The date must not be before {year}.").format(year=EARLIEST_YEAR))
        with transaction(self._connection):
            if night in nights_with_cramps(self._connection, night):
                message = _(
                    "The diary has a cramp in the night of {night}. If that is a mistake, delete"
                    " the cramp first."
                )
                raise UserError(message.format(night=night))
            self._connection.execute(
                "INSERT INTO quiet_night (night, saved_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (night.isoformat(), now.isoformat()),
            )

    def remove_quiet(self, night: date) -> None:
        """Delete the record that there was no cramp in a night."""
        with explain_database_errors():
            self._connection.execute(
                "DELETE FROM quiet_night WHERE night = ?", (night.isoformat(),)
            )

    def quiet_nights(self, since: date | None = None) -> frozenset[date]:
        """Return the nights without a cramp: all of them, or those from one night on."""
        first = "" if since is None else since.isoformat()
        return self._nights("SELECT night FROM quiet_night WHERE night >= ?", first)

    def dismiss(self, rule: str, nights: Iterable[date]) -> None:
        """Record that a doctor rule was dismissed, with the nights that it was based on."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM dismissed_night WHERE rule = ?", (rule,))
            self._connection.executemany(
                "INSERT INTO dismissed_night (rule, night) VALUES (?, ?)",
                [(rule, night.isoformat()) for night in sorted(set(nights))],
            )

    def dismissed_nights(self, rule: str) -> frozenset[date]:
        """Return the nights that a doctor rule was based on when it was last dismissed."""
        return self._nights("SELECT night FROM dismissed_night WHERE rule = ?", rule)

    def start_six_weeks(self, night: date) -> None:
        """Record the first night of six weeks of stretching, in place of any earlier one."""
        with explain_database_errors():
            self._connection.execute(
                "INSERT INTO six_weeks (id, begins) VALUES (1, ?)"
                " ON CONFLICT DO UPDATE SET begins = excluded.begins",
                (night.isoformat(),),
            )

    def end_six_weeks(self) -> None:
        """Delete the record of the six weeks."""
        with explain_database_errors():
            self._connection.execute("DELETE FROM six_weeks")

    def six_weeks_start(self) -> date | None:
        """Return the first night of the six weeks, or None."""
        return next(iter(self._nights("SELECT begins FROM six_weeks")), None)

    def _nights(self, query: str, *values: str) -> frozenset[date]:
        with explain_database_errors():
            self.left_out = []
            rows = self._connection.execute(query, values)
            nights = usable(rows, lambda row: stored_night(row[0]), self.left_out, "night")
            return frozenset(nights)
