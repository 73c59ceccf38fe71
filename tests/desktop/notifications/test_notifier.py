"""Notifications on a real dunst, clicked with a real mouse, and on servers that can do less."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.notifications.notifier import (
    CLICKED,
    CLOSED,
    Notification,
    Notifier,
    escape_markup,
)
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.e2e.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

TIMEOUT_S = 30.0
CLOCK = SystemClock()

STRETCH = Notification(
    title="Evening stretch",
    body="Heels <down> & breathe",
    actions=[("start", "Start"), ("later", "In 15 minutes"), ("not-tonight", "Not tonight")],
    icon="",
    duration_s=3600.0,
)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with Screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


@pytest.fixture
def dunst(screen: Screen, bus: Bus, tmp_path: Path) -> Iterator[Dunst]:
    with Dunst(tmp_path, screen, bus.environ) as dunst:
        yield dunst


@pytest.fixture
def notifier(dunst: Dunst, bus: Bus) -> Iterator[Notifier]:
    with Notifier(bus.environ) as notifier:
        yield notifier


@contextmanager
def meanwhile(task: Callable[[], object]) -> Generator[None]:
    """Run a task in a thread while the test waits."""
    thread = threading.Thread(target=task)
    thread.start()
    try:
        yield
    finally:
        thread.join()


class TestDunst:
    def test_has_capabilities(self, notifier: Notifier) -> None:
        assert {"actions", "body", "body-markup"} <= notifier.capabilities

    @pytest.mark.parametrize(("name", "button"), STRETCH.actions)
    def test_answers_with_the_button_that_is_clicked(
        self, notifier: Notifier, dunst: Dunst, name: str, button: str
    ) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(lambda: dunst.choose(button)):
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == name
        # dunst leaves the notification on the screen; other servers close it.
        notifier.withdraw(number)
        assert dunst.count() == 0

    def test_shows_all_buttons(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(lambda: dunst.choose("Start")):
            notifier.wait(number, TIMEOUT_S, CLOCK)
        assert all(
            f"#{button} (Evening stretch)" in dunst.buttons() for _, button in STRETCH.actions
        )

    def test_answers_after_a_click_on_the_notification(
        self, notifier: Notifier, dunst: Dunst
    ) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(dunst.click):
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLICKED

    def test_gives_no_answer_after_dismissal(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(dunst.dismiss):
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLOSED

    def test_gives_no_answer_after_expiry(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(replace(STRETCH, duration_s=0.2))
        assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLOSED
        assert dunst.count() == 0

    def test_leaves_the_notification_after_the_timeout(
        self, notifier: Notifier, dunst: Dunst
    ) -> None:
        number = notifier.show(STRETCH)
        assert notifier.wait(number, 0.1, CLOCK) is None
        assert dunst.count() == 1

    def test_takes_a_withdrawn_notification_off_the_screen(
        self, notifier: Notifier, dunst: Dunst, bus: Bus
    ) -> None:
        number = notifier.show(STRETCH)
        # The window withdraws notifications of another process.
        with Notifier(bus.environ) as other:
            other.withdraw(number)
        assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLOSED
        assert dunst.count() == 0

    def test_accepts_the_withdrawal_of_a_notification_that_has_gone(
        self, notifier: Notifier, dunst: Dunst
    ) -> None:
        notifier.withdraw(4711)
        assert dunst.count() == 0

    def test_gives_no_answer_after_a_crash(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(dunst.process.kill):
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLOSED

    def test_causes_no_wake_ups_while_its_answer_is_awaited(
        self, notifier: Notifier, dunst: Dunst
    ) -> None:
        number = notifier.show(STRETCH)
        switches = int(thread_status("voluntary_ctxt_switches"))
        assert notifier.wait(number, 1.0, CLOCK) is None
        assert int(thread_status("voluntary_ctxt_switches")) - switches <= 2


class TestOtherServers:
    def test_get_normal_urgency_no_sound_and_plain_text(self, bus: Bus) -> None:
        icon = str(Path("/usr/share/icon.png"))
        with NotificationServer(bus, ["actions"]) as server, Notifier(bus.environ) as notifier:
            assert notifier.show(replace(STRETCH, icon=icon)) == 7
            app, replaces, shown_icon, title, body, actions, hints, duration_ms = server.wait_for(
                "Notify"
            )
        assert (app, replaces, shown_icon, title) == ("stretchapp", 0, icon, STRETCH.title)
        # Nothing is escaped for a server without markup.
        assert body == STRETCH.body
        assert actions[:4] == ["default", "Open", "start", "Start"]
        assert hints["urgency"] == ("y", 1)
        assert hints["suppress-sound"] == ("b", True)
        assert hints["desktop-entry"] == ("s", "stretchapp")
        assert duration_ms == 3_600_000

    def test_without_buttons_get_only_the_click(self, bus: Bus) -> None:
        with NotificationServer(bus, ["body"]) as server, Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
            assert server.wait_for("Notify")[5] == ["default", "Open"]
            server.emit("ActionInvoked", number, "default")
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLICKED

    def test_with_markup_get_escaped_text(self, bus: Bus) -> None:
        with NotificationServer(bus, ["body-markup"]) as server, Notifier(bus.environ) as notifier:
            notifier.show(STRETCH)
            assert server.wait_for("Notify")[4] == "Heels &lt;down&gt; &amp; breathe"

    def test_may_send_the_answer_after_the_closing(self, bus: Bus) -> None:
        with NotificationServer(bus) as server, Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
            server.emit("NotificationClosed", number, 2)
            server.emit("ActionInvoked", number + 1, "start")
            server.emit("ActionInvoked", number, "later")
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == "later"

    def test_do_not_mix_up_two_notifications(self, bus: Bus) -> None:
        with NotificationServer(bus) as server, Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
            server.emit("ActionInvoked", number + 1, "start")
            server.emit("NotificationClosed", number + 1, 2)
            server.emit("ActionInvoked", number, "later")
            assert notifier.wait(number, TIMEOUT_S, CLOCK) == "later"

    def test_may_crash_after_the_closing(self, bus: Bus) -> None:
        with NotificationServer(bus) as server:
            notifier = Notifier(bus.environ)
            number = notifier.show(STRETCH)
            server.emit("NotificationClosed", number, 2)
        assert notifier.wait(number, TIMEOUT_S, CLOCK) == CLOSED
        notifier.close()

    def test_may_refuse_to_close_a_notification(self, bus: Bus) -> None:
        with NotificationServer(bus) as server, Notifier(bus.environ) as notifier:
            # The server replies with an error.
            notifier.withdraw(3)
            assert server.wait_for("CloseNotification") == (3,)

    @pytest.mark.parametrize("silent_to", ["GetCapabilities", "Notify"])
    def test_run_into_the_timeout_if_they_do_not_reply(self, bus: Bus, silent_to: str) -> None:
        def show() -> None:
            with Notifier(bus.environ, timeout_s=0.1) as notifier:
                notifier.show(STRETCH)

        with NotificationServer(bus, silent_to=[silent_to]), pytest.raises(TimeoutError):
            show()


class TestNoServer:
    def test_is_an_error(self, tmp_path: Path) -> None:
        with Bus(tmp_path) as bus, pytest.raises(OSError, match="ServiceUnknown"):
            Notifier(bus.environ)

    def test_without_a_bus_is_an_error(self) -> None:
        with pytest.raises(OSError, match="there is no session bus"):
            Notifier({})

    def test_with_a_wrong_address_is_an_error(self) -> None:
        with pytest.raises(OSError, match="the session bus does not answer"):
            Notifier({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})

    def test_because_the_bus_has_gone_is_an_error(self, bus: Bus) -> None:
        with NotificationServer(bus):
            notifier = Notifier(bus.environ)
            number = notifier.show(STRETCH)
            with meanwhile(bus.kill), pytest.raises(OSError, match=r"[Rr]eset"):
                notifier.wait(number, TIMEOUT_S, CLOCK)
            notifier.close()


def test_escaping_markup_leaves_other_letters_alone() -> None:
    assert escape_markup('"a" & <b> – ü') == '"a" &amp; &lt;b&gt; – ü'


def thread_status(name: str) -> str:
    """Return an entry of the system's status file of the present thread."""
    status = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return dict(line.split(":\t") for line in status.splitlines())[name]


@pytest.mark.parametrize("is_closed_first", [False, True])
def test_an_answer_brings_the_token_that_lets_a_window_take_the_keyboard(
    bus: Bus, *, is_closed_first: bool
) -> None:
    with NotificationServer(bus) as server, Notifier(bus.environ) as notifier:
        number = notifier.show(STRETCH)
        if is_closed_first:
            server.emit("NotificationClosed", number, 1)
        server.emit("ActivationToken", number + 1, "of another notification")
        server.emit("ActivationToken", number, "a-token")
        server.emit("ActionInvoked", number, "start")

        assert notifier.wait(number, TIMEOUT_S, CLOCK) == "start"
        assert notifier.activation == "a-token"
