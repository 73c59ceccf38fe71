"""The help of every command, and what is wrong with a command, in the language of the person."""

from __future__ import annotations

import re

import pytest

from stretchapp.base.language import follow_environment
from stretchapp.startup.options.parser import read_options
from tests.translation.untranslated import untranslated

COMMANDS = (
    "",
    "relief",
    "start",
    "show",
    "routines",
    "exercises",
    "timeline",
    "check",
    "schema",
    "diary",
    "diary add",
    "diary list",
    "diary advice",
    "diary export",
    "diary import",
    "diary restore",
    "diary delete",
    "reminders",
    "reminders list",
    "reminders add",
    "reminders remove",
    "reminders on",
    "reminders off",
    "reminders next",
    "reminders pause",
    "reminders bedtime",
    "reminders fire",
    "reminders history",
    "reminders export",
    "reminders wait",
    "launcher",
    "diagnose",
)
NAMES = frozenset(["stretchapp", "ics", *" ".join(COMMANDS).split()])
"""What is typed, in every language."""

_OPTION_OR_CHOICES = re.compile(r"(?<![\w-])--?[a-z][a-z-]*|\{[a-z,]+\}")


@pytest.fixture
def in_other_language(pseudo_desktop: None) -> None:
    """Texts are in the language of the desktop."""
    follow_environment()


@pytest.mark.usefixtures("in_other_language")
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_in_the_help_of_a_command_stays_english(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        read_options([*command.split(), "--help"])

    assert end.value.code == 0
    assert english(capsys.readouterr().out) == []


@pytest.mark.usefixtures("in_other_language")
@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "show",
        "diary",
        "diary delete",
        "diary add --side",
        "diary add --side middle",
        "diary add --strength 11",
        "start --speed",
        "routines --nonsense",
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_the_other_language(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        read_options(words.split())

    assert end.value.code == 2
    said = capsys.readouterr().err
    assert said.rstrip().endswith("]")
    assert set(english(said)) <= {"middle", "nonsense"}


def english(text: str) -> list[str]:
    """Return the English words of a help, but for what is typed."""
    text = _OPTION_OR_CHOICES.sub("", " ".join(text.split()))
    return [word for word in untranslated(text) if word not in NAMES]
