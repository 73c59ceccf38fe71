"""Quick relief as it is used: by its keys, in the dark, by somebody who is half asleep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from stretchapp.library.texts.load import load_relief_texts
from stretchapp.ui.figures.figure_cache import FigureCache
from stretchapp.ui.figures.figure_view import FigureView
from stretchapp.ui.relief.aftercare_view import BRIGHT_S, AftercareView
from stretchapp.ui.relief.cramp_countdown import CrampCountdown
from stretchapp.ui.relief.doctor_cards import FullCard, SideCard
from stretchapp.ui.widgets.key_button import KeyButton
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleEvent

    from stretchapp.diary.cramp_records import CrampRecord
    from tests.ui.stage import Stage

KEY = Qt.Key
PULL = "Straighten your knee. Pull your toes towards your shin."
STAND = "Put a light on. Hold on. Stand up slowly on both feet."
RUB = "Rub the muscle up and down. Rub gently but intensely."
REST = "Lie down. Raise your legs a little on a pillow. Rest."


@pytest.fixture
def relief(stage: Stage) -> Stage:
    """A window in which F2 has been pressed."""
    stage.open()
    stage.press(KEY.Key_F2)
    return stage


def line(stage: Stage) -> str:
    """Return what is to be done."""
    return stage.relief.relief_run.snapshot().text


def count(stage: Stage) -> str:
    """Return the number that is counted."""
    (found,) = stage.all_of(CrampCountdown)
    return found.count


def cramp(stage: Stage) -> CrampRecord:
    """Return the entry of the log that was made last."""
    return stage.cramps.cramps()[0]


def answer(stage: Stage, *keys: Qt.Key) -> None:
    """Press keys with a second between them."""
    for key in keys:
        stage.press(key)
        stage.pass_relief_s(1)


def to_rubbing(stage: Stage) -> None:
    """Say that it still cramps until the question before the rubbing."""
    while stage.relief.relief_run.snapshot().state != "check":
        answer(stage, KEY.Key_Right)


def to_aftercare(stage: Stage) -> None:
    """Say that it has eased."""
    answer(stage, KEY.Key_Space)
    assert stage.all_of(AftercareView)


class TestAtFirst:
    def test_the_first_words_are_there_at_once(self, relief: Stage) -> None:
        assert relief.page_name == "Quick relief"
        assert PULL in relief.texts()
        assert "Try not to panic." in relief.texts()
        assert not any("Get ready" in text for text in relief.texts())
        assert relief.focus_name() == "It has eased, Space or Enter"

    def test_nothing_asks_for_a_click(self, relief: Stage) -> None:
        relief.pass_relief_s(5)

        assert count(relief) == "10"
        assert "Cramp 0:05" in relief.texts()

    def test_the_figure_comes_after_the_first_picture(self, stage: Stage) -> None:
        stage.open()
        QTest.keyClick(stage.window, KEY.Key_F2)
        assert PULL in stage.texts()
        assert stage.all_of(FigureView) == []

        wait_for_figures(stage)
        stage.pass_relief_s(1)

        (figure,) = stage.all_of(FigureView)
        assert figure.accessibleName().startswith("Picture: ")

    def test_an_exercise_without_a_figure_has_more_room_for_words(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def none(_catalogue: FigureCache, _exercise: str) -> None:
            return None

        monkeypatch.setattr(FigureCache, "figure", none)
        stage.open()
        stage.press(KEY.Key_F2)
        wait_for_figures(stage)
        stage.pass_relief_s(1)

        assert stage.all_of(FigureView) == []

    @pytest.mark.parametrize(("place", "title"), [("toes", "2"), ("thigh", "3"), (None, "1")])
    def test_it_may_be_known_already_where_it_cramps(
        self, stage: Stage, place: str | None, title: str
    ) -> None:
        stage.open()

        stage.window.start_relief(place)

        (ticked,) = [it for it in stage.all_of(KeyButton) if it.isChecked()]
        assert ticked.accessibleName().endswith(f", {title}")

    def test_the_record_begins_with_the_first_second(self, relief: Stage) -> None:
        relief.pass_relief_s(1)

        assert (cramp(relief).state, cramp(relief).muscle) == ("running", "calf")

    def test_a_killed_process_loses_the_last_seconds_only(self, relief: Stage) -> None:
        relief.pass_relief_s(47)

        length_s = cramp(relief).length_s
        assert length_s is not None
        assert 42 <= length_s <= 47


class TestAnswers:
    def test_space_says_that_it_has_eased(self, relief: Stage) -> None:
        relief.press(KEY.Key_Space)

        assert line(relief) == REST
        assert cramp(relief).eased

    @pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
    def test_so_does_enter(self, relief: Stage, key: Qt.Key) -> None:
        relief.press(key)

        assert line(relief) == REST

    def test_enter_does_so_without_any_focus(self, relief: Stage) -> None:
        focus = relief.window.focusWidget()
        assert focus is not None
        focus.clearFocus()

        QTest.keyClick(relief.relief, KEY.Key_Return)

        assert line(relief) == REST

    def test_right_says_that_it_still_cramps(self, relief: Stage) -> None:
        relief.press(KEY.Key_Right)

        assert line(relief) == STAND

    def test_down_offers_something_else(self, relief: Stage) -> None:
        relief.press(KEY.Key_Down)

        assert line(relief) == "Take your foot in both hands. Bend it slowly both ways."

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("It has eased", REST),
            ("Still cramping", STAND),
            ("I can't do this", "Take your foot in both hands. Bend it slowly both ways."),
            ("Only coming on?", "Pull your toes towards you. Hold until the feeling fades."),
        ],
    )
    def test_a_click_does_as_the_key(self, relief: Stage, name: str, expected: str) -> None:
        relief.click(name)

        assert line(relief) == expected

    @pytest.mark.parametrize("key", [KEY.Key_2, KEY.Key_3, KEY.Key_4])
    def test_a_number_says_where_it_cramps(self, relief: Stage, key: Qt.Key) -> None:
        relief.pass_relief_s(3)

        relief.press(key)

        assert line(relief) != PULL
        (ticked,) = [it for it in relief.all_of(KeyButton) if it.isChecked()]
        assert ticked.accessibleName().endswith(f", {key.name.removeprefix('Key_')}")
        # The clock of the cramp goes on.
        assert "Cramp 0:03" in relief.texts()
        assert cramp(relief).muscle != "calf"

    def test_zero_says_that_it_is_only_coming_on_as_long_as_that_is_asked(
        self, relief: Stage
    ) -> None:
        assert "Only coming on?" in relief.button_names()
        relief.press(KEY.Key_Right)
        assert "Only coming on?" not in relief.button_names()

        relief.press(KEY.Key_0)

        assert line(relief) == STAND

    def test_unanswered_it_asks_and_then_goes_on(self, relief: Stage) -> None:
        relief.pass_relief_s(36)
        assert line(relief) == "Has it eased?"
        assert relief.page_name == "Quick relief"

        relief.pass_relief_s(10)

        assert line(relief) == STAND

    def test_keys_work_wherever_the_focus_is(self, relief: Stage) -> None:
        relief.button("Toes or foot").setFocus()

        relief.press(KEY.Key_Right)

        assert line(relief) == STAND

    def test_space_is_not_taken_twice_through_a_button(self, relief: Stage) -> None:
        for button in relief.all_of(KeyButton):
            button.setFocus()
            relief.press(KEY.Key_Space)

            # Of the aftercare it is the first step still.
            assert line(relief) == REST
            relief.press(KEY.Key_Right)
            assert line(relief) == PULL

    def test_enter_presses_what_tab_has_gone_to_and_then_means_eased_again(
        self, relief: Stage
    ) -> None:
        relief.button("Toes or foot").setFocus()
        relief.press(KEY.Key_Return)
        assert relief.relief.relief_run.snapshot().flow == "toes"

        relief.press(KEY.Key_Return)

        assert line(relief) == REST

    @pytest.mark.parametrize("key", [KEY.Key_Left, KEY.Key_Up])
    def test_the_other_arrows_do_nothing(self, relief: Stage, key: Qt.Key) -> None:
        relief.press(key)

        assert line(relief) == PULL
        assert relief.focus_name() == "It has eased, Space or Enter"

    def test_everything_can_be_reached_by_tab(self, relief: Stage) -> None:
        names = {name_of(button) for button in relief.all_of(QAbstractButton)}
        reached: set[str] = set()
        for _ in range(len(names)):
            reached.add(relief.focus_name())
            relief.press(KEY.Key_Tab)

        assert reached == names

    def test_every_button_says_its_key_to_a_screen_reader(self, relief: Stage) -> None:
        names = [name_of(button) for button in relief.all_of(QAbstractButton)]

        assert all(", " in name for name in names)
        assert len(set(names)) == len(names)


class TestRubbing:
    def test_before_it_one_is_asked_about_swelling(self, relief: Stage) -> None:
        to_rubbing(relief)

        assert line(relief) == "Is one leg swollen, warm or red? Then do not rub."
        assert {"No", "Yes"} <= set(relief.button_names())

    def test_without_swelling_it_begins_and_the_warning_stays(self, relief: Stage) -> None:
        to_rubbing(relief)

        answer(relief, KEY.Key_Right)

        assert line(relief) == RUB
        assert "Do not rub a swollen, warm or red leg." in relief.texts()
        assert {"Still cramping", "I can't do this"} <= set(relief.button_names())

    def test_with_swelling_a_card_says_what_to_do_and_nothing_rubs(self, relief: Stage) -> None:
        to_rubbing(relief)

        relief.press(KEY.Key_Down)

        (card,) = relief.all_of(FullCard)
        assert "Do not rub this leg" in card.accessibleName()
        assert relief.focus_name() == "Back, Space or Enter"
        relief.press(KEY.Key_Return)
        assert relief.all_of(FullCard) == []
        assert line(relief) == "Lay a warm towel on the muscle. Warm, not hot."

    def test_with_varicose_veins_there_is_none(self, stage: Stage) -> None:
        stage.settings.change(varicose_veins=True)
        stage.open()
        stage.press(KEY.Key_F2)

        lines: list[str] = []
        for _ in range(30):
            lines.append(line(stage))
            answer(stage, KEY.Key_Right)

        assert "Lay a warm towel on the muscle. Warm, not hot." in lines
        assert not [it for it in lines if it.startswith(("Rub", "Knead", "Pinch", "Pat", "Is one"))]


class TestCards:
    def test_at_four_minutes_a_calm_one_covers_nothing(self, relief: Stage) -> None:
        relief.pass_relief_s(239)
        assert relief.all_of(SideCard) == []

        relief.pass_relief_s(2)

        (card,) = relief.all_of(SideCard)
        rule = load_relief_texts(relief.texts_folder).threshold_cards["long"]
        assert card.accessibleName() == f"{rule.title}. {rule.text}"
        assert f"“{rule.words[1].words}” ({rule.words[1].source})" in relief.text()
        others = [it for it in relief.all_of(QWidget) if not card.isAncestorOf(it)]
        assert {"Still cramping", "It has eased"} <= {name_of(it).split(",")[0] for it in others}

    def test_it_is_closed_by_its_key_and_stays_away(self, relief: Stage) -> None:
        relief.pass_relief_s(241)

        relief.press(KEY.Key_C)
        relief.pass_relief_s(5)

        assert relief.all_of(SideCard) == []
        assert relief.focus_name() == "It has eased, Space or Enter"

    def test_at_ten_minutes_a_stronger_one_takes_its_place(self, relief: Stage) -> None:
        relief.pass_relief_s(601)

        (card,) = relief.all_of(SideCard)
        assert "Get medical advice now." in card.accessibleName()
        relief.click("Close")
        assert relief.all_of(SideCard) == []

    def test_without_a_card_its_key_does_nothing(self, relief: Stage) -> None:
        relief.press(KEY.Key_C)

        assert line(relief) == PULL

    @pytest.mark.parametrize("way", ["key", "click"])
    def test_the_urgent_one_is_always_one_step_away(self, relief: Stage, way: str) -> None:
        answer(relief, KEY.Key_Right, KEY.Key_Right)
        before = line(relief), count(relief)

        if way == "key":
            relief.press(KEY.Key_M)
        else:
            relief.click("More than the leg? Fainted?")

        rule = load_relief_texts(relief.texts_folder).urgent
        assert rule.title in relief.texts()
        assert rule.text in relief.text()
        assert relief.button_names() == ["Back"]
        # The timer stands still, and answers are not taken for something else.
        relief.pass_relief_s(60)
        for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_0, KEY.Key_2, KEY.Key_M):
            relief.press(key)
        relief.press(KEY.Key_Space)
        assert (line(relief), count(relief)) == before

    def test_escape_leaves_from_the_urgent_one_too(self, relief: Stage) -> None:
        relief.press(KEY.Key_M)

        relief.press(KEY.Key_Escape)

        assert relief.page_name == "Home"

    def test_it_is_there_in_the_aftercare_too(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.press(KEY.Key_M)
        assert relief.all_of(FullCard)

        relief.press(KEY.Key_Return)
        assert line(relief) == REST
        assert relief.all_of(AftercareView)


@pytest.mark.qt_log_ignore("Unhandled key", extend=True)  # what QTest says of such keys
@pytest.mark.parametrize("key", [KEY.Key_MediaTogglePlayPause, KEY.Key_MediaNext])
def test_a_key_of_a_headset_answers_nothing(relief: Stage, key: Qt.Key) -> None:
    before = line(relief)

    relief.press(key)

    assert line(relief) == before
    assert relief.relief.relief_run.snapshot().state == "doing"


class TestAftercare:
    def test_it_becomes_nearly_dark(self, relief: Stage) -> None:
        to_aftercare(relief)
        (rest,) = relief.all_of(AftercareView)
        assert not rest.is_dim
        assert "Done" in relief.button_names()

        relief.pass_relief_s(BRIGHT_S)

        assert rest.is_dim
        assert [text for text in relief.texts() if text] == [REST, "9:49"]

    @pytest.mark.parametrize("key", [KEY.Key_A, KEY.Key_Left, KEY.Key_Down, KEY.Key_0])
    def test_a_key_makes_it_readable_for_some_seconds(self, relief: Stage, key: Qt.Key) -> None:
        to_aftercare(relief)
        relief.pass_relief_s(BRIGHT_S)
        (rest,) = relief.all_of(AftercareView)

        relief.press(key)

        assert not rest.is_dim
        assert line(relief) == REST
        relief.pass_relief_s(BRIGHT_S)
        assert rest.is_dim

    def test_so_does_the_pointer(self, relief: Stage) -> None:
        to_aftercare(relief)
        relief.pass_relief_s(BRIGHT_S)
        (rest,) = relief.all_of(AftercareView)

        QTest.mouseMove(rest, rest.rect().center())
        relief.settle()

        assert not rest.is_dim

    def test_a_key_that_was_pressed_twice_ends_nothing(self, relief: Stage) -> None:
        relief.press(KEY.Key_Space)
        relief.press(KEY.Key_Space)

        assert line(relief) == REST

    def test_a_slow_tick_does_not_make_a_key_look_pressed_twice(self, relief: Stage) -> None:
        relief.press(KEY.Key_Space)

        relief.clock.advance(1.5)
        relief.press(KEY.Key_Space)

        assert line(relief) != REST

    def test_it_ends_early_at_any_time_with_socks_and_rest(self, relief: Stage) -> None:
        to_aftercare(relief)

        answer(relief, KEY.Key_Space)
        assert line(relief) == "Put on warm socks if it is cold where you sleep."
        answer(relief, KEY.Key_Return)
        while relief.page_name == "Quick relief":
            answer_in_the_dark(relief)

        assert relief.page_name == "Your diary: this cramp"

    def test_left_alone_it_waits_in_the_dark(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.pass_relief_s(1800)

        (rest,) = relief.all_of(AftercareView)
        assert rest.is_dim
        assert line(relief) == "Put on warm socks if it is cold where you sleep."

    def test_escape_ends_it(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.press(KEY.Key_Escape)

        assert relief.page_name == "Your diary: this cramp"
        assert cramp(relief).state == "ended"

    def test_the_cramp_may_come_back(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.press(KEY.Key_Right)

        assert line(relief) == PULL
        assert not cramp(relief).eased
        assert relief.focus_name() == "It has eased, Space or Enter"

    def test_no_doctor_card_comes_any_more(self, relief: Stage) -> None:
        to_aftercare(relief)

        relief.pass_relief_s(610)

        assert relief.all_of(SideCard) == []


def timer_of(stage: Stage) -> QTimer:
    """Return the timer that lets the page look at the clock."""
    (timer,) = stage.relief.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return timer


def wait_for_figures(stage: Stage) -> None:
    """Wait until the first words are painted and figures may follow them."""
    page = stage.relief
    for _ in range(200):
        if page.findChildren(FigureView):
            return
        QTest.qWait(10)
    pytest.fail("there is no figure")


def answer_in_the_dark(stage: Stage) -> None:
    """Press Space when a second of the present step has passed."""
    stage.pass_relief_s(1.25)
    stage.press(KEY.Key_Space)


class TestSwitches:
    def test_lighter_is_a_step_and_back(self, relief: Stage) -> None:
        dark = background(relief)

        relief.press(KEY.Key_L)
        assert relief.button("Lighter").isChecked()
        lighter = background(relief)
        relief.press(KEY.Key_L)

        assert dark == background(relief) == "#000000"
        assert lighter == "#1c1206"

    def test_lighter_stays_for_one_relief_only(self, relief: Stage) -> None:
        relief.press(KEY.Key_L)
        relief.press(KEY.Key_Escape)

        relief.press(KEY.Key_F2)

        assert background(relief) == "#000000"

    def test_there_is_no_voice_button_without_a_voice(self, relief: Stage) -> None:
        assert "Voice" not in relief.button_names()

        relief.press(KEY.Key_S)

        assert line(relief) == PULL


class TestLeaving:
    def test_escape_asks_nothing_and_keeps_the_record(self, relief: Stage) -> None:
        relief.pass_relief_s(31)

        relief.press(KEY.Key_Escape)

        assert relief.page_name == "Home"
        assert (cramp(relief).state, cramp(relief).eased) == ("ended", False)
        assert cramp(relief).length_s == pytest.approx(31)

    def test_closing_the_window_keeps_it_too(self, relief: Stage) -> None:
        relief.pass_relief_s(12)

        relief.window.close()

        assert cramp(relief).state == "ended"
        assert not relief.window.isFullScreen()

    def test_a_session_that_is_started_ends_it(self, relief: Stage) -> None:
        relief.window.start_by_id("evening-stretch")
        relief.settle()

        assert relief.page_name == "Session: Evening stretch"
        assert cramp(relief).state == "ended"

    def test_the_key_of_tonight_does_not_break_it_off(self, relief: Stage) -> None:
        relief.press(KEY.Key_F3)

        assert line(relief) == PULL

    def test_its_key_again_changes_nothing(self, relief: Stage) -> None:
        answer(relief, KEY.Key_Right)
        page = relief.page

        relief.press(KEY.Key_F2)

        assert relief.page is page
        assert line(relief) == STAND
        assert len(relief.cramps.cramps()) == 1

    def test_its_key_leads_back_to_it(self, relief: Stage) -> None:
        page = relief.page
        relief.press(KEY.Key_F1)
        assert relief.page_name == "Help"

        relief.press(KEY.Key_F2)

        assert relief.page is page

    def test_another_process_may_say_where_it_cramps(self, relief: Stage) -> None:
        relief.window.start_relief("toes")

        assert relief.relief.relief_run.snapshot().flow == "toes"
        assert len(relief.cramps.cramps()) == 1

    @pytest.mark.parametrize("way", ["key", "click"])
    def test_what_to_do_in_water_is_there_to_read(self, relief: Stage, way: str) -> None:
        page = relief.page
        if way == "key":
            relief.press(KEY.Key_W)
        else:
            relief.click("In water")
        assert relief.page_name == "A cramp in the water"
        # It goes on meanwhile, and the keys belong to the page that is shown.
        relief.press(KEY.Key_Right)
        relief.press(KEY.Key_Escape)

        assert relief.page is page
        assert line(relief) == PULL


class TestScreen:
    def test_it_fills_the_screen_until_it_is_over(self, relief: Stage) -> None:
        assert relief.window.isFullScreen()

        relief.press(KEY.Key_Escape)

        assert not relief.window.isFullScreen()

    def test_a_window_that_filled_it_before_goes_on_to(self, stage: Stage) -> None:
        stage.open()
        stage.press(KEY.Key_F11)
        stage.press(KEY.Key_F2)

        stage.press(KEY.Key_Escape)

        assert stage.window.isFullScreen()

    def test_it_is_left_after_the_machine_has_slept(self, relief: Stage) -> None:
        relief.pass_relief_s(10)
        relief.clock.advance(3600)

        relief.pass_relief_s(1)

        assert not relief.window.isFullScreen()
        assert line(relief) == "Has it eased?"
        assert relief.all_of(CrampCountdown) == []
        assert "Cramp 0:10" in relief.texts()

    def test_a_window_that_was_hidden_away_comes_up(self, stage: Stage) -> None:
        stage.open().showMinimized()

        stage.window.start_relief()
        stage.window.bring_up()

        assert stage.window.isFullScreen()
        assert not stage.window.isMinimized()

    def test_the_light_theme_comes_back(self, stage: Stage) -> None:
        stage.open(theme="light")
        stage.press(KEY.Key_F2)
        assert background(stage) == "#000000"

        stage.press(KEY.Key_Escape)

        assert background(stage) == "#faf6ef"

    def test_text_that_cannot_be_read_is_told(self, stage: Stage) -> None:
        stage.texts_folder = stage.paths.data / "away"
        stage.open()

        stage.press(KEY.Key_F2)

        assert stage.page_name == "Home"
        assert not stage.window.isFullScreen()
        assert any("cannot be read" in text for text in stage.texts())

    def test_without_any_flow_that_is_told(self, stage: Stage) -> None:
        assert stage.library is not None
        stage.library = replace(stage.library, flows={})
        stage.open()

        stage.press(KEY.Key_F2)

        assert "There is no relief flow that can be read; look at the problems." in stage.texts()

    def test_a_place_that_is_not_there_is_replaced_by_one_that_is(self, stage: Stage) -> None:
        stage.open()

        stage.window.start_relief("elbow")

        assert line(stage) == PULL

    def test_a_record_that_cannot_be_kept_is_told_and_tried_again(self, stage: Stage) -> None:
        stage.open()
        stage.log_problem = "The diary is damaged (no)."
        stage.press(KEY.Key_F2)
        stage.pass_relief_s(2)
        assert "It goes on, but it is not saved." in stage.texts()

        stage.log_problem = None
        stage.pass_relief_s(6)

        assert "It goes on, but it is not saved." not in stage.texts()
        assert cramp(stage).state == "running"


class TestTimer:
    def test_it_is_slow_where_nothing_moves(self, relief: Stage) -> None:
        timer = timer_of(relief)
        wait_for_figures(relief)
        relief.pass_relief_s(1)
        assert timer.interval() == 50

        to_aftercare(relief)

        assert timer.interval() == 1000

    def test_still_figures_need_no_fast_one(self, stage: Stage) -> None:
        stage.settings.change(still=True)
        stage.open()
        stage.press(KEY.Key_F2)
        wait_for_figures(stage)
        stage.pass_relief_s(1)

        assert timer_of(stage).interval() == 250


class TestScreenReader:
    def test_new_words_are_announced_and_only_the_last_card_interrupts(
        self, relief: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[tuple[str, bool]] = []

        def keep(event: QAccessibleEvent) -> None:
            if isinstance(event, QAccessibleAnnouncementEvent):
                urgent = QAccessible.AnnouncementPoliteness.Assertive
                told.append((event.message(), event.politeness() == urgent))

        monkeypatch.setattr(QAccessible, "isActive", lambda: True)
        monkeypatch.setattr(QAccessible, "updateAccessibility", keep)

        relief.press(KEY.Key_Right)
        relief.pass_relief_s(610)
        to_aftercare(relief)

        assert (STAND, False) in told
        assert (REST, False) in told
        assert [text for text, is_urgent in told if is_urgent] == [
            "10 minutes of cramp. Cramps seldom last this long. Get medical advice now."
        ]


def background(stage: Stage) -> str:
    """Return the colour of a corner of the page, as it is painted."""
    return stage.page.grab().toImage().pixelColor(1, 1).name()


def test_the_page_is_as_small_as_a_window_may_be(relief: Stage) -> None:
    relief.window.showNormal()
    relief.window.resize(QSize(480, 480))
    relief.settle()

    assert relief.window.size() == QSize(480, 480)
