"""The lines, or the JSON, in which the commands of ``stretchapp diary`` answer."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from stretchapp.base.nights import start_of_night
from stretchapp.base.plain_text import without_control_characters
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.library.yaml.durations import format_duration
from stretchapp.wording.diary import cramp_facts, details_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.exchange.import_json import ImportCounts
    from stretchapp.diary.nights import Entries
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.wording.names import Names

Plain = dict[str, object]

_T = TypeVar("_T")


def recorded_sessions(diary: Path) -> list[SessionRecord]:
    """Return all sessions, the latest first; looking makes no diary where there is none.

    Raises:
        UserError: The diary cannot be read.
    """
    if not diary.exists():
        return []
    with closing(open_store(diary)) as connection:
        return SessionLog(connection).sessions()


def list_json(entries: Entries, zone: tzinfo) -> list[str]:
    """Return everything, the latest first, as one list of sessions, cramps and quiet nights.

    Args:
        entries: The diary.
        zone: Where the person is, for when a night begins.
    """
    every = _latest_first(entries, zone, plain_session, plain_cramp, plain_quiet)
    return [to_json(every)]


def list_lines(entries: Entries, zone: tzinfo, names: Names) -> list[str]:
    """Return everything, the latest first, one line each.

    Args:
        entries: The diary.
        zone: Where the person is.
        names: The words for the ids.
    """
    lines = _latest_first(
        entries,
        zone,
        lambda session: _session_line(session, zone),
        lambda cramp: cramp_line(cramp, zone, names),
        quiet_line,
    )
    return lines or ["Nothing has been written down yet."]


def _latest_first(
    entries: Entries,
    zone: tzinfo,
    of_session: Callable[[SessionRecord], _T],
    of_cramp: Callable[[CrampRecord], _T],
    of_quiet: Callable[[date], _T],
) -> list[_T]:
    every = [
        *((it.started_at, of_session(it)) for it in entries.sessions),
        *((it.started_at, of_cramp(it)) for it in entries.cramps),
        *((start_of_night(it, zone), of_quiet(it)) for it in entries.quiet),
    ]
    return [it for _, it in sorted(every, key=lambda entry: entry[0], reverse=True)]


def advice_lines(
    findings: Sequence[Finding],
    dismissed: Callable[[str], frozenset[date]],
    rules: Callable[[], Mapping[str, DoctorRule]],
    *,
    as_json: bool,
) -> list[str]:
    """Return the rules that hold, in the documents' own words, with the nights they rest on.

    Args:
        findings: What holds.
        dismissed: Returns the nights that a rule rested on when it was dismissed.
        rules: Reads the texts of the rules; asked only if one holds.
        as_json: Whether JSON is wanted.
    """
    texts: Mapping[str, DoctorRule] = rules() if findings else {}
    if as_json:
        return [
            to_json(
                [
                    _plain_finding(it, texts[it.rule], is_dismissed=_is_old(it, dismissed))
                    for it in findings
                ]
            )
        ]
    if not findings:
        return ["None of the rules for seeing a doctor holds. If you are worried, ask a doctor."]
    lines: list[str] = []
    for finding in findings:
        rule = texts[finding.rule]
        lines.append(f"{rule.id}  {rule.title}")
        lines.append(f"    {rule.text}")
        lines += [f"    “{quote.words}” ({quote.source})" for quote in rule.quotes]
        lines.append(f"    Nights: {', '.join(map(str, finding.nights))}")
    return lines


def merged_lines(merged: ImportCounts, *, is_trial: bool, as_json: bool) -> list[str]:
    """Return what an import has added, or would add."""
    counts = {
        "sessions": merged.sessions,
        "cramps": merged.cramps,
        "quiet_nights": merged.quiet_nights,
        "reminders": merged.reminders,
    }
    if as_json:
        return [to_json({"dry_run": is_trial, "added": counts, "known": merged.known})]
    added = ", ".join(f"{count} {_COUNTED[name]}" for name, count in counts.items())
    would = "Would add" if is_trial else "Added"
    return [f"{would}: {added}. There already: {merged.known}."]


_COUNTED = {
    "sessions": "sessions",
    "cramps": "cramps",
    "quiet_nights": "nights without a cramp",
    "reminders": "reminders",
}


def plain_session(record: SessionRecord) -> Plain:
    """Return a session as JSON has it."""
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
    """Return a cramp as JSON has it."""
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
    """Return a night without a cramp as JSON has it."""
    return {"kind": "no-cramp", "night": night.isoformat()}


def cramp_line(record: CrampRecord, zone: tzinfo, names: Names) -> str:
    """Return a cramp on one line, in the words that the pages have for it."""
    # By its number it can be deleted.
    name = f"cramp {record.id}"
    what = ". ".join([cramp_facts(record, names), *details_of(record, names)])
    what = without_control_characters(what, keep="")
    return f"{_moment(record.started_at, zone)}  {name:10}  {what}"


def quiet_line(night: date) -> str:
    """Return a night without a cramp on one line."""
    return f"{night}        no cramp"


def to_json(value: object) -> str:
    """Return a value as indented JSON."""
    return json.dumps(value, indent=2)


def _moment(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _session_line(record: SessionRecord, zone: tzinfo) -> str:
    return (
        f"{_moment(record.started_at, zone)}  {record.state:10}"
        f"  {format_duration(record.active_s):>6} of {format_duration(record.planned_s):>6}"
        f"  {without_control_characters(record.title, keep='')}"
    )


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


def _is_old(finding: Finding, dismissed: Callable[[str], frozenset[date]]) -> bool:
    # Imported here: most commands ask for no advice.
    from stretchapp.diary.doctor_rules import has_new_nights

    return not has_new_nights(finding, dismissed(finding.rule))
