"""The shipped texts that the diary shows: doctor rules, and triggers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.library.texts.relief import Quote


@dataclass(frozen=True, slots=True)
class DoctorRule:
    """A rule that says when to see a doctor.

    Attributes:
        id: ``D1`` to ``D13``.
        title: The title.
        urgent: Whether help is needed at once.
        text: The rule in plain words.
        quotes: The articles' own words.
        advice: Whose advice it is, if no article gives it; empty otherwise.
    """

    id: str
    title: str
    urgent: bool
    text: str
    quotes: tuple[Quote, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that may have triggered a cramp."""

    id: str
    label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiaryTexts:
    """The doctor rules, the triggers, and the titles of the articles.

    Attributes:
        rules: The doctor rules, the urgent one first.
        triggers: The triggers in the order in which they are offered.
        titles: The titles of the articles by their numbers, for the quotes of the rules.
    """

    rules: tuple[DoctorRule, ...]
    triggers: tuple[Trigger, ...]
    titles: Mapping[str, str]
