"""The lines, or the JSON, in which the commands of ``stretchapp diary`` answer."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

from stretchapp.diary.nights import night_begins
from stretchapp.diary.plain_text import without_controls
from stretchapp.diary.sessions import SessionLog
from stretchapp.diary.store import open_store
from stretchapp.library.durations import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.importing import Merged
    from stretchapp.diary.nights import Entries
    from stretchapp.diary.sessions import SessionRecord
    from stretchapp.library.texts import DoctorRule

Plain = dict[str, object]


def recorded_sessions(diary: Path) -> list[SessionRecord]:
    """Return all sessions, the latest first; looking makes no diary where there is none.

    Raises:
        UserError: The diary cannot be read.
    """
    if not diary.exists():
        return []
    with closing(open_store(diary)) as connection:
        return SessionLog(connection).sessions()


def list_lines(entries: Entries, zone: tzinfo, *, as_json: bool) -> list[str]:
    """Return everything, the latest first, one line each or as JSON.

    Args:
        entries: The diary.
        zone: Where the person is, for when a night begins.
        as_json: Whether JSON is wanted: one list of sessions, cramps and nights without a cramp.
    """
    every: list[tuple[datetime, Plain, str]] = [
        *((it.started_at, plain_session(it), _session_line(it)) for it in entries.sessions),
        *((it.started_at, plain_cramp(it), cramp_line(it)) for it in entries.cramps),
        *((night_begins(it, zone), plain_quiet(it), quiet_line(it)) for it in entries.quiet),
    ]
    every.sort(key=lambda entry: entry[0], reverse=True)
    if as_json:
        return [to_json([plain for _, plain, _ in every])]
    return [line for _, _, line in every] or ["No session has been recorded yet."]


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


def merged_lines(merged: Merged, *, is_trial: bool, as_json: bool) -> list[str]:
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


def cramp_line(record: CrampRecord) -> str:
    """Return a cramp on one line."""
    length = "" if record.length_s is None else format_duration(record.length_s)
    what = [record.muscle, record.side]
    if record.strength is not None:
        what.append(f"strength {record.strength}")
    if record.triggers:
        what.append(f"went before: {', '.join(record.triggers)}")
    helped = [exercise for exercise, has_helped in record.tried if has_helped]
    if helped:
        what.append(f"helped: {', '.join(helped)}")
    if record.nothing_helped:
        what.append("nothing helped")
    if record.note:
        what.append(record.note)
    # By its number it can be deleted.
    name = f"cramp {record.id}"
    said = without_controls("; ".join(part for part in what if part), keep="")
    return f"{record.started_at:%Y-%m-%d %H:%M}  {name:8}  {length:>6}  {said}".rstrip()


def quiet_line(night: date) -> str:
    """Return a night without a cramp on one line."""
    return f"{night}        no cramp"


def to_json(value: object) -> str:
    """Return a value as indented JSON."""
    return json.dumps(value, indent=2)


def _session_line(record: SessionRecord) -> str:
    return (
        f"{record.started_at:%Y-%m-%d %H:%M}  {record.state:8}"
        f"  {format_duration(record.active_s):>6} of {format_duration(record.planned_s):>6}"
        f"  {without_controls(record.title, keep='')}"
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
