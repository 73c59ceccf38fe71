"""The diary as its pages read and change it: nights, cramps, and the doctor rules that hold.

What was read is kept until something changes, so that leafing through months reads once. No Qt.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.base.nights import night_of, start_of_night
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.doctor_rules import LOOK_BACK_NIGHTS, findings, has_new_nights
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.nights import Entries, Night, first_night, nights
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.statistics import six_weeks

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime, tzinfo

    from stretchapp.diary.cramp_records import CrampEntry, CrampRecord
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.diary.statistics import SixWeeks

EVENING_HOUR = 18
"""Until then, whoever speaks of the night means the one that is over."""


class _Read(NamedTuple):
    since: date | None
    entries: Entries


class Diary:
    """Reads and changes the diary that lies in a database.

    Every method raises ``UserError`` when the diary cannot be read or written.

    Attributes:
        zone: Where the person is, for what is noon.
    """

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo) -> None:
        """Use a database, which ``open_store`` made.

        Args:
            connection: The database.
            zone: Where the person is.
        """
        self._connection = connection
        self._cramps = CrampLog(connection)
        self._nights = NightLog(connection)
        self._read: _Read | None = None
        self._nights_read: dict[date, Night] | None = None
        self.zone = zone

    def forget(self) -> None:
        """Read anew from now on: something else may have written."""
        self._read = self._nights_read = None

    # Nights.

    def tonight(self, now: datetime) -> date:
        """Return the present night."""
        return night_of(now, self.zone)

    def asked_night(self, now: datetime) -> date:
        """Return the night that a person speaks of: until the evening, the last one."""
        is_over = now.astimezone(self.zone).hour < EVENING_HOUR
        today = now.astimezone(self.zone).date()
        return today - timedelta(days=1) if is_over else today

    def night_of(self, moment: datetime) -> date:
        """Return the night that a moment belongs to."""
        return night_of(moment, self.zone)

    def nights(self, first: date, last: date) -> tuple[Night, ...]:
        """Return the nights from ``first`` to ``last``."""
        known = self._known(first)
        days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        return tuple(known.get(it) or Night(it, 0, (), is_quiet=False) for it in days)

    def night(self, evening: date) -> Night:
        """Return one night."""
        return self.nights(evening, evening)[0]

    def sessions_of(self, evening: date) -> list[SessionRecord]:
        """Return the sessions of a night, the earliest first, also those that do not count."""
        sessions = self._entries(evening).sessions
        mine = [it for it in sessions if night_of(it.started_at, self.zone) == evening]
        return sorted(mine, key=lambda it: (it.started_at, it.id))

    def everything(self) -> Entries:
        """Return all that the diary holds."""
        return self._entries(None)

    def first_night(self) -> date | None:
        """Return the first night of which anything is known."""
        return first_night(self._entries(None), self.zone)

    def set_quiet(self, night: date, now: datetime) -> None:
        """Record that there was no cramp in a night."""
        self._nights.add_quiet(night, now)
        self.forget()

    def remove_quiet(self, night: date) -> None:
        """Take it back that there was none."""
        self._nights.remove_quiet(night)
        self.forget()

    # Cramps.

    def add(self, entry: CrampEntry, now: datetime) -> int:
        """Record a cramp and return its number."""
        number = self._cramps.add(entry, now)
        self.forget()
        return number

    def change(self, number: int, entry: CrampEntry, now: datetime) -> None:
        """Let ``entry`` be all that is said of a cramp."""
        self._cramps.change(number, entry, now)
        self.forget()

    def delete(self, number: int) -> CrampRecord:
        """Delete a cramp and return it, so that it can be restored."""
        record = self._cramps.delete(number)
        self.forget()
        return record

    def restore(self, record: CrampRecord) -> None:
        """Bring back a cramp that was deleted."""
        self._cramps.restore(record)
        self.forget()

    # What follows from them.

    def findings(self, now: datetime) -> tuple[Finding, ...]:
        """Return the doctor rules that hold, without those that were dismissed as they are."""
        cramps = self._entries(self._looked_back_to(now)).cramps
        return tuple(
            finding
            for finding in findings(cramps, now, self.zone)
            if has_new_nights(finding, self._nights.dismissed_nights(finding.rule))
        )

    def dismiss(self, finding: Finding) -> None:
        """Show a rule no longer, until it rests on another night too."""
        self._nights.dismiss(finding.rule, finding.nights)

    def six_weeks(self, now: datetime) -> SixWeeks | None:
        """Return the six weeks as far as they have come; None if none were begun."""
        begins = self._nights.six_weeks_start()
        if begins is None:
            return None
        tonight = self.tonight(now)
        return six_weeks(self.nights(begins, tonight), begins, tonight)

    def start_six_weeks(self, now: datetime) -> None:
        """Begin six weeks tonight; they take the place of earlier ones."""
        self._nights.start_six_weeks(self.tonight(now))

    def end_six_weeks(self) -> None:
        """Forget the six weeks; what was written down stays."""
        self._nights.end_six_weeks()

    def _looked_back_to(self, now: datetime) -> date:
        return self.tonight(now) - timedelta(days=LOOK_BACK_NIGHTS)

    def _known(self, first: date) -> dict[date, Night]:
        """Return the nights of which something is known, at least from ``first`` on."""
        entries = self._entries(first)
        if self._nights_read is None:
            begins = [it.started_at for it in (*entries.sessions[:1], *entries.cramps[:1])]
            # The logs have the latest first.
            ends = [*(self.night_of(it) for it in begins), *entries.quiet_nights]
            since = first_night(entries, self.zone) or first
            found = nights(entries, since, max(ends, default=since), self.zone)
            self._nights_read = {night.evening: night for night in found}
        return self._nights_read

    def _entries(self, first: date | None) -> Entries:
        """Return what there is from a night on, or all of it; read only if it was not yet."""
        read = self._read
        if read is None or (read.since is not None and (first is None or first < read.since)):
            # Whoever leafs back once goes on to do so: the second time, all of it is read.
            first = first if read is None else None
            since = None if first is None else start_of_night(first, self.zone)
            read = self._read = _Read(first, read_entries(self._connection, since))
            self._nights_read = None
        return read.entries
