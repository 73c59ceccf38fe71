"""The shipped texts: complete, in the documents' own words, and without what was left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts import (
    load_doctor_rules,
    load_omissions,
    load_tips,
    load_triggers,
    tip_of_the_day,
)

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = shipped_assets() / "texts"

TOLD_WORDS = ("needle", "Finalgon", "Mydocalm", "Baclofen", "Detralex", "prevents", "cure")
"""Words that the documents use and the app does not."""

QUOTES = {
    ("417", "patients need urgent medical attention"),
    ("220", "several times a day or several days in a row"),
    ("295", "If seizures are regular, you should consult a doctor"),
    ("144", "frequent spasms that are difficult to suppress with simple actions"),
}


def test_there_is_every_tip_of_the_documents_once() -> None:
    tips = load_tips(TEXTS)

    assert len(tips) == len({tip.id for tip in tips}) == 28
    assert all(tip.sources for tip in tips)


def test_tips_of_one_group_stand_together() -> None:
    groups = [tip.group for tip in load_tips(TEXTS)]

    assert groups == sorted(groups, key=groups.index)


def test_there_are_thirteen_doctor_rules_and_the_urgent_one_comes_first() -> None:
    rules = load_doctor_rules(TEXTS)

    assert {rule.id for rule in rules} == {f"D{number}" for number in range(1, 14)}
    assert [rule.id for rule in rules if rule.urgent] == [rules[0].id] == ["D7"]


def test_doctor_rules_show_the_documents_own_words() -> None:
    quotes = {
        (quote.source.partition(":")[2], quote.words)
        for rule in load_doctor_rules(TEXTS)
        for quote in rule.quotes
    }

    assert quotes >= QUOTES


def test_what_was_left_out_has_its_reason_and_its_places() -> None:
    omissions = load_omissions(TEXTS)

    assert len(omissions) == 17
    assert all(omission.why and omission.sources for omission in omissions)


def test_triggers_end_with_not_knowing() -> None:
    triggers = load_triggers(TEXTS)

    assert len(triggers) == len({trigger.id for trigger in triggers}) == 27
    assert triggers[-1].id == "unknown"


def test_no_text_names_a_medicine_or_promises_anything() -> None:
    texts = [
        *(tip.text for tip in load_tips(TEXTS)),
        *(rule.text for rule in load_doctor_rules(TEXTS)),
        *(omission.what + omission.why for omission in load_omissions(TEXTS)),
        *(trigger.label for trigger in load_triggers(TEXTS)),
    ]

    found = [word for word in TOLD_WORDS for text in texts if word.lower() in text.lower()]
    assert found == []


def test_every_tip_has_its_day() -> None:
    tips = load_tips(TEXTS)
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(len(tips))]

    assert {tip_of_the_day(tips, day).id for day in days} == {tip.id for tip in tips}


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tips\.yaml cannot be read"):
        load_tips(tmp_path)


def test_a_broken_file_is_told_with_its_places(tmp_path: Path) -> None:
    (tmp_path / "tips.yaml").write_text("format: 1\nkind: tips\n", "utf-8")

    with pytest.raises(UserError, match=r"tips\.yaml:1:1: .*'tips'"):
        load_tips(tmp_path)


def test_a_file_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    (tmp_path / "tips.yaml").write_text("tips: [", "utf-8")

    with pytest.raises(UserError, match=r"tips\.yaml:"):
        load_tips(tmp_path)
