"""The output of ``stretchapp diary``, as lines or as JSON."""

from __future__ import annotations

import json
from datetime import time
from typing import TYPE_CHECKING, TypeVar

from stretchapp.base.i18n import NC_, _, ngettext, pgettext
from stretchapp.base.nights import night_of
from stretchapp.base.plain_text import without_control_characters
from stretchapp.diary.doctor_rules import has_new_nights
from stretchapp.library.yaml.durations import format_duration
from stretchapp.wording.dates import time_in_words
from stretchapp.wording.diary import cramp_details, cramp_facts
from stretchapp.wording.sources import quotes_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.exchange.import_json import ImportCounts
    from stretchapp.diary.nights import Entries
    from stretchapp.diary.session_log import SessionRecord, SessionState
    from stretchapp.diary.storage.restore import CopyContents
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.wording.names import Names

Plain = dict[str, object]

_STATES: dict[SessionState, str] = {
    "running": NC_("state of a session", "running"),
    "finished": NC_("state of a session", "finished"),
    "stopped": NC_("state of a session", "stopped"),
    "left": NC_("state of a session", "interrupted"),
}

_T = TypeVar("_T")


def list_json(entries: Entries) -> list[str]:
    """Return all entries as one JSON list, the latest night first."""
    return [to_json(_latest_first(entries, plain_session, plain_cramp, plain_quiet))]


def list_lines(entries: Entries, names: Names) -> list[str]:
    """Return all entries, the latest night first, one line each.

    Args:
        entries: The diary.
        names: The names of places, exercises and triggers.
    """
    lines = _latest_first(
        entries,
        _session_line,
        lambda cramp: cramp_line(cramp, names),
        quiet_line,
    )
    return lines or [_("The diary is empty.")]


def advice_json(
    findings: Sequence[Finding],
    dismissed: Callable[[str], frozenset[date]],
    rules: Mapping[str, DoctorRule],
) -> list[str]:
    """Return the rules that hold as JSON.

    Args:
        findings: The rules that hold.
        dismissed: Returns the nights with which a rule was dismissed.
        rules: The texts of these rules, by id.
    """
    plain = [
        _plain_finding(
            finding,
            rules[finding.rule],
            is_dismissed=not has_new_nights(finding, dismissed(finding.rule)),
        )
        for finding in findings
    ]
    return [to_json(plain)]


def advice_lines(
    findings: Sequence[Finding], rules: Mapping[str, DoctorRule], titles: Mapping[str, str]
) -> list[str]:
    """Return the rules that hold in the words of the articles, with the nights behind each.

    Args:
        findings: The rules that hold.
        rules: The texts of these rules, by id.
        titles: The titles of the articles by their numbers.
    """
    if not findings:
        return [_("No rule for seeing a doctor applies. If you are worried, ask a doctor.")]
    lines: list[str] = []
    for finding in findings:
        rule = rules[finding.rule]
        lines.append(f"{rule.id}  {rule.title}")
        lines.append(f"    {rule.text}")
        quotes = quotes_in_words(rule.quotes, titles)
        lines += [f"    {line}" for line in quotes.splitlines()]
        nights = _("Nights: {dates}").format(dates=", ".join(map(str, finding.nights)))
        lines.append(f"    {nights}")
    return lines


def import_lines(counts: ImportCounts, *, dry_run: bool, as_json: bool) -> list[str]:
    """Return how many entries an import has added, or would add."""
    if as_json:
        added = {
            "sessions": counts.sessions,
            "cramps": counts.cramps,
            "quiet_nights": counts.quiet_nights,
            "reminders": counts.reminders,
        }
        left_out, taken_back = counts.left_out, counts.taken_back
        plain: Plain = {"dry_run": dry_run, "added": added, "known": counts.known}
        return [to_json(plain | {"left_out": left_out, "taken_back": taken_back})]
    pattern = _("Would add: {entries}.") if dry_run else _("Added: {entries}.")
    entries = [
        *_counts(counts.sessions, counts.cramps, counts.quiet_nights),
        ngettext("{count} reminder", "{count} reminders", counts.reminders).format(
            count=counts.reminders
        ),
    ]
    known = ngettext(
        "{count} entry was in the diary already.",
        "{count} entries were in the diary already.",
        counts.known,
    ).format(count=counts.known)
    lines = [f"{pattern.format(entries=', '.join(entries))} {known}"]
    if counts.left_out:
        message = ngettext(
            "Left out: {count} night without a cramp, because the diary has a cramp there.",
            "Left out: {count} nights without a cramp, because the diary has a cramp there.",
            counts.left_out,
        )
        lines.append(message.format(count=counts.left_out))
    if counts.taken_back:
        message = ngettext(
            "{count} night is no longer without a cramp, because a cramp was added there.",
            "{count} nights are no longer without a cramp, because a cramp was added there.",
            counts.taken_back,
        )
        lines.append(message.format(count=counts.taken_back))
    return lines


def plain_session(record: SessionRecord) -> Plain:
    """Return a session as a value for JSON."""
    return {
        "kind": "session",
        "id": record.id,
        "routine": record.routine,
        "title": record.title,
        "state": record.state,
        "started_at": record.started_at.isoformat(),
        "ended_at": None if record.state == "running" else record.saved_at.isoformat(),
        "planned_s": record.planned_s,
        "active_s": record.active_s,
        "part": record.part,
        "parts": record.parts,
        "player": record.player,
    }


def plain_cramp(record: CrampRecord) -> Plain:
    """Return a cramp as a value for JSON."""
    return {
        "kind": "cramp",
        "id": record.id,
        "state": record.state,
        "started_at": record.started_at.isoformat(),
        "muscle": record.muscle,
        "side": record.side,
        "strength": record.strength,
        "length_s": record.length_s,
        "eased": record.eased,
        "triggers": list(record.triggers),
        "tried": [exercise for exercise, _ in record.tried],
        "helped": [exercise for exercise, has_helped in record.tried if has_helped],
        "nothing_helped": record.nothing_helped,
        "note": record.note,
    }


def plain_quiet(night: date) -> Plain:
    """Return a night without a cramp as a value for JSON."""
    return {"kind": "no-cramp", "night": night.isoformat()}


def cramp_line(record: CrampRecord, names: Names) -> str:
    """Return a cramp on one line, in the words of the pages."""
    # The number is what ``diary delete`` takes.
    name = _("cramp {number}").format(number=record.id)
    what = ". ".join([cramp_facts(record, names), *cramp_details(record, names)])
    what = without_control_characters(what, keep="")
    return f"{_moment(record.started_at)}  {name:10}  {what}"


def plain_copy(copy: CopyContents) -> Plain:
    """Return a copy of the diary as a value for JSON."""
    return {
        "name": copy.path.stem,
        "path": str(copy.path),
        "made_at": copy.made_at.isoformat(timespec="seconds"),
        "sessions": copy.sessions,
        "cramps": copy.cramps,
        "quiet_nights": copy.quiet_nights,
        "problem": copy.problem or None,
    }


def copy_line(copy: CopyContents) -> str:
    """Return a copy of the diary on one line: its name, when it was made, and what it holds."""
    counts = _counts(copy.sessions, copy.cramps, copy.quiet_nights)
    content = copy.problem or ", ".join(counts)
    return f"{copy.path.stem}  {_moment(copy.made_at)}  {content}"


def quiet_line(night: date) -> str:
    """Return a night without a cramp on one line."""
    return f"{_row_start(night, '')}  {_('no cramp')}"


def _counts(sessions: int, cramps: int, quiet_nights: int) -> list[str]:
    """Return numbers of entries in words."""
    return [
        ngettext("{count} session", "{count} sessions", sessions).format(count=sessions),
        ngettext("{count} cramp", "{count} cramps", cramps).format(count=cramps),
        ngettext(
            "{count} night without a cramp", "{count} nights without a cramp", quiet_nights
        ).format(count=quiet_nights),
    ]


def to_json(value: object) -> str:
    """Return a value as indented JSON."""
    return json.dumps(value, indent=2)


def _moment(moment: datetime) -> str:
    return _row_start(moment.date(), time_in_words(moment))


def _row_start(day: date, time_of_day: str) -> str:
    """Return a date and a time of day in columns; the time may be empty."""
    latest = time_in_words(time(22, 30))
    return f"{day} {time_of_day:>{len(latest)}}"


def _session_line(record: SessionRecord) -> str:
    states = {state: pgettext("state of a session", words) for state, words in _STATES.items()}
    width = max(map(len, states.values()))
    # Translators: {time} and {planned} are such as "4:30" and "10:45".
    length = _("{time} of {planned}").format(
        time=f"{format_duration(record.active_s):>6}",
        planned=f"{format_duration(record.planned_s):>6}",
    )
    title = without_control_characters(record.title, keep="")
    return f"{_moment(record.started_at)}  {states[record.state]:{width}}  {length}  {title}"


def _plain_finding(finding: Finding, rule: DoctorRule, *, is_dismissed: bool) -> Plain:
    return {
        "rule": finding.rule,
        "title": rule.title,
        "text": rule.text,
        "words": [{"quote": quote.words, "source": quote.source} for quote in rule.quotes],
        "nights": [night.isoformat() for night in finding.nights],
        "moments": [cramp.started_at.isoformat() for cramp in finding.cramps],
        "cramps": [cramp.id for cramp in finding.cramps],
        "dismissed": is_dismissed,
    }


def _latest_first(
    entries: Entries,
    of_session: Callable[[SessionRecord], _T],
    of_cramp: Callable[[CrampRecord], _T],
    of_quiet_night: Callable[[date], _T],
) -> list[_T]:
    """Return what the functions make of all entries: the latest night first, then by moment."""
    dated = [
        *((_night_and_moment(it.started_at), of_session(it)) for it in entries.sessions),
        *((_night_and_moment(it.started_at), of_cramp(it)) for it in entries.cramps),
        *(((night, 0.0), of_quiet_night(night)) for night in entries.quiet_nights),
    ]
    return [value for _, value in sorted(dated, key=lambda entry: entry[0], reverse=True)]


def _night_and_moment(started_at: datetime) -> tuple[date, float]:
    """Return what entries are sorted by. After a journey, moments alone do not sort by night."""
    return night_of(started_at), started_at.timestamp()
