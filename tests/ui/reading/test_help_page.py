"""The help page: it lists exactly the keys that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from stretchapp.ui.reading.help_page import KEYS
from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from tests.ui.stage import Stage

CALLED = {
    **dict.fromkeys("1234", "1 to 9"),
    "+": "Plus",
    "Esc": "Escape",
    "Toggle Media Play/Pause": "Play",
}
"""What keys are called on the page, where Qt calls them otherwise."""

OF_CONTROLS = {"Tab", "Enter", "Up", "Down", "Page Up", "Page Down"}
"""Keys that belong to the controls and pages themselves; their tests are with those."""


def test_it_lists_exactly_the_keys_that_there_are(stage: Stage) -> None:
    portable = QKeySequence.SequenceFormat.PortableText
    # The keys of relief are there as long as its page is.
    stage.window.start_relief()
    there = {shortcut.key().toString(portable) for shortcut in stage.window.findChildren(QShortcut)}
    told = {
        key
        for _, lines in KEYS
        for keys, _ in lines
        for key in keys.split(", ")
        if key not in OF_CONTROLS
    }

    assert told == {CALLED.get(key, key) for key in there} - OF_CONTROLS


def test_every_key_and_its_meaning_stands_on_the_page(stage: Stage) -> None:
    stage.window.navigate(PageId.HELP)

    texts = stage.texts()
    for heading, lines in KEYS:
        assert heading in texts
        for key, meaning in lines:
            assert key in texts
            assert meaning in texts


def test_it_says_when_to_ask_a_doctor(stage: Stage) -> None:
    stage.window.navigate(PageId.HELP)

    assert "doctor" in stage.text()
