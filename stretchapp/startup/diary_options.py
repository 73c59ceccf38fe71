"""The options of ``stretchapp diary``, and what people may write for moments, lengths and names."""

from __future__ import annotations

import argparse
import difflib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.diary.cramp_records import LONGEST_NOTE, LONGEST_S, SIDES, STRONGEST
from stretchapp.library.yaml.durations import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from stretchapp.diary.cramp_records import CrampRecord

FORMATS = ("csv", "json", "pdf")

_NAMED = {
    "muscle": "place that cramps",
    "trigger": "trigger",
    "tried": "exercise",
    "helped": "exercise",
}
"""The options of ``add`` that take names, and what is named."""


def parse(
    arguments: Sequence[str], known: Callable[[Path | None, str], Collection[str]]
) -> argparse.Namespace:
    """Return what was asked for; its attribute ``command`` names it.

    Wrong usage ends the program with a sentence and exit code 2.

    Args:
        arguments: The words after ``diary``.
        known: Returns the names that there are for one of the options ``muscle``, ``trigger``,
            ``tried`` and ``helped``; asked only where such a name was given. It is told the folder
            that ``--data-dir`` gives, or None.
    """
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data-dir", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    everywhere.add_argument("--json", action="store_true", help="print JSON")
    parser = argparse.ArgumentParser(
        prog="stretchapp diary",
        description="Your sessions and cramps; all of it stays on this machine.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=summary, description=summary, parents=[everywhere], allow_abbrev=False
        )

    new = add("add", "add a cramp, or that there was none")
    _add_cramp_options(new)
    add("list", "all sessions, cramps and nights without a cramp, the latest first")
    advice = add("advice", "which rules for seeing a doctor hold, and the nights they rest on")
    advice.add_argument(
        "--now", type=moment, metavar="ISO", help="as of this moment; the present one if left out"
    )
    out = add("export", "everything as a file for other programs")
    out.add_argument(
        "--format", choices=FORMATS, help="json if nothing says otherwise; pdf is for the doctor"
    )
    out.add_argument("--output", type=Path, metavar="PATH", help="printed if left out")
    back = add("import", "add what was exported as JSON and is not there yet")
    back.add_argument("input", type=Path, metavar="FILE.json")
    back.add_argument("--dry-run", action="store_true", help="only say what would be added")
    gone = add("delete", "delete a cramp, or everything")
    which = gone.add_mutually_exclusive_group(required=True)
    which.add_argument("--cramp", type=number, metavar="ID", help="one cramp, by its number")
    which.add_argument("--everything", action="store_true", help="all there is, and every copy")
    gone.add_argument("--yes", action="store_true", help="do it; else it is only told what goes")
    options = parser.parse_args(arguments)
    if options.command == "add":
        _check_cramp(new, options, known)
    return options


def _add_cramp_options(new: argparse.ArgumentParser) -> None:
    new.add_argument(
        "--at", type=moment_or_night, metavar="ISO", help="when it began; now if left out"
    )
    new.add_argument("--muscle", metavar="PLACE", help="where, such as calf, toes or thigh")
    new.add_argument("--side", choices=SIDES, help="which leg")
    new.add_argument(
        "--strength", type=strength, metavar="N", help=f"how strong, from 0 to {STRONGEST}"
    )
    new.add_argument("--minutes", type=minutes, metavar="N", help="how long, such as 2 or 1:30")
    new.add_argument(
        "--trigger", action="append", type=names, default=[], metavar="ID", help="what went before"
    )
    new.add_argument(
        "--tried", action="append", type=names, default=[], metavar="ID", help="what did not help"
    )
    new.add_argument(
        "--helped", action="append", type=names, default=[], metavar="ID", help="what helped"
    )
    new.add_argument("--nothing-helped", action="store_true", help="nothing did")
    new.add_argument("--note", type=note, default="", metavar="TEXT", help="anything else")
    new.add_argument(
        "--no-cramp",
        action="store_true",
        help="there was none in the night of that moment, or of the evening of that date",
    )


def _check_cramp(
    parser: argparse.ArgumentParser,
    options: argparse.Namespace,
    known: Callable[[Path | None, str], Collection[str]],
) -> None:
    for option in ("trigger", "tried", "helped"):
        groups: list[list[str]] = getattr(options, option)
        setattr(options, option, [name for group in groups for name in group])
    if options.helped and options.nothing_helped:
        parser.error("--helped and --nothing-helped cannot both be true")
    muscle = [] if options.muscle is None else [str(options.muscle)]
    given: dict[str, list[str]] = {
        "muscle": muscle,
        "trigger": options.trigger,
        "tried": options.tried,
        "helped": options.helped,
    }
    if not (options.no_cramp or options.at is None or isinstance(options.at, datetime)):
        parser.error(f"--at {options.at} needs a time of day too, such as {options.at}T03:00")
    if options.no_cramp and (
        any(given.values())
        or options.nothing_helped
        or options.note
        or (options.side, options.strength, options.minutes) != (None, None, None)
    ):
        parser.error("--no-cramp goes with nothing but --at")
    for option, words in given.items():
        there = known(options.data_dir, option) if words else ()
        for word in words:
            if word not in there:
                near = difflib.get_close_matches(word, there, n=1)
                advice = f"did you mean '{near[0]}'?" if near else f"there is: {', '.join(there)}"
                parser.error(f"there is no {_NAMED[option]} '{word}'; {advice}")


def add_words(record: CrampRecord) -> list[str]:
    """Return the words after ``diary add`` that add a cramp again, as an entry made by hand."""
    words = ["--at", record.started_at.isoformat()]
    for option, value in (
        ("--muscle", record.muscle),
        ("--side", record.side),
        ("--strength", record.strength),
        ("--minutes", None if record.length_s is None else _written_minutes(record.length_s)),
        ("--trigger", ",".join(record.triggers)),
        ("--tried", ",".join(it for it, _ in record.tried)),
        ("--helped", ",".join(it for it, has_helped in record.tried if has_helped)),
    ):
        if value not in {None, ""}:
            words += [option, str(value)]
    if record.nothing_helped:
        words.append("--nothing-helped")
    if record.note:
        # With a dash at its beginning it would be taken for an option.
        words.append(f"--note={record.note}")
    return words


def _written_minutes(length_s: float) -> str:
    return format_duration(length_s) if length_s == int(length_s) else str(length_s / 60)


def moment_or_night(text: str) -> datetime | date:
    """Return a moment, or the date of the evening of a night."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return moment(text)


def moment(text: str) -> datetime:
    """Return a moment; without an offset it is a wall time of where the person is."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no moment such as 2026-11-22T03:00"
        ) from None


def strength(text: str) -> int:
    """Return a strength."""
    if not _is_number(text) or int(text) > STRONGEST:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 0 to {STRONGEST}")
    return int(text)


def minutes(text: str) -> float:
    """Return the seconds of a length that is written in minutes, as 2, 2.5 or 2:30."""
    whole, colon, seconds = text.partition(":")
    try:
        length_s = 60.0 * int(whole) + int(seconds) if colon else 60.0 * float(text)
    except ValueError:
        length_s = -1.0
    if not 0 <= length_s <= LONGEST_S:
        raise argparse.ArgumentTypeError(f"'{text}' is no length in minutes such as 2 or 1:30")
    return length_s


def names(text: str) -> list[str]:
    """Return the names in a list with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def note(text: str) -> str:
    """Return a note that is not too long."""
    if len(text) > LONGEST_NOTE:
        raise argparse.ArgumentTypeError(
            f"the note has {len(text)} characters; at most {LONGEST_NOTE} can be kept"
        )
    return text


def number(text: str) -> int:
    """Return the number of a cramp."""
    if not _is_number(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of a cramp")
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004 -- far from what SQLite holds
