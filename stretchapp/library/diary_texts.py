"""What the diary tells from the shipped texts, doctor rules and triggers, and its compiled form.

The first page of the diary shows rules, and importing the YAML reader takes longer than all the
rest of it. The compiled form knows the checksums of the files it was made from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.checksums import checksums
from stretchapp.library.relief_texts import Quote
from stretchapp.library.value_json import ValueJson, in_lines

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("doctor.yaml", "triggers.yaml")


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


def diary_texts(folder: Path, compiled: Path) -> DiaryTexts:
    """Return the texts, from their compiled form where that is up to date.

    Args:
        folder: The folder of the shipped texts.
        compiled: The compiled form.

    Raises:
        UserError: They cannot be read.
    """
    texts = read_compiled(folder, compiled)
    if texts is None:
        # Imported here: the YAML reader is what the compiled form saves.
        from stretchapp.library.texts import load_doctor_rules, load_triggers

        texts = DiaryTexts(load_doctor_rules(folder), load_triggers(folder))
    return texts


def compiled_form(folder: Path, texts: DiaryTexts) -> str:
    """Return the compiled form of the texts that were read from ``folder``."""
    return in_lines({"files": _checksums(folder), "texts": _values().plain(texts)}, 2)


def read_compiled(folder: Path, compiled: Path) -> DiaryTexts | None:
    """Return the texts from their compiled form; None if it was made from other files."""
    try:
        stored = json.loads(compiled.read_bytes())
        present = _checksums(folder)
        if None in present.values() or stored["files"] != present:
            return None
        return _values().value(DiaryTexts, stored["texts"])
    except (KeyError, OSError, RecursionError, TypeError, ValueError):
        # Missing, cut off, or not ours.
        return None


def _checksums(folder: Path) -> dict[str, int | None]:
    return checksums(folder, [folder / name for name in FILES])


def _values() -> ValueJson:
    kinds = (Quote, DoctorRule, Trigger, DiaryTexts)
    return ValueJson(kinds, {kind.__name__: kind for kind in kinds}, {})
