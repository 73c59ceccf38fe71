"""What the diary tells from the shipped texts, doctor rules and triggers, and its compiled form.

The first page of the diary shows rules, and importing the YAML reader takes longer than all the
rest of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.shipped.texts import CompiledTexts
from stretchapp.library.texts.relief import Quote

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DoctorRule:
    """When to see a doctor.

    Attributes:
        id: ``D1`` to ``D13``.
        title: What it is about.
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
    """Something that may have set a cramp off."""

    id: str
    label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiaryTexts:
    """What the diary tells.

    Attributes:
        rules: When to see a doctor, the urgent one first.
        triggers: What may have set a cramp off, in the order in which they are offered.
    """

    rules: tuple[DoctorRule, ...]
    triggers: tuple[Trigger, ...]


COMPILED_DIARY = CompiledTexts(
    DiaryTexts, (Quote, DoctorRule, Trigger), ("doctor.yaml", "triggers.yaml")
)


def diary_texts(folder: Path, compiled: Path) -> DiaryTexts:
    """Return the texts, from their compiled form where that is up to date.

    Args:
        folder: The folder of the shipped texts.
        compiled: The compiled form.

    Raises:
        UserError: They cannot be read.
    """
    texts = COMPILED_DIARY.read(folder, compiled)
    if texts is None:
        # Imported here: the YAML reader is what the compiled form saves.
        from stretchapp.library.texts.load import load_doctor_rules, load_triggers

        texts = DiaryTexts(load_doctor_rules(folder), load_triggers(folder))
    return texts
