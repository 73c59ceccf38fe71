"""What a screen reader finds in Qt's tree of accessible objects, and what is announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from stretchapp.base.settings import DECLARATIONS, declared_in
from stretchapp.library.routines.models import Hold, Instruction
from stretchapp.ui.exercises import exercises_page
from stretchapp.ui.home import home_page
from stretchapp.ui.relief import after_cramp_page
from stretchapp.ui.session import done_page
from stretchapp.ui.session.cue_speaker import NO_VOICE
from stretchapp.ui.session.player_page import HALFWAY, WAS_INTERRUPTED
from stretchapp.ui.session.sound_mode_label import MODES, SoundModeLabel
from stretchapp.ui.widgets.countdown_ring import TIME_LEFT, CountdownRing
from stretchapp.ui.widgets.fields.date_field import DateField
from stretchapp.ui.widgets.fields.search_field import CLEAR_SEARCH
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.wording.routines import routine_facts, routine_name
from tests.fakes import a_routine, a_step
from tests.ui.page_states import DIARY_STATES, PAGE_STATES, interrupted
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleEvent, QAccessibleInterface
    from pytestqt.qtbot import QtBot

    from tests.ui.page_states import ShowPage
    from tests.ui.stage import Stage

Role = QAccessible.Role
Text = QAccessible.Text
KEY = Qt.Key


STATES = (
    "home with notices",
    "preview",
    "player",
    "interrupted",
    "stopped",
    "help",
    "settings",
    "problems",
)
in_usual_states = pytest.mark.parametrize("state", STATES)


def player(stage: Stage) -> None:
    """Start a session and let four seconds pass."""
    stage.window.start(stage.routine("evening-stretch"))
    stage.pass_s(4)


class Node:
    """One object of the accessible tree."""

    def __init__(self, interface: QAccessibleInterface) -> None:
        self.role = interface.role()
        self.name = interface.text(Text.Name)
        self.value = interface.text(Text.Value)
        self.description = interface.text(Text.Description)
        self.is_focusable = bool(interface.state().focusable)  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs

    def __repr__(self) -> str:
        return f"{self.role.name} '{self.name}'"


def nodes_of(widget: QWidget, *, hidden: bool = False) -> Iterator[Node]:
    """Return all nodes of a widget.

    Args:
        widget: The widget.
        hidden: Whether to include nodes that are hidden or scrolled out of sight.
    """
    yield from _walk(QAccessible.queryAccessibleInterface(widget), hidden=hidden)


def _walk(interface: QAccessibleInterface, *, hidden: bool) -> Iterator[Node]:
    yield Node(interface)
    for number in range(interface.childCount()):
        child: QAccessibleInterface | None = interface.child(number)
        if child and (hidden or not child.state().invisible):  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs
            yield from _walk(child, hidden=hidden)


def show(stage: Stage, show_page: ShowPage) -> list[Node]:
    """Show a page and return its nodes."""
    show_page(stage)
    stage.settle()
    return list(nodes_of(stage.page))


@in_usual_states
def test_the_page_and_the_window_have_names(stage: Stage, state: str) -> None:
    page = show(stage, PAGE_STATES[state])[0]
    (window, *_) = nodes_of(stage.window)

    assert page.name
    assert window.name


@pytest.mark.parametrize("state", [*STATES, *DIARY_STATES])
def test_everything_that_takes_the_focus_has_a_name(stage: Stage, state: str) -> None:
    inside_choices = (Role.List, Role.ListItem)
    nameless = [
        node
        for node in show(stage, PAGE_STATES[state])
        if node.is_focusable and not node.name and node.role not in inside_choices
    ]

    assert nameless == []


@in_usual_states
def test_everything_that_can_be_pressed_is_a_button_with_a_name(stage: Stage, state: str) -> None:
    buttons = [node for node in show(stage, PAGE_STATES[state]) if node.role == Role.Button]

    assert buttons
    assert [node for node in buttons if not node.name] == []
    assert {node.name for node in buttons} >= set(map(name_of, stage.all_of(QAbstractButton)))


@in_usual_states
def test_every_text_of_the_page_is_a_name_or_a_description(stage: Stage, state: str) -> None:
    nodes = show(stage, PAGE_STATES[state])
    names = {node.name for node in nodes} | {node.description for node in nodes}

    # The name of a button or sign may say more than its text.
    widgets = stage.all_of(QAbstractButton) + stage.all_of(SoundModeLabel)
    named = {widget.text() for widget in widgets if widget.accessibleName()}

    assert {text for text in stage.texts() if text not in names} <= named


CHOICES = [*declared_in("general"), *declared_in("sound"), *declared_in("profile"), "tray"]
ROWS = [*CHOICES[:-1], *declared_in("numbers"), "tray"]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("home", ["Filter by position", "Filter by body part", "Filter by equipment"]),
        ("settings", [DECLARATIONS[setting].label for setting in CHOICES]),
    ],
)
def test_choices_say_what_is_chosen(stage: Stage, state: str, names: list[str]) -> None:
    choices = [node for node in show(stage, PAGE_STATES[state]) if node.role == Role.ComboBox]

    # On Linux Qt gives the chosen value as the name.
    assert [node.description for node in choices] == names
    assert all(node.value for node in choices)


def test_settings_belong_to_their_labels(stage: Stage) -> None:
    PAGE_STATES["settings"](stage)
    relations: list[str] = []
    for choice in stage.all_of(QWidget):
        interface = QAccessible.queryAccessibleInterface(choice)
        if interface.role() in (Role.ComboBox, Role.EditableText):
            labels = interface.relations(QAccessible.RelationFlag.Label)
            relations += [label.text(Text.Name) for label, _ in labels]

    assert relations == [DECLARATIONS[setting].label for setting in ROWS]


def test_rows_of_the_list_have_full_names(stage: Stage) -> None:
    stage.open()
    nodes = nodes_of(stage.list, hidden=True)
    rows = [node.name for node in nodes if node.role == Role.ListItem]

    assert stage.library is not None
    assert sorted(rows) == sorted(
        f"{routine_name(routine)}. {routine_facts(routine, stage.expected_s(routine))}"
        for routine in stage.library.routines.values()
    )


def test_the_ring_says_what_it_is_and_what_it_shows(stage: Stage) -> None:
    player(stage)
    (ring,) = stage.all_of(CountdownRing)
    (node,) = nodes_of(ring)

    assert (node.name, node.description) == (TIME_LEFT, "6 Get ready")
    assert node.role == Role.StaticText


def test_what_is_read_from_afar_is_text_for_a_screen_reader_too(stage: Stage) -> None:
    texts = [node.name for node in show(stage, player) if node.role == Role.StaticText]

    assert texts == [
        "Rise and lower on the toes",
        "Both legs",
        TIME_LEFT,
        "Stand, holding a chair or the wall lightly.",
        NO_VOICE,
        MODES["sounds"],
    ]


def test_the_progress_has_a_name_and_a_value(stage: Stage) -> None:
    (bar,) = [node for node in show(stage, player) if node.role == Role.ProgressBar]

    assert bar.name == "Progress of the whole session"
    assert int(bar.value) == round(4 / 615 * 1000) - 1


def test_the_button_that_clears_the_search_has_a_name(stage: Stage) -> None:
    stage.open()
    stage.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    stage.type("desk")

    names = [node.name for node in nodes_of(stage.page) if node.role == Role.Button]

    assert CLEAR_SEARCH in names


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The announcements to a screen reader, which is running."""
    announced: list[str] = []

    def remember(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            announced.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", remember)
    return announced


def test_a_session_announces_what_to_do(stage: Stage, announced: list[str]) -> None:
    stage.window.start(
        a_routine(
            a_step(
                sides="each",
                steps=(
                    Instruction("Face the wall.", "ready"),
                    Instruction("Lean in.", "work"),
                    Instruction("Breathe slowly.", "work"),
                ),
            )
        )
    )
    stage.pass_s(44)

    assert announced == [
        "Calf stretch. Left leg. Face the wall.",
        "Lean in.",
        "Breathe slowly.",
        HALFWAY,
        "Calf stretch. Right leg. Change legs.",
    ]


def test_the_end_is_announced(stage: Stage, announced: list[str]) -> None:
    stage.window.start(a_routine(a_step(Hold(10, 1, 5))))
    stage.pass_s(20)

    assert announced[-1] == "Well done. Time: 1 min."


def test_an_interruption_is_announced(stage: Stage, announced: list[str]) -> None:
    interrupted(stage)

    assert announced[-1] == WAS_INTERRUPTED


def test_nothing_is_announced_without_a_screen_reader(
    stage: Stage, announced: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    player(stage)

    assert announced == []


def test_every_notice_is_announced_once(stage: Stage, announced: list[str]) -> None:
    stage.open()
    announced.clear()

    stage.window.show_message("The sheet was written.")
    stage.window.show_message("The sheet was written.")

    assert announced == ["The sheet was written."]


def test_it_is_announced_that_nothing_was_found(stage: Stage, announced: list[str]) -> None:
    for page, sentence in (
        (None, home_page.NOTHING_FOUND),
        (PageId.EXERCISES, exercises_page.NOTHING_FOUND),
    ):
        if page is None:
            stage.open()
        else:
            stage.window.navigate(page)
        (field,) = stage.all_of(QLineEdit)
        announced.clear()

        field.setText("no such thing")
        field.setText("no such things")

        assert announced == [sentence]


@pytest.mark.parametrize("state", ["cramp form", "reminder at times", "bedtimes", "pause until"])
def test_what_is_wrong_in_a_form_is_announced_once(
    stage: Stage, announced: list[str], state: str
) -> None:
    PAGE_STATES[state](stage)
    stage.settle()
    announced.clear()
    for field in stage.all_of(QLineEdit):
        if isinstance(field, TimeField | DateField):
            field.setText("99:99")
            field.setText("99:999")

    assert len(announced) == len(set(announced)) > 0
    assert all(sentence in stage.text() for sentence in announced[-1:])


def test_a_session_that_cannot_be_saved_is_announced(stage: Stage, announced: list[str]) -> None:
    PAGE_STATES["unsaved session"](stage)

    assert any("saved" in sentence for sentence in announced)


def test_what_becomes_of_a_session_is_announced_after_its_end(
    stage: Stage, announced: list[str], qtbot: QtBot
) -> None:
    stage.connection.execute("ALTER TABLE session RENAME TO away")
    stage.window.start(a_routine(a_step(Hold(10, 1, 5))))
    stage.pass_s(20)
    assert "no such table" in announced[-1]
    announced.clear()

    stage.connection.execute("ALTER TABLE away RENAME TO session")
    stage.saver.retry()

    qtbot.waitUntil(lambda: announced == [done_page.IS_SAVED])


def test_what_becomes_of_a_cramp_is_announced_after_it(
    stage: Stage, announced: list[str], qtbot: QtBot
) -> None:
    stage.open()
    stage.connection.execute("ALTER TABLE cramp RENAME TO away")
    stage.press(KEY.Key_F2)
    stage.pass_relief_s(30)
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_Escape)
    assert "no such table" in announced[-1]
    announced.clear()

    stage.connection.execute("ALTER TABLE away RENAME TO cramp")
    stage.saver.retry()
    qtbot.waitUntil(lambda: announced == [after_cramp_page.IS_SAVED])

    stage.press(KEY.Key_5)
    assert announced == [after_cramp_page.IS_SAVED]


def test_a_night_is_said_once(stage: Stage, announced: list[str]) -> None:
    """The focus of the table says it; an announcement would say it again."""
    PAGE_STATES["calendar"](stage)
    announced.clear()

    stage.press(KEY.Key_Left)

    assert announced == []
