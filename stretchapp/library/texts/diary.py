"""The shipped texts that the diary shows: doctor rules and triggers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.texts.relief import Quote

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.texts.text_files import TextFiles


@dataclass(frozen=True, slots=True)
class DoctorRule:
    """A rule that says when to see a doctor.

    Attributes:
        id: ``D1`` to ``D13``.
        title: The title.
        urgent: Whether help is needed at once.
        text: The rule in plain words.
        quotes: The documents' own words.
    """

    id: str
    title: str
    urgent: bool
    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that may have triggered a cramp."""

    id: str
    label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiaryTexts:
    """The doctor rules and the triggers.

    Attributes:
        rules: The doctor rules, the urgent one first.
        triggers: The triggers in the order in which they are offered.
    """

    rules: tuple[DoctorRule, ...]
    triggers: tuple[Trigger, ...]


def read_diary_texts(texts: TextFiles) -> DiaryTexts:
    """Return the doctor rules and the triggers.

    Raises:
        UserError: A file is missing or broken.
    """
    kinds = (DiaryTexts, DoctorRule, Quote, Trigger)
    return texts.read("diary-texts", kinds, ("doctor.yaml", "triggers.yaml"), _load)


def _load(folder: Path) -> DiaryTexts:
    # Imported here: with a cache entry nobody needs the YAML reader.
    from stretchapp.library.texts.load import load_doctor_rules, load_triggers

    return DiaryTexts(load_doctor_rules(folder), load_triggers(folder))
