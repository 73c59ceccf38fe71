"""Loading the shipped texts from YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import UNSET

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.library.texts.articles import Article, FirstAid, FirstAidStep, titles_of
from stretchapp.library.texts.diary import DiaryTexts, DoctorRule, Trigger
from stretchapp.library.texts.file_format import (
    WrittenArticles,
    WrittenCards,
    WrittenOmissions,
    WrittenRules,
    WrittenTips,
    WrittenTriggers,
)
from stretchapp.library.texts.omissions import Omission
from stretchapp.library.texts.relief import Quote, ReliefCard, ReliefTexts
from stretchapp.library.texts.tips import Tip
from stretchapp.library.translation import translate_file
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.read_file import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from msgspec import UnsetType

    from stretchapp.library.texts.file_format import WrittenFirstAid, WrittenQuote
    from stretchapp.library.yaml.written import Written

    _File = TypeVar("_File", bound=Written)


def load_tips(folder: Path) -> tuple[Tip, ...]:
    """Return the tips in the order of their file.

    Raises:
        UserError: The file is missing or has problems. This applies to all functions here.
    """
    file = _read(folder / "tips.yaml", WrittenTips)
    return tuple(Tip(tip.id, tip.group, tip.text, tuple(tip.sources)) for tip in file.tips)


def load_doctor_rules(folder: Path) -> tuple[DoctorRule, ...]:
    """Return the doctor rules, the urgent one first."""
    file = _read(folder / "doctor.yaml", WrittenRules)
    return tuple(
        DoctorRule(
            rule.id,
            rule.title,
            rule.urgent,
            rule.text,
            _quotes(rule.words),
            _or_empty(rule.advice),
        )
        for rule in file.rules
    )


def relief_cards(folder: Path) -> Mapping[str, ReliefCard]:
    """Return the relief cards by their ids; a card of a doctor rule has the texts of the rule."""
    path = folder / "relief.yaml"
    rules = {rule.id: rule for rule in load_doctor_rules(folder)}
    cards: dict[str, ReliefCard] = {}
    for card in _read(path, WrittenCards).cards:
        if card.rule is UNSET:
            cards[card.id] = ReliefCard(
                _or_empty(card.title),
                _or_empty(card.text),
                card.urgent,
                _quotes(card.words),
                _or_empty(card.advice),
            )
        elif card.rule in rules:
            rule = rules[card.rule]
            cards[card.id] = ReliefCard(
                rule.title, rule.text, rule.urgent, rule.quotes, rule.advice
            )
        else:
            pattern = _("{file}: the card '{card}' names no doctor rule; fix '{rule}'.")
            raise UserError(pattern.format(file=path, card=card.id, rule=card.rule))
    return cards


def load_relief_texts(folder: Path) -> ReliefTexts:
    """Return the texts that relief shows."""
    cards = relief_cards(folder)
    try:
        return ReliefTexts(
            threshold_cards={threshold: cards[threshold] for threshold in ("long", "very-long")},
            urgent=cards["urgent"],
            swelling=cards["swelling"],
            question=cards["swelling-question"].text,
            warning=cards["swelling-warning"].text,
            get_up=cards["get-up"].text,
            panic=cards["panic"].text,
        )
    except KeyError as missing:
        path = folder / "relief.yaml"
        message = _("{file}: there is no card {card}; add it.").format(file=path, card=missing)
        raise UserError(message) from missing


def load_omissions(folder: Path) -> tuple[Omission, ...]:
    """Return the omissions in the order of their file."""
    file = _read(folder / "left-out.yaml", WrittenOmissions)
    return tuple(
        Omission(omission.what, omission.why, tuple(omission.sources)) for omission in file.left_out
    )


def load_triggers(folder: Path) -> tuple[Trigger, ...]:
    """Return the triggers in the order in which they are offered."""
    file = _read(folder / "triggers.yaml", WrittenTriggers)
    return tuple(
        Trigger(trigger.id, trigger.label, tuple(trigger.sources)) for trigger in file.triggers
    )


def load_diary_texts(folder: Path) -> DiaryTexts:
    """Return the texts of the diary."""
    titles = titles_of(load_articles(folder))
    return DiaryTexts(load_doctor_rules(folder), load_triggers(folder), titles)


def load_articles(folder: Path) -> tuple[Article, ...]:
    """Return the articles in the order of their numbers."""
    file = _read(folder / "articles.yaml", WrittenArticles)
    return tuple(
        Article(
            number=article.number,
            title=article.title,
            about=article.about,
            first_aid=tuple(_first_aid(passage) for passage in article.first_aid),
            left_out=article.left_out,
        )
        for article in file.articles
    )


def _first_aid(written: WrittenFirstAid) -> FirstAid:
    steps = (FirstAidStep(step.text, Quote(step.quote, step.source)) for step in written.steps)
    return FirstAid(written.title, written.ordered, tuple(steps))


def _quotes(written: Iterable[WrittenQuote]) -> tuple[Quote, ...]:
    return tuple(Quote(word.quote, word.source) for word in written)


def _or_empty(text: str | UnsetType) -> str:
    return "" if text is UNSET else text


def _read(path: Path, written: type[_File]) -> _File:
    reading = read_file(path)
    problems = reading.problems
    file = None if reading.root is None else convert(reading.root, written, problems)
    if file is None or problems.count:
        raise UserError("\n".join(map(str, problems.told())))
    return translate_file(file)
