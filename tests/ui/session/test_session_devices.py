"""The devices of a session: keep-awake, media keys, sleep watch."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer

from stretchapp.desktop.dbus.mpris_player import MprisPlayer
from stretchapp.desktop.dbus.mpris_values import NowPlaying
from stretchapp.desktop.power.keep_awake import KeepAwake
from stretchapp.desktop.power.sleep_watch import SleepWatch
from stretchapp.library.routines.models import WaitStep
from stretchapp.ui.relief import relief_controller
from stretchapp.ui.session import session_devices
from stretchapp.ui.session.done_page import STOPPED
from stretchapp.ui.session.player_page import CONTINUE, WAS_INTERRUPTED
from stretchapp.ui.session.session_devices import MAY_TURN_OFF, now_playing
from stretchapp.ui.widgets.hiding_cursor import HidingCursor
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import Service
from tests.fakes import a_routine, a_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from stretchapp.application.session_run import SessionRun
    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

KEY = Qt.Key
ROUTINE = a_routine(a_step(sides="each"), a_step(name="Toe rises"), title="Calves")


class Session:
    """A session that runs in the window."""

    def __init__(self, stage: Stage, routine: Routine = ROUTINE) -> None:
        stage.window.start(routine)
        stage.settle()
        self.stage = stage
        self.session_run: SessionRun = stage.window.player.session_run

    @property
    def state(self) -> str:
        return self.session_run.snapshot().state

    @property
    def published(self) -> NowPlaying:
        """What the desktop shows of the session."""
        return now_playing(self.session_run, self.session_run.snapshot())

    def command(self, *names: str) -> None:
        """Press media keys."""
        for name in names:
            self.stage.window.findChildren(MprisPlayer)[0].command_received.emit(name)


@pytest.fixture
def session(stage: Stage) -> Session:
    return Session(stage)


class TestMediaKeys:
    def test_the_desktop_shows_the_session(self, session: Session) -> None:
        assert session.published == NowPlaying(
            title="Calf stretch – Left leg",
            album="Calves",
            number=1,
            length_s=40,
            position_s=0,
        )

    def test_each_part_is_a_track(self, session: Session) -> None:
        session.stage.pass_s(55)

        assert session.published == NowPlaying(
            title="Calf stretch – Right leg",
            album="Calves",
            number=2,
            length_s=35,
            position_s=15,
        )

    def test_more_time_makes_the_track_longer(self, session: Session) -> None:
        session.stage.pass_s(80)
        session.stage.press(KEY.Key_Plus)
        session.stage.press(KEY.Key_Space)

        published = session.published
        assert (published.is_playing, published.can_go_next, published.length_s) == (
            False,
            False,
            50,
        )

    @pytest.mark.parametrize(
        ("command", "state"),
        [
            ("play_pause", "paused"),
            ("pause", "paused"),
            ("play", "running"),
            ("stop", "stopped"),
        ],
    )
    def test_commands_change_the_state(self, session: Session, command: str, state: str) -> None:
        session.command(command)

        assert session.state == state

    @pytest.mark.parametrize(("command", "part"), [("next", 2), ("previous", 1)])
    def test_next_and_previous_change_the_part(
        self, session: Session, command: str, part: int
    ) -> None:
        session.stage.pass_s(45)
        session.command(command)

        assert session.session_run.snapshot().segment.part == part

    def test_play_continues_after_a_pause(self, session: Session) -> None:
        session.command("pause", "pause", "play")

        assert session.state == "running"

    def test_a_headset_that_is_taken_off_holds_a_wait(self, stage: Stage) -> None:
        session = Session(stage, a_routine(WaitStep("Lie down."), a_step()))

        session.command("pause")
        assert session.state == "waiting"
        session.command("play")
        assert session.session_run.snapshot().segment.kind == "get-ready"

    def test_raise_shows_the_window(self, session: Session) -> None:
        session.stage.window.showMinimized()
        session.command("raise")

        assert not session.stage.window.isMinimized()

    def test_after_the_end_commands_do_nothing(self, session: Session) -> None:
        session.stage.press(KEY.Key_Escape)
        session.command("play_pause", "raise")

        assert session.stage.page_name.startswith(STOPPED)


def test_before_a_sleep_the_session_is_paused_and_asks(session: Session) -> None:
    stage = session.stage
    stage.pass_s(5)
    stage.window.findChildren(SleepWatch)[0].about_to_sleep.emit()
    stage.settle()

    assert WAS_INTERRUPTED in stage.text()
    assert stage.focus_name() == CONTINUE
    stage.clock.advance(3600)
    stage.press(KEY.Key_Space)
    assert session.session_run.snapshot().offset_s == 5


def test_the_page_says_if_the_screen_may_go_dark(stage: Stage) -> None:
    stage.settings.change(cues="silent")
    Session(stage).stage.pass_s(1)

    assert MAY_TURN_OFF in stage.texts()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """The session bus of the desktop."""
    with Bus() as bus:
        for name, value in bus.environ.items():
            monkeypatch.setenv(name, value)
        yield bus


@pytest.fixture
def saver(bus: Bus) -> Iterator[Service]:
    """The service that keeps the screen on."""
    answers: dict[str, tuple[str, tuple[Any, ...]]] = {
        "Inhibit": ("u", (7,)),
        "UnInhibit": ("", ()),
    }
    with Service(bus.address, "org.freedesktop.ScreenSaver", answers) as saver:
        yield saver


def relief_kept_awake(stage: Stage, qtbot: QtBot) -> KeepAwake:
    """Start relief, and wait until the screen is kept on."""
    stage.window.start_relief()
    stage.settle()
    qtbot.waitUntil(lambda: any(it.is_held for it in stage.window.findChildren(KeepAwake)))
    (awake,) = stage.window.findChildren(KeepAwake)
    return awake


def time_out(stage: Stage, time_ms: int) -> None:
    """Let the timer with this interval time out."""
    for timer in stage.window.findChildren(QTimer):
        if timer.interval() == time_ms:
            assert timer.isActive()
            timer.timeout.emit()


class TestOnABus:
    def test_the_screen_stays_on_while_the_session_runs_and_not_in_a_pause(
        self, saver: Service, stage: Stage, qtbot: QtBot
    ) -> None:
        def asked() -> list[str]:
            return [name for name, _ in saver.calls]

        Session(stage)
        (awake,) = stage.window.findChildren(KeepAwake)
        for key in (KEY.Key_Space, KEY.Key_Escape):
            qtbot.waitUntil(lambda: awake.is_held)
            stage.press(key)
            qtbot.waitUntil(lambda: asked()[-1] == "UnInhibit")
            if key == KEY.Key_Space:
                stage.press(key)

        assert asked() == ["Inhibit", "UnInhibit"] * 2

        assert MAY_TURN_OFF not in stage.texts()

    def test_in_a_wait_the_screen_stays_on_for_a_limited_time(
        self, saver: Service, stage: Stage, qtbot: QtBot
    ) -> None:
        stage.settings.change(wait_s=0)
        stage.window.start(a_routine(WaitStep("Lie down."), a_step()))
        stage.settle()
        (awake,) = stage.window.findChildren(KeepAwake)
        qtbot.waitUntil(lambda: awake.is_held)

        time_out(stage, session_devices.WAIT_SCREEN_ON_MS)
        assert not awake.is_held

        stage.press(KEY.Key_Space)
        qtbot.waitUntil(lambda: awake.is_held)

    def test_in_relief_the_screen_stays_on_until_the_aftercare_is_over(
        self, saver: Service, stage: Stage, qtbot: QtBot
    ) -> None:
        awake = relief_kept_awake(stage, qtbot)

        stage.press(KEY.Key_Space)
        stage.pass_relief_s(60)
        assert stage.relief.relief_run.snapshot().state == "aftercare"
        assert awake.is_held
        stage.press(KEY.Key_Escape)

        assert not awake.is_held
        qtbot.waitUntil(lambda: [name for name, _ in saver.calls] == ["Inhibit", "UnInhibit"])

    @pytest.mark.parametrize("way", ["leave", "stretch", "quit", "sleep"])
    def test_after_relief_the_screen_may_go_dark(
        self, way: str, saver: Service, stage: Stage, qtbot: QtBot
    ) -> None:
        awake = relief_kept_awake(stage, qtbot)

        if way == "leave":
            stage.press(KEY.Key_Escape)
        elif way == "stretch":
            stage.settings.change(keep_awake=False)
            stage.window.start_tonight()
        elif way == "quit":
            stage.window.close()
        else:
            # The person has fallen asleep.
            time_out(stage, relief_controller.SCREEN_ON_LIMIT_MS)

        assert not awake.is_held

    def test_a_remote_shows_the_session_and_pauses_it(
        self, bus: Bus, stage: Stage, qtbot: QtBot
    ) -> None:
        def playerctl(*arguments: str) -> str:
            command = ["playerctl", *arguments]
            with subprocess.Popen(
                command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True
            ) as process:
                qtbot.waitUntil(lambda: process.poll() is not None)
                assert process.stdout is not None
                return process.stdout.read().strip()

        stage.settings.change(keep_awake=False)
        session = Session(stage)
        qtbot.waitUntil(lambda: playerctl("--list-all") == "stretchapp", timeout=20_000)
        assert playerctl("metadata", "title") == "Calf stretch – Left leg"
        playerctl("pause")

        qtbot.waitUntil(lambda: session.state == "paused")
        assert playerctl("status") == "Paused"
        playerctl("stop")
        qtbot.waitUntil(lambda: session.state == "stopped")
        qtbot.waitUntil(lambda: playerctl("--list-all") == "No players found", timeout=20_000)


def test_settings_turn_keep_awake_and_media_keys_off(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[object] = []

    def use(*what: object) -> None:
        used.append(what)

    monkeypatch.setattr(KeepAwake, "hold", use)
    monkeypatch.setattr(MprisPlayer, "show", use)
    stage.settings.change(keep_awake=False, media_keys=False)
    stage.press(KEY.Key_F2)
    qtbot.waitUntil(lambda: bool(stage.relief.findChildren(HidingCursor)))
    Session(stage)
    qtbot.waitUntil(lambda: bool(stage.window.findChildren(MprisPlayer)))
    stage.pass_s(1)

    assert used == []
