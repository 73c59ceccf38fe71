"""Pages with the customs of four regions: hours, the first day of the week, decimal marks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtWidgets import QLineEdit

from stretchapp.base.region import region_of, use_region
from stretchapp.ui.reminders import reminders_page
from stretchapp.ui.widgets.labels import SAVE
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.wording.dates import date_and_year, time_in_words, weekday_name, weekdays_in_order
from stretchapp.wording.diary_listing import cramp_line
from stretchapp.wording.names import Names
from stretchapp.wording.numbers import number_in_words
from tests.ui.diary_stage import cramp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.stage import Stage


class Custom(NamedTuple):
    """What the pages of a region have."""

    bedtime: str
    first_weekday: str
    half: str
    day: str


CUSTOMS = {
    "en_US.UTF-8": Custom("10:30 pm", "Sunday", "2.5", "November 20, 2026"),
    "en_GB.UTF-8": Custom("22:30", "Monday", "2.5", "20 November 2026"),
    "de_DE.UTF-8": Custom("22:30", "Monday", "2,5", "20 November 2026"),
    "ar_EG.UTF-8": Custom("10:30 pm", "Saturday", "2.5", "20 November 2026"),
}


@pytest.fixture(params=CUSTOMS)
def custom(request: pytest.FixtureRequest) -> Iterator[Custom]:
    """The customs of a region, which is in force."""
    use_region(region_of({"LANG": request.param}))
    yield CUSTOMS[request.param]
    use_region(region_of({}))


def test_bedtimes_are_shown_and_typed_as_the_region_has_them(stage: Stage, custom: Custom) -> None:
    stage.window.navigate(PageId.REMINDERS)
    stage.click(reminders_page.CHANGE_BEDTIME)

    first, *_ = stage.all_of(QLineEdit)
    assert first.text() == custom.bedtime
    assert custom.first_weekday in first.accessibleName()
    first.setText(custom.bedtime.replace("10:30", "11:15").replace("22:30", "23:15"))
    stage.click(SAVE)
    assert stage.reminders.bedtimes().by_weekday[weekdays_in_order()[0]].hour == 23


def test_the_diary_is_listed_as_the_region_has_times(stage: Stage, custom: Custom) -> None:
    number = cramp(stage, "2026-11-20 22:30")

    line = cramp_line(stage.cramps.cramp(number), Names({}, {}, {}))

    assert line.startswith(f"2026-11-20 {custom.bedtime:>5}  ")


def test_words_follow_the_region(custom: Custom) -> None:
    assert time_in_words(datetime(2026, 11, 20, 22, 30)) == custom.bedtime  # noqa: DTZ001 -- a wall time
    assert weekday_name(weekdays_in_order()[0]) == custom.first_weekday
    assert number_in_words(2.5) == custom.half
    assert date_and_year(date(2026, 11, 20)) == custom.day
