"""Builders of diary entries, and strategies that generate them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from stretchapp.diary.cramp_records import CrampEntry, CrampRecord
from stretchapp.diary.reminder_store import StoredRule
from stretchapp.diary.session_log import NewSession, SessionRecord
from tests.fakes import AN_EVENING

BERLIN = ZoneInfo("Europe/Berlin")

_CRAMP = CrampRecord(
    id=1,
    state="ended",
    process=None,
    started_at=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    saved_at=datetime(2026, 11, 22, 2, 5, tzinfo=UTC),
    muscle="calf",
    side=None,
    strength=None,
    length_s=None,
    eased=False,
    nothing_helped=False,
    note="",
    triggers=(),
    tried=(),
    uid="a-cramp",
)

_SESSION = SessionRecord(
    id=1,
    routine="in-bed",
    title="In bed",
    player="window",
    process=1,
    state="finished",
    started_at=datetime(2026, 11, 22, 22, 0, tzinfo=UTC),
    saved_at=datetime(2026, 11, 22, 22, 5, tzinfo=UTC),
    planned_s=300.0,
    active_s=300.0,
    part=4,
    parts=5,
    occasion="bedtime",
    uid="a-session",
)

NEW_SESSION = NewSession(
    routine="in-bed",
    title="In bed",
    player="window",
    process=42,
    planned_s=345.0,
    parts=5,
    occasion="bedtime",
)

FULL_ENTRY = CrampEntry(
    started_at=AN_EVENING - timedelta(days=2),
    muscle="calf",
    side="left",
    strength=6,
    length_s=120.0,
    eased=True,
    nothing_helped=False,
    note="After the hike.",
    triggers=frozenset({"tired-legs", "got-cold"}),
    tried=(("pull", False), ("rub", True)),
)
"""A cramp about which everything is known."""

RULE = StoredRule(
    times="",
    before_bed=30,
    weekdays="0123456",
    routine="in-bed",
    title="In bed",
    occasion="evening",
    text="Slowly.",
    zone="Europe/Berlin",
    is_on=True,
)


def a_cramp(started_at: datetime | str, **changes: object) -> CrampRecord:
    """Return a cramp in the calf about which nothing else is known, with ``changes``.

    Args:
        started_at: When it began; a text is local time in Berlin.
        **changes: Other fields.
    """
    return replace(_CRAMP, started_at=berlin(started_at), **changes)


def a_stretch(started_at: datetime | str, **changes: object) -> SessionRecord:
    """Return a finished session, with ``changes``."""
    return replace(_SESSION, started_at=berlin(started_at), **changes)


def berlin(moment: datetime | str) -> datetime:
    """Return a moment; a text is local time in Berlin."""
    if isinstance(moment, datetime):
        return moment
    return datetime.fromisoformat(moment).replace(tzinfo=BERLIN)


# Half a day before the clocks change in Berlin, on 29 March and 25 October 2026.
CLOCK_CHANGES = (
    datetime(2026, 3, 28, 11, 0, tzinfo=UTC),
    datetime(2026, 10, 24, 10, 0, tzinfo=UTC),
)


def moments(days: int = 75) -> st.SearchStrategy[datetime]:
    """Generate moments on the days before a change of the clocks, many of them close together."""
    distances = st.builds(
        timedelta,
        hours=st.integers(-days * 24, 3 * 24),
        microseconds=st.sampled_from((0, 0, 1, -1, 1_800_000_000)),
    )
    return st.tuples(st.sampled_from(CLOCK_CHANGES), distances).map(lambda pair: pair[0] + pair[1])


def cramps(max_size: int = 12) -> st.SearchStrategy[list[CrampRecord]]:
    """Generate cramps that differ in everything that the doctor rules consider.

    They come from several places on earth, in any order.
    """
    places = st.sampled_from(
        (BERLIN, UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12)))
    )
    cramp = st.builds(
        a_cramp,
        st.builds(datetime.astimezone, moments(), places),
        triggers=st.sampled_from(
            (
                (),
                ("unknown",),
                ("tired-legs",),
                ("got-cold", "stress"),
                ("caffeine",),
                ("tired-legs", "unknown"),
            )
        ),
        nothing_helped=st.booleans(),
        length_s=st.sampled_from((None, 0.0, 239.9, 240.0, 900.0)),
        strength=st.none() | st.integers(0, 10),
        tried=st.sampled_from(((), (("pull", True),), (("pull", False), ("rub", True)))),
    )
    return st.lists(cramp, max_size=max_size).map(
        lambda cramps: [replace(cramp, id=number) for number, cramp in enumerate(cramps, start=1)]
    )
