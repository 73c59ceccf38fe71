"""The pages that are there to be read, and the tip of the day."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stretchapp.base.paths import shipped_assets
from stretchapp.library.texts.articles import titles_of
from stretchapp.library.texts.load import (
    load_articles,
    load_doctor_rules,
    load_omissions,
    load_relief_texts,
    load_tips,
)
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.reading.doctor_page import OTHERS, SWELLING, URGENT
from stretchapp.ui.reading.help_page import HelpPage
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.notice import Notice
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.wording.sources import places_in_words, quotes_in_words
from stretchapp.wording.urgent_numbers import numbers_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.stage import Stage

KEY = Qt.Key
TEXTS = shipped_assets() / "texts"
TITLES = titles_of(load_articles(TEXTS))
FILES = {
    PageId.EVENINGS: "tips",
    PageId.DOCTOR: "doctor",
    PageId.ARTICLES: "articles",
    PageId.LEFT_OUT: "left-out",
}
"""The files of the pages."""

on_every_page = pytest.mark.parametrize("page_id", READINGS)
on_every_page_of_a_file = pytest.mark.parametrize("page_id", FILES)


@pytest.fixture
def texts(stage: Stage, tmp_path: Path) -> Path:
    """A copy of the texts, for the window to read."""
    folder = tmp_path / "texts"
    shutil.copytree(TEXTS, folder)
    stage.texts_folder = folder
    return folder


def read(stage: Stage, page_id: PageId) -> None:
    """Go from the home page to a page to read."""
    stage.open()
    stage.press(KEY.Key_F1)
    stage.click(READINGS[page_id])


@on_every_page
def test_one_click_leads_from_the_help_to_a_page(stage: Stage, page_id: PageId) -> None:
    read(stage, page_id)

    assert stage.page_name == READINGS[page_id]
    assert stage.texts()[0] == READINGS[page_id]
    assert stage.focus_name() == BACK


@pytest.mark.parametrize("way", ["Escape", BACK])
@on_every_page
def test_one_comes_back_to_the_help(stage: Stage, page_id: PageId, way: str) -> None:
    read(stage, page_id)

    if way == "Escape":
        stage.press(KEY.Key_Escape)
    else:
        stage.click(BACK)

    assert stage.shows(HelpPage)
    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)


def test_every_tip_is_told_below_its_heading_with_its_sources(stage: Stage) -> None:
    read(stage, PageId.EVENINGS)

    there = stage.texts()
    for tip in load_tips(TEXTS):
        place = there.index(tip.text)
        assert tip.group in there[:place]
        assert there[place + 1] == places_in_words(tip.sources, TITLES)
    groups = list(dict.fromkeys(tip.group for tip in load_tips(TEXTS)))
    assert [text for text in there if text in groups] == groups


def test_urgent_signs_are_told_before_the_other_doctor_rules(stage: Stage) -> None:
    read(stage, PageId.DOCTOR)

    there = stage.texts()
    rules, relief = load_doctor_rules(TEXTS), load_relief_texts(TEXTS)
    titles = [SWELLING, relief.threshold_cards["very-long"].title]
    titles += [rule.title for rule in rules if rule.urgent]
    others = [rule.title for rule in rules if not rule.urgent]
    expected = [URGENT, *titles, OTHERS, *others]
    assert [text for text in there if text in expected] == expected


def test_the_own_telephone_numbers_stand_above_the_urgent_signs(stage: Stage) -> None:
    stage.settings.change(doctor_number="01 23 45")
    read(stage, PageId.DOCTOR)

    there = stage.texts()
    (number,) = numbers_in_words("", "01 23 45")
    assert there[there.index(URGENT) + 1] == number


def test_every_doctor_rule_is_told_with_the_own_words_of_its_sources(stage: Stage) -> None:
    read(stage, PageId.DOCTOR)

    there = stage.texts()
    relief = load_relief_texts(TEXTS)
    very_long = relief.threshold_cards["very-long"]
    rules = [(rule, rule.quotes) for rule in load_doctor_rules(TEXTS)]
    for shown, quotes in [(very_long, very_long.words), *rules]:
        place = there.index(shown.text)
        assert there[place - 1] == shown.title
        source = quotes_in_words(quotes, TITLES) or shown.advice
        assert source
        assert there[place + 1] == source


def test_the_first_card_says_what_it_is_about_and_what_not_to_do(stage: Stage) -> None:
    read(stage, PageId.DOCTOR)

    there = stage.texts()
    card = load_relief_texts(TEXTS).swelling
    title, text, source = there[there.index(URGENT) + 1 :][:3]
    assert title == SWELLING
    assert text == f"{card.title}. {card.text}"
    assert source == card.advice


def test_everything_that_was_left_out_is_told_with_the_reason(stage: Stage) -> None:
    read(stage, PageId.LEFT_OUT)

    there = stage.texts()
    for omission in load_omissions(TEXTS):
        place = there.index(omission.what)
        assert there[place + 1] == omission.why
        assert there[place + 2] == places_in_words(omission.sources, TITLES)


def test_every_article_is_told_with_its_first_aid_in_its_own_order(stage: Stage) -> None:
    read(stage, PageId.ARTICLES)

    there = iter(stage.texts())
    for article in load_articles(TEXTS):
        assert article.title in there
        assert article.about in there
        assert any(article.number in text for text in there)
        for first_aid in article.first_aid:
            assert any(text.startswith(first_aid.title) for text in there)
            for step in first_aid.steps:
                assert any(text.endswith(step.text) for text in there)
                assert any(step.quote.words in text for text in there)
        if article.left_out:
            assert any(article.left_out in text for text in there)


def test_only_steps_in_a_fixed_order_are_numbered(stage: Stage) -> None:
    read(stage, PageId.ARTICLES)

    there = stage.texts()
    for first_aid in (it for article in load_articles(TEXTS) for it in article.first_aid):
        is_numbered = first_aid.is_ordered and len(first_aid.steps) > 1
        for number, step in enumerate(first_aid.steps, start=1):
            assert (f"{number}. {step.text}" if is_numbered else step.text) in there


def test_what_to_do_in_water_is_told_in_the_words_of_its_exercises(stage: Stage) -> None:
    read(stage, PageId.IN_WATER)

    there = stage.texts()
    assert stage.library is not None
    exercises = stage.library.flows["in-water"].card
    assert len(exercises) == 3
    for exercise in exercises:
        place = there.index(exercise.name)
        steps = [step.text for step in exercise.steps]
        assert there[place + 1 : place + 1 + len(steps)] == steps
        assert exercise.safety in there


@on_every_page
def test_their_text_is_never_markup(stage: Stage, page_id: PageId) -> None:
    read(stage, page_id)

    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in stage.all_of(QLabel))


def test_a_text_without_sources_names_none(stage: Stage, texts: Path) -> None:
    (texts / "tips.yaml").write_text(
        "format: 1\nkind: tips\ntips:\n  - {id: a, group: Evening, text: Read a book., sources: []}"
    )

    read(stage, PageId.EVENINGS)

    assert stage.texts()[-3:] == ["Evening", "Read a book.", BACK]


@on_every_page_of_a_file
def test_a_broken_file_is_told_with_its_place(stage: Stage, texts: Path, page_id: PageId) -> None:
    path = texts / f"{FILES[page_id]}.yaml"
    path.write_text(path.read_text("utf-8") + "colour: red\n", "utf-8")

    read(stage, page_id)

    assert stage.shows(HelpPage)
    (notice,) = stage.all_of(Notice)
    assert notice.text.startswith(f"{path}:")
    assert "'colour'" in notice.text


@on_every_page_of_a_file
def test_a_missing_file_is_told_in_a_sentence(stage: Stage, texts: Path, page_id: PageId) -> None:
    path = texts / f"{FILES[page_id]}.yaml"
    path.unlink()

    read(stage, page_id)

    assert stage.shows(HelpPage)
    (notice,) = stage.all_of(Notice)
    assert notice.text.startswith(f"{path}:1:1: this file cannot be read")


def tips_shown(stage: Stage) -> list[str]:
    """Return the tips that stand on the page."""
    known = {tip.text for tip in load_tips(TEXTS)}
    return [text for text in stage.texts() if text in known]


def test_there_is_one_tip_a_day_and_another_one_the_next_day(stage: Stage) -> None:
    days: list[str] = []
    for _ in load_tips(TEXTS):
        stage.open()
        (tip,) = tips_shown(stage)
        days.append(tip)
        stage.clock.advance(timedelta(hours=1).total_seconds())
        stage.open()
        assert tips_shown(stage) == [tip]
        stage.clock.advance(timedelta(hours=23).total_seconds())

    assert sorted(days) == sorted(tip.text for tip in load_tips(TEXTS))


def test_the_tip_waits_for_the_first_picture(stage: Stage) -> None:
    stage.open(offers=False)

    assert tips_shown(stage) == []


def test_the_tip_stays_when_the_size_of_text_changes(stage: Stage) -> None:
    stage.open()
    tips = tips_shown(stage)

    stage.window.change_setting("text_size", 150)
    stage.settle()
    stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)
    assert tips_shown(stage) == tips != []


@pytest.mark.parametrize("content", ["tips: [", "format: 1\nkind: tips\ntips: []\n", None])
def test_without_readable_tips_the_home_page_has_none(
    stage: Stage, texts: Path, content: str | None
) -> None:
    path = texts / "tips.yaml"
    if content is None:
        path.unlink()
    else:
        path.write_text(content)

    stage.open()

    assert tips_shown(stage) == []
    assert stage.all_of(Notice) == []
