"""Tips stand alone, and each has the cautions that it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.library.texts.load import load_tips

if TYPE_CHECKING:
    from stretchapp.library.texts.tips import Tip

TIPS = load_tips(shipped_assets() / "texts")


def tips_with(pattern: str) -> pytest.MarkDecorator:
    """Parametrize a test with the tips whose texts match a pattern."""
    found = [tip for tip in TIPS if re.search(pattern, tip.text, re.IGNORECASE)]
    return pytest.mark.parametrize("tip", found, ids=lambda tip: tip.id)


every_tip = pytest.mark.parametrize("tip", TIPS, ids=lambda tip: tip.id)

RUBS = r"massag|\brub"
BATHES = r"\bbath|\bshower|\bsoak|\bwipe"
DRINKS = r"\bdrink (?!less)"
JOINS = ("or", "and", "but", "also", "then", "otherwise")
"""Words with which a sentence continues the one before."""


@every_tip
def test_a_tip_does_not_continue_another_one(tip: Tip) -> None:
    assert tip.text.split()[0].lower() not in JOINS


@tips_with(RUBS)
def test_a_tip_that_rubs_warns_of_varicose_veins_and_of_a_clot(tip: Tip) -> None:
    for sign in ("varicose veins", "swollen", "warm", "red", "darker"):
        assert sign in tip.text


@tips_with(BATHES)
def test_a_tip_about_warm_or_cool_water_says_who_asks_a_doctor_first(tip: Tip) -> None:
    for words in ("with your wrist", "diabetes", "numb feet", "poor circulation"):
        assert words in tip.text


@tips_with(DRINKS)
def test_a_tip_to_drink_says_that_a_doctor_s_limit_goes_first(tip: Tip) -> None:
    assert "Drink less if your doctor" in tip.text


@pytest.mark.parametrize("name", ["Magnesium", "Calcium", "Potassium", "Vitamin D"])
def test_what_the_articles_look_for_in_food_is_named_with_foods_and_no_amounts(name: str) -> None:
    (tip,) = (tip for tip in TIPS if tip.text.startswith(name))

    assert tip.text.count(",") >= 1
    assert re.search(r"\d", tip.text) is None


def test_few_tips_name_a_figure_and_each_is_its_article_s() -> None:
    figures = {tip.id: re.findall(r"\d+", tip.text) for tip in TIPS}

    assert {id_: found for id_, found in figures.items() if found} == {
        "spread-the-load": ["40"],
        "foot-soak": ["20"],
        "wind-down": ["50"],
        "water": ["2"],
    }
