"""The JSON form of a whole diary, format 1: what an export writes and an import admits.

Every limit stands here. Ids of this machine (numbers of rows and processes) are not part of it: an
entry is known by its ``uid``.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stretchapp.diary.cramp_records import LONGEST_NOTE, STRONGEST, CrampSide
from stretchapp.diary.sessions import PlayerKind

FORMAT = 1
KIND = "stretchapp-diary"

MAX_BYTES = 64 * 1024 * 1024
MAX_ENTRIES = 200_000
MAX_REMINDERS = 1000
MAX_OF_ONE = 100
"""How many triggers, or exercises that were tried, one cramp may have."""

# What the diary itself has written is never refused: these are far beyond it.
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Line = Annotated[str, Meta(max_length=2000)]
Moment = Annotated[str, Meta(max_length=40)]
"""Such as ``2026-11-22T22:30:00+01:00``; with an offset."""
Night = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
"""The date of its evening."""
Seconds = Annotated[float, Meta(ge=0, le=10_000_000)]
Part = Annotated[int, Meta(ge=0, le=100_000)]


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts of the form have in common."""


class WrittenSession(Written, frozen=True):
    """One session that is over."""

    uid: Name
    routine: Name
    title: Line
    player: PlayerKind
    state: Literal["finished", "stopped", "left"]
    started_at: Moment
    saved_at: Moment
    planned_s: Seconds
    active_s: Seconds
    part: Part
    parts: Part
    occasion: Name | None


class WrittenTried(Written, frozen=True):
    """An exercise that was tried, and whether it helped."""

    exercise: Name
    helped: bool


class WrittenCramp(Written, frozen=True):
    """One cramp; null is what is not known."""

    uid: Name
    started_at: Moment
    saved_at: Moment
    muscle: Name | None
    side: CrampSide | None
    strength: Annotated[int, Meta(ge=0, le=STRONGEST)] | None
    length_s: Seconds | None
    eased: bool
    nothing_helped: bool
    note: Annotated[str, Meta(max_length=LONGEST_NOTE)]
    triggers: Annotated[list[Name], Meta(max_length=MAX_OF_ONE)]
    tried: Annotated[list[WrittenTried], Meta(max_length=MAX_OF_ONE)]


class WrittenQuietNight(Written, frozen=True):
    """A night of which the person said that there was no cramp."""

    night: Night
    saved_at: Moment


class WrittenDismissal(Written, frozen=True):
    """A doctor rule that was dismissed, and a night that it rested on."""

    rule: Name
    night: Night


class WrittenReminder(Written, frozen=True):
    """The rule of one reminder, as the diary keeps it."""

    times: Annotated[str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d( (?=\d)|$)){0,12}$")]
    before_bed: Annotated[int, Meta(ge=0, le=240)] | None
    weekdays: Annotated[str, Meta(pattern=r"^0?1?2?3?4?5?6?$", min_length=1)]
    routine: Name
    title: Line
    occasion: Literal["evening", "daytime"]
    text: Line
    zone: Name | None
    is_on: bool


class WrittenDiary(Written, frozen=True):
    """A whole diary."""

    format: Literal[1]
    kind: Literal["stretchapp-diary"]
    exported_at: Moment
    sessions: Annotated[list[WrittenSession], Meta(max_length=MAX_ENTRIES)]
    cramps: Annotated[list[WrittenCramp], Meta(max_length=MAX_ENTRIES)]
    quiet_nights: Annotated[list[WrittenQuietNight], Meta(max_length=MAX_ENTRIES)]
    dismissed: Annotated[list[WrittenDismissal], Meta(max_length=MAX_ENTRIES)]
    six_weeks: Night | None
    reminders: Annotated[list[WrittenReminder], Meta(max_length=MAX_REMINDERS)]
    bedtimes: Annotated[str, Meta(pattern=r"^((([01]\d|2[0-3]):[0-5]\d( (?=\d)|$)){7})?$")]


class Heading(msgspec.Struct, frozen=True):
    """What says of a file whether it is a diary at all, and of which format."""

    format: int
    kind: Literal["stretchapp-diary"]
