"""The diary as its pages read and change it: nights, cramps and findings of the doctor rules.

Entries are cached until something changes, so that turning the pages of a calendar reads once.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.base.nights import night_of
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.doctor_rules import LOOK_BACK_NIGHTS, findings, has_new_nights
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.nights import Entries, Night, first_night, last_night, nights
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
"""Before this hour, "the night" means the past night; afterwards the coming one."""


class _CachedEntries(NamedTuple):
    """Entries of the diary from a night on; of the whole diary if ``since`` is None."""

    since: date | None
    entries: Entries


class Diary:
    """Reads and changes the diary in a database.

    Every method raises ``UserError`` when the diary cannot be read or written.

    Attributes:
        zone: The time zone in which the person is now.
    """

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo) -> None:
        """Use a database that ``open_store`` returned.

        Args:
            connection: The database.
            zone: The time zone in which the person is now.
        """
        self._connection = connection
        self._cramps = CrampLog(connection)
        self._nights = NightLog(connection)
        self._cached_entries: _CachedEntries | None = None
        self._cached_nights: dict[date, Night] | None = None
        self.zone = zone

    def clear_cache(self) -> None:
        """Read the database again, because something else may have written to it."""
        self._cached_entries = self._cached_nights = None

    # Nights.

    def tonight(self, now: datetime) -> date:
        """Return the present night; a later one if the person was in it further east."""
        here = now.astimezone(self.zone)
        recent = self._entries(night_of(here) - timedelta(days=LOOK_BACK_NIGHTS))
        return last_night(recent, here)

    def spoken_night(self, now: datetime) -> date:
        """Return the night that a person means by "the night": the past one until the evening."""
        is_over = now.astimezone(self.zone).hour < EVENING_HOUR
        today = now.astimezone(self.zone).date()
        return today - timedelta(days=1) if is_over else today

    def nights(self, first: date, last: date) -> tuple[Night, ...]:
        """Return the nights from ``first`` to ``last``."""
        known = self._known_nights(first)
        days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        return tuple(known.get(day) or Night(day, 0, (), is_quiet=False) for day in days)

    def night(self, evening: date) -> Night:
        """Return one night."""
        return self.nights(evening, evening)[0]

    def sessions_of(self, evening: date) -> list[SessionRecord]:
        """Return all sessions of a night, the earliest first, including those that are not done."""
        return sorted(
            (
                session
                for session in self._entries(evening).sessions
                if night_of(session.started_at) == evening
            ),
            key=lambda session: (session.started_at, session.id),
        )

    def left_out(self) -> tuple[str, ...]:
        """Return the names of the entries that are damaged and were left out so far."""
        return () if self._cached_entries is None else self._cached_entries.entries.left_out

    def all_entries(self) -> Entries:
        """Return all entries of the diary."""
        return self._entries(None)

    def first_night(self) -> date | None:
        """Return the first night about which anything is known, or None."""
        return first_night(self._entries(None))

    def is_quiet(self, night: date) -> bool:
        """Return whether the person said that there was no cramp in a night."""
        return self.night(night).state == "quiet"

    def set_quiet(self, night: date, now: datetime) -> None:
        """Record that the person had no cramp in a night."""
        self._nights.add_quiet(night, now)
        self.clear_cache()

    def remove_quiet(self, night: date) -> None:
        """Remove the entry that the person had no cramp in a night."""
        self._nights.remove_quiet(night)
        self.clear_cache()

    # Cramps.

    def add(self, entry: CrampEntry, now: datetime) -> int:
        """Record a cramp and return its number."""
        number = self._cramps.add(entry, now)
        self.clear_cache()
        return number

    def change(self, number: int, entry: CrampEntry, now: datetime) -> None:
        """Replace the entry of a cramp."""
        self._cramps.change(number, entry, now)
        self.clear_cache()

    def delete(self, number: int) -> CrampRecord:
        """Delete a cramp and return it, so that it can be restored."""
        record = self._cramps.delete(number)
        self.clear_cache()
        return record

    def restore(self, record: CrampRecord) -> None:
        """Restore a cramp that was deleted."""
        self._cramps.restore(record)
        self.clear_cache()

    # Findings of the doctor rules, and the six weeks.

    def findings(self, now: datetime) -> tuple[Finding, ...]:
        """Return the findings that were not dismissed, or have further nights since."""
        here = now.astimezone(self.zone)
        cramps = self._entries(night_of(here) - timedelta(days=LOOK_BACK_NIGHTS)).cramps
        return tuple(
            finding
            for finding in findings(cramps, here)
            if has_new_nights(finding, self._nights.dismissed_nights(finding.rule))
        )

    def dismiss(self, finding: Finding) -> None:
        """Hide a finding until it is based on a further night."""
        self._nights.dismiss(finding.rule, finding.nights)

    def six_weeks(self, now: datetime) -> SixWeeks | None:
        """Return the six weeks up to now; None if they were not started."""
        begins = self._nights.six_weeks_start()
        if begins is None:
            return None
        tonight = self.tonight(now)
        return six_weeks(self.nights(begins, tonight), begins, tonight)

    def start_six_weeks(self, now: datetime) -> None:
        """Start six weeks tonight, in place of earlier ones."""
        self._nights.start_six_weeks(self.tonight(now))

    def end_six_weeks(self) -> None:
        """End the six weeks; the entries of the diary stay."""
        self._nights.end_six_weeks()

    def _known_nights(self, first: date) -> dict[date, Night]:
        """Return the nights about which something is known, from ``first`` on or earlier."""
        entries = self._entries(first)
        if self._cached_nights is None:
            begun = [entry.started_at for entry in (*entries.sessions, *entries.cramps)]
            ends = [*map(night_of, begun), *entries.quiet_nights]
            since = first_night(entries) or first
            known = nights(entries, since, max(ends, default=since))
            self._cached_nights = {night.evening: night for night in known}
        return self._cached_nights

    def _entries(self, first: date | None) -> Entries:
        """Return the entries from a night on, or all; read only what is not cached yet."""
        cached = self._cached_entries
        if cached is None or (cached.since is not None and (first is None or first < cached.since)):
            # The second time, everything is read: a person who turns back one page turns back more.
            since = first if cached is None else None
            cached = _CachedEntries(since, read_entries(self._connection, since))
            self._cached_entries = cached
            self._cached_nights = None
        return cached.entries
