"""The JSON form of a whole diary, format 1: what an export writes and an import accepts.

Every limit is declared here. Numbers that mean something on one machine only (of rows and of
processes) are not part of the form; an entry is identified by its ``uid``.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stretchapp.diary.cramp_records import LONGEST_NOTE, STRONGEST, CrampSide
from stretchapp.diary.reminder_store import (
    BEDTIMES_PATTERN,
    LONGEST_BEFORE_BED_MIN,
    TIMES_PATTERN,
    WEEKDAYS_PATTERN,
)
from stretchapp.diary.session_log import PlayerKind

FORMAT = 1
KIND = "stretchapp-diary"

# Limits far beyond what the diary itself writes: an export of our own is never refused.
MAX_BYTES = 64 * 1024 * 1024
MAX_ENTRIES = 200_000
MAX_REMINDERS = 1000
MAX_PER_CRAMP = 100
"""Upper limit of triggers, and of tried exercises, of one cramp."""

Id = Annotated[str, Meta(min_length=1, max_length=200)]
ShortText = Annotated[str, Meta(max_length=2000)]
Moment = Annotated[str, Meta(max_length=40)]
"""A date and time with an offset, such as ``2026-11-22T22:30:00+01:00``."""
Night = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
"""The date of the night's evening."""
Seconds = Annotated[float, Meta(ge=0, le=10_000_000)]
PartNumber = Annotated[int, Meta(ge=0, le=100_000)]


class Exported(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all parts of the form: a key that is not declared is refused."""


class ExportedSession(Exported, frozen=True):
    """A session that is over."""

    uid: Id
    routine: Id
    title: ShortText
    player: PlayerKind
    state: Literal["finished", "stopped", "left"]
    started_at: Moment
    saved_at: Moment
    planned_s: Seconds
    active_s: Seconds
    part: PartNumber
    parts: PartNumber
    occasion: Id | None


class ExportedTriedExercise(Exported, frozen=True):
    """An exercise that was tried against a cramp, and whether it helped."""

    exercise: Id
    helped: bool


class ExportedCramp(Exported, frozen=True):
    """A cramp; a value that nobody knows is null."""

    uid: Id
    started_at: Moment
    saved_at: Moment
    muscle: Id | None
    side: CrampSide | None
    strength: Annotated[int, Meta(ge=0, le=STRONGEST)] | None
    length_s: Seconds | None
    eased: bool
    nothing_helped: bool
    note: Annotated[str, Meta(max_length=LONGEST_NOTE)]
    triggers: Annotated[list[Id], Meta(max_length=MAX_PER_CRAMP)]
    tried: Annotated[list[ExportedTriedExercise], Meta(max_length=MAX_PER_CRAMP)]


class ExportedQuietNight(Exported, frozen=True):
    """A night about which the person said that there was no cramp."""

    night: Night
    saved_at: Moment


class ExportedDismissal(Exported, frozen=True):
    """One of the nights that a doctor rule was based on when it was dismissed."""

    rule: Id
    night: Night


class ExportedReminder(Exported, frozen=True):
    """The rule of one reminder, as the reminder store has it."""

    times: Annotated[str, Meta(pattern=TIMES_PATTERN)]
    before_bed: Annotated[int, Meta(ge=0, le=LONGEST_BEFORE_BED_MIN)] | None
    weekdays: Annotated[str, Meta(pattern=WEEKDAYS_PATTERN, min_length=1)]
    routine: Id
    title: ShortText
    occasion: Literal["evening", "daytime"]
    text: ShortText
    zone: Id | None
    is_on: bool


class ExportedDiary(Exported, frozen=True):
    """A whole diary."""

    format: Literal[1]
    kind: Literal["stretchapp-diary"]
    exported_at: Moment
    sessions: Annotated[list[ExportedSession], Meta(max_length=MAX_ENTRIES)]
    cramps: Annotated[list[ExportedCramp], Meta(max_length=MAX_ENTRIES)]
    quiet_nights: Annotated[list[ExportedQuietNight], Meta(max_length=MAX_ENTRIES)]
    dismissed: Annotated[list[ExportedDismissal], Meta(max_length=MAX_ENTRIES)]
    six_weeks: Night | None
    reminders: Annotated[list[ExportedReminder], Meta(max_length=MAX_REMINDERS)]
    bedtimes: Annotated[str, Meta(pattern=BEDTIMES_PATTERN)]


class FileHeader(msgspec.Struct, frozen=True):
    """The part of a file that says whether it is a diary at all, and of which format."""

    format: int
    kind: Literal["stretchapp-diary"]
