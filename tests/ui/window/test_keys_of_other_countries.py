"""The pages take keys by their place where the sign of the key has no meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from stretchapp.ui.relief.after_cramp_page import AfterCrampPage
from stretchapp.ui.widgets.pages.page_id import PageId
from tests.ui.page_states import after_cramp, player, relief

if TYPE_CHECKING:
    from tests.ui.stage import Stage

AT_2, AT_P, AT_R = 11, 33, 27


def test_relief_takes_a_number_without_shift(stage: Stage) -> None:
    relief(stage)

    stage.press_at(AT_2, "é")

    assert stage.relief.relief_run.snapshot().flow != "calf"


def test_the_strength_of_a_cramp_is_typed_without_shift(stage: Stage) -> None:
    after_cramp(stage)

    stage.press_at(AT_2, "ě")

    assert isinstance(stage.page, AfterCrampPage)
    assert [it.strength for it in stage.cramps.cramps()] == [2]


def test_a_session_takes_a_letter_by_its_place(stage: Stage) -> None:
    player(stage)

    stage.press_at(AT_P, "з")

    assert stage.window.player.session_run.snapshot().state == "paused"


def test_a_text_field_keeps_what_is_typed(stage: Stage) -> None:
    stage.window.navigate(PageId.EXERCISES)
    (field,) = stage.all_of(QLineEdit)
    field.setFocus(Qt.FocusReason.TabFocusReason)

    stage.press_at(AT_R, "к")

    assert field.text() == "к"
