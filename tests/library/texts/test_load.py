"""The shipped texts are complete, quote the documents, and name nothing that was left out."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts.load import (
    load_articles,
    load_doctor_rules,
    load_omissions,
    load_relief_texts,
    load_tips,
    load_triggers,
    relief_cards,
)
from stretchapp.library.texts.tips import tip_of_the_day
from tests.library.files import changed

TEXTS = shipped_assets() / "texts"

FORBIDDEN_WORDS = ("needle", "Finalgon", "Mydocalm", "Baclofen", "Detralex", "prevents", "cure")
"""Words of the documents that the app must not use."""


def test_every_tip_has_an_id_of_its_own_and_its_sources() -> None:
    tips = load_tips(TEXTS)

    assert len(tips) == len({tip.id for tip in tips}) == len({tip.text for tip in tips})
    assert all(tip.sources for tip in tips)


def test_tips_of_one_group_stand_together() -> None:
    groups = [tip.group for tip in load_tips(TEXTS)]

    assert groups == sorted(groups, key=groups.index)


def test_there_is_every_doctor_rule_once_and_the_urgent_ones_come_first() -> None:
    rules = load_doctor_rules(TEXTS)

    assert sorted(rule.id for rule in rules) == sorted(f"D{number}" for number in range(1, 16))
    assert [rule.id for rule in rules if rule.urgent] == [rule.id for rule in rules[:2]]
    assert rules[0].id == "D7"


def test_doctor_rules_quote_the_articles_or_say_whose_advice_they_are() -> None:
    for rule in load_doctor_rules(TEXTS):
        assert bool(rule.quotes) != bool(rule.advice), rule.id


def test_quotes_of_doctor_rules_are_no_halves_of_sentences() -> None:
    """What a doctor is to be asked about, and that one is to be asked, stand together."""
    advice = ("doctor", "practitioner", "medical attention", "specialist", "examination")
    for rule in load_doctor_rules(TEXTS):
        if rule.id in {f"D{number}" for number in range(1, 8)}:
            assert any(word in quote.words for quote in rule.quotes for word in advice), rule.id


def test_what_was_left_out_has_its_reason_and_its_places() -> None:
    omissions = load_omissions(TEXTS)

    assert len(omissions) == len({omission.what for omission in omissions})
    assert all(omission.why and omission.sources for omission in omissions)


def test_triggers_end_with_not_knowing() -> None:
    triggers = load_triggers(TEXTS)

    assert len(triggers) == len({trigger.id for trigger in triggers}) == 27
    assert triggers[-1].id == "unknown"


def test_no_text_names_a_medicine_or_promises_anything() -> None:
    first_aid = (it for article in load_articles(TEXTS) for it in article.first_aid)
    texts = [
        *(article.about + article.left_out for article in load_articles(TEXTS)),
        *(step.text for passage in first_aid for step in passage.steps),
        *(tip.text for tip in load_tips(TEXTS)),
        *(rule.text for rule in load_doctor_rules(TEXTS)),
        *(omission.what + omission.why for omission in load_omissions(TEXTS)),
        *(trigger.label for trigger in load_triggers(TEXTS)),
        *(card.title + card.text for card in relief_cards(TEXTS).values()),
    ]

    found = [word for word in FORBIDDEN_WORDS for text in texts if word.lower() in text.lower()]
    assert found == []


def test_every_tip_has_its_day() -> None:
    tips = load_tips(TEXTS)
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(len(tips))]

    assert {tip_of_the_day(tips, day).id for day in days} == {tip.id for tip in tips}


def test_there_are_the_five_articles_each_with_its_first_aid() -> None:
    articles = load_articles(TEXTS)

    assert [article.number for article in articles] == ["000", "001", "002", "003", "004"]
    assert len({article.title for article in articles}) == 5
    for article in articles:
        assert article.first_aid
        for first_aid in article.first_aid:
            assert first_aid.steps
            for step in first_aid.steps:
                assert step.quote.source.startswith(f"{article.number}:")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tips\.yaml:1:1: this file cannot be read"):
        load_tips(tmp_path)


def test_a_broken_file_is_told_with_its_places(tmp_path: Path) -> None:
    (tmp_path / "tips.yaml").write_text("format: 1\nkind: tips\n", "utf-8")

    with pytest.raises(UserError, match=r"tips\.yaml:1:1: .*'tips'"):
        load_tips(tmp_path)


def test_a_file_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    (tmp_path / "tips.yaml").write_text("tips: [", "utf-8")

    with pytest.raises(UserError, match=r"tips\.yaml:"):
        load_tips(tmp_path)


class TestReliefCards:
    def test_of_doctor_rules_say_what_the_rule_says(self) -> None:
        (rule,) = (rule for rule in load_doctor_rules(TEXTS) if rule.id == "D7")

        shown = relief_cards(TEXTS)["urgent"]

        assert (shown.title, shown.text) == (rule.title, rule.text)
        assert (shown.urgent, shown.words) == (rule.urgent, rule.quotes)

    def test_are_urgent_where_help_is_needed_at_once(self) -> None:
        cards = relief_cards(TEXTS)

        urgent = {name for name, card in cards.items() if card.urgent}
        assert urgent == {"urgent", "very-long", "swelling"}

    def test_name_every_sign_in_a_leg_that_is_not_rubbed(self) -> None:
        text = load_relief_texts(TEXTS).swelling.text

        # What to do comes first.
        assert text.startswith("See a doctor")
        for sign in ("swollen", "warm", "red", "darker", "hard or sore", "one leg"):
            assert sign in text
        _, _, emergency = text.partition("short of breath")
        assert "chest" in emergency
        assert "emergency services" in emergency

    def test_come_as_one_value(self) -> None:
        texts, cards = load_relief_texts(TEXTS), relief_cards(TEXTS)

        assert list(texts.threshold_cards) == ["long", "very-long"]
        assert "4 minutes" in texts.threshold_cards["long"].text
        assert "medical advice now" in texts.threshold_cards["very-long"].text
        assert texts.urgent == cards["urgent"]
        assert texts.question == cards["swelling-question"].text
        assert texts.warning == cards["swelling-warning"].text
        assert texts.get_up == cards["get-up"].text
        assert texts.panic == "Try not to panic."

    def test_that_are_read_half_asleep_have_at_most_12_words(self) -> None:
        texts = load_relief_texts(TEXTS)

        for line in (texts.question, texts.warning, texts.get_up, texts.panic):
            assert len(line.split()) <= 12

    def test_that_name_an_unknown_rule_are_told(self, texts: Path) -> None:
        change(texts / "relief.yaml", "rule: D7", "rule: D77")

        with pytest.raises(UserError, match=r"relief\.yaml: the card 'urgent' .* fix 'D77'"):
            relief_cards(texts)

    def test_that_are_missing_are_told(self, texts: Path) -> None:
        change(texts / "relief.yaml", "- id: panic", "- id: calm")

        with pytest.raises(UserError, match=r"relief\.yaml: there is no card 'panic'; add it"):
            load_relief_texts(texts)

    def test_have_a_rule_or_words_of_their_own(self, texts: Path) -> None:
        change(texts / "relief.yaml", "    rule: D7", "    rule: D7\n    urgent: true")

        with pytest.raises(UserError, match=r"relief\.yaml:\d+:5: 'urgent' goes with 'text'"):
            relief_cards(texts)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A copy of the shipped texts."""
    return Path(shutil.copytree(TEXTS, tmp_path / "texts"))


def change(path: Path, old: str, new: str) -> None:
    """Replace the only occurrence of ``old`` in a file."""
    path.write_text(changed(path.read_text("utf-8"), old, new), "utf-8")
