"""Reading of a JSON export, with a sentence about the first mistake in it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from stretchapp.base.i18n import _
from stretchapp.base.plain_text import without_control_characters
from stretchapp.base.problems import UserError
from stretchapp.base.text_encoding import EncodingError, decode
from stretchapp.diary.cramp_records import EARLIEST_YEAR
from stretchapp.diary.exchange.file_format import FORMAT, MAX_BYTES, ExportedDiary, FileHeader
from stretchapp.diary.storage.rows import LATEST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stretchapp.diary.exchange.file_format import ExportedReminder

_MALFORMED = re.compile(r"(JSON is malformed: .*) \(byte (\d+)\)")


def read_export(path: Path) -> ExportedDiary:
    """Return the diary that a JSON export holds.

    Raises:
        UserError: The file cannot be read or is not such an export; the sentence says where in the
            file and why.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = _("The file {file} cannot be read ({reason}).")
        raise UserError(message.format(file=path, reason=error.strerror)) from error
    if len(content) > MAX_BYTES:
        message = _("{place}: the file is larger than {size} MiB.")
        raise UserError(message.format(place=path, size=MAX_BYTES // 2**20))
    try:
        text = decode(content)
    except EncodingError as error:
        raise UserError(f"{path}:{_place_after(error.before)}: {error}.") from None
    try:
        header = msgspec.json.decode(text, type=FileHeader)
        if header.format != FORMAT:
            message = _(
                "{place}: the file has the format {format}, and this version of stretchapp reads"
                " {known}; update stretchapp."
            )
            raise UserError(message.format(place=path, format=header.format, known=FORMAT))
        diary = msgspec.json.decode(text, type=ExportedDiary)
    except (msgspec.DecodeError, RecursionError) as error:
        place, what = _place_and_mistake(error, text)
        what = without_control_characters(what, keep="")
        message = _("{place}: this is not a diary that stretchapp exported as JSON ({reason}).")
        raise UserError(message.format(place=f"{path}{place}", reason=what)) from error
    problem = next(_problems(diary), None)
    if problem is not None:
        raise UserError(f"{path}: {without_control_characters(problem, keep='')}.")
    return diary


def _place_and_mistake(error: Exception, text: str) -> tuple[str, str]:
    """Return where the mistake of a file is, such as ``:3:14`` or nothing, and what it is.

    The key comes first where there is one: ``cramps[3].strength: expected `int` <= 10``.
    """
    if isinstance(error, RecursionError):
        return "", _("it is nested too deeply")
    malformed = _MALFORMED.fullmatch(str(error))
    if malformed is not None:
        before = text.encode()[: int(malformed[2])].decode(errors="ignore")
        return f":{_place_after(before)}", malformed[1]
    what, _at, place = str(error).partition(" - at ")
    if not what.startswith("JSON"):
        what = what[:1].lower() + what[1:]
    return "", f"{place.strip('`').removeprefix('$.')}: {what}" if place else what


def _place_after(text: str) -> str:
    """Return the line and the column of what follows a text, such as ``3:14``."""
    lines = re.split(r"\r\n|\r|\n", text)
    return f"{len(lines)}:{len(lines[-1]) + 1}"


def _problems(diary: ExportedDiary) -> Iterator[str]:
    """Yield what the declared form cannot rule out: impossible dates, names and time zones."""
    yield from _name_problems(diary)
    for section, entries in (("sessions", diary.sessions), ("cramps", diary.cramps)):
        for number, entry in enumerate(entries):
            yield from _moment_problems(f"{section}[{number}].started_at", entry.started_at)
            yield from _moment_problems(f"{section}[{number}].saved_at", entry.saved_at)
    for number, night in enumerate(diary.quiet_nights):
        yield from _night_problems(f"quiet_nights[{number}].night", night.night)
        yield from _moment_problems(f"quiet_nights[{number}].saved_at", night.saved_at)
    for number, dismissal in enumerate(diary.dismissed):
        yield from _night_problems(f"dismissed[{number}].night", dismissal.night)
    if diary.six_weeks is not None:
        yield from _night_problems("six_weeks", diary.six_weeks)
    yield from _reminder_problems(diary.reminders)


def _name_problems(diary: ExportedDiary) -> Iterator[str]:
    """Yield the ids with a character that a terminal would act upon; ids are used as they are."""
    for place, name in _names(diary):
        plain = without_control_characters(name, keep="")
        if plain != name:
            found = next(letter for letter, kept in zip(name, plain, strict=True) if letter != kept)
            message = _("{place}: '{text}' has the control character {number}; delete it")
            yield message.format(place=place, text=plain, number=f"U+{ord(found):04X}")


def _names(diary: ExportedDiary) -> Iterator[tuple[str, str]]:
    """Yield every id, after its place."""
    for number, session in enumerate(diary.sessions):
        yield f"sessions[{number}].uid", session.uid
        yield f"sessions[{number}].routine", session.routine
        yield f"sessions[{number}].occasion", session.occasion or ""
    for number, cramp in enumerate(diary.cramps):
        yield f"cramps[{number}].uid", cramp.uid
        yield f"cramps[{number}].muscle", cramp.muscle or ""
        for at, trigger in enumerate(cramp.triggers):
            yield f"cramps[{number}].triggers[{at}]", trigger
        for at, tried in enumerate(cramp.tried):
            yield f"cramps[{number}].tried[{at}].exercise", tried.exercise
    for number, dismissal in enumerate(diary.dismissed):
        yield f"dismissed[{number}].rule", dismissal.rule
    for number, reminder in enumerate(diary.reminders):
        yield f"reminders[{number}].routine", reminder.routine


def _reminder_problems(reminders: Sequence[ExportedReminder]) -> Iterator[str]:
    for number, reminder in enumerate(reminders):
        place = f"reminders[{number}]"
        if (reminder.before_bed is None) is (reminder.times == ""):
            yield _("{place}: it needs times, or minutes before bed, and not both").format(
                place=place
            )
        if reminder.zone is not None and not _is_zone(reminder.zone):
            message = _("{place}: '{text}' is not a valid time zone. Example: Europe/Berlin")
            yield message.format(place=f"{place}.zone", text=reminder.zone)


def _moment_problems(place: str, text: str) -> Iterator[str]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = _(
            "{place}: '{text}' is not a valid date and time. Example: 2026-11-22T22:30:00+01:00"
        )
        yield message.format(place=place, text=text)
    elif not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        yield _out_of_range(place, text)


def _night_problems(place: str, text: str) -> Iterator[str]:
    try:
        night = date.fromisoformat(text)
    except ValueError:
        message = _("{place}: '{text}' is not a valid date. Example: 2026-11-22")
        yield message.format(place=place, text=text)
    else:
        if not EARLIEST_YEAR <= night.year <= LATEST_YEAR:
            yield _out_of_range(place, text)


def _out_of_range(place: str, text: str) -> str:
    return _("{place}: '{text}' is before {first} or after {last}").format(
        place=place, text=text, first=EARLIEST_YEAR, last=LATEST_YEAR
    )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True
