"""Notifications on a real dunst, really clicked, and on servers that can less or die."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.notifications.notifier import (
    CLICKED,
    CLOSED,
    Notification,
    Notifier,
    escaped,
)
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.e2e.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

TIMEOUT_S = 30.0

STRETCH = Notification(
    title="Evening stretch",
    body="Heels <down> & breathe",
    actions=[("start", "Start"), ("later", "In 15 minutes"), ("not-tonight", "Not tonight")],
    icon="",
    lasts_s=3600.0,
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
    """Do something while the test waits."""
    thread = threading.Thread(target=task)
    thread.start()
    try:
        yield
    finally:
        thread.join()


class TestOnDunst:
    def test_it_says_what_it_can_do(self, notifier: Notifier) -> None:
        assert {"actions", "body", "body-markup"} <= notifier.capabilities

    @pytest.mark.parametrize(("name", "button"), STRETCH.actions)
    def test_a_button_that_is_clicked_is_the_answer(
        self, notifier: Notifier, dunst: Dunst, name: str, button: str
    ) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(lambda: dunst.choose(button)):
            assert notifier.wait(number, TIMEOUT_S) == name
        # dunst leaves it there, where other servers close it.
        notifier.withdraw(number)
        assert dunst.count() == 0

    def test_all_buttons_are_there(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(lambda: dunst.choose("Start")):
            notifier.wait(number, TIMEOUT_S)
        assert all(
            f"#{button} (Evening stretch)" in dunst.buttons() for _, button in STRETCH.actions
        )

    def test_a_click_on_itself_is_one(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(dunst.click):
            assert notifier.wait(number, TIMEOUT_S) == CLICKED

    def test_one_that_is_dismissed_has_no_answer(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(dunst.dismiss):
            assert notifier.wait(number, TIMEOUT_S) == CLOSED

    def test_one_that_expires_has_no_answer(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(replace(STRETCH, lasts_s=0.2))
        assert notifier.wait(number, TIMEOUT_S) == CLOSED
        assert dunst.count() == 0

    def test_nobody_is_waited_for_longer_than_said(self, notifier: Notifier, dunst: Dunst) -> None:
        number = notifier.show(STRETCH)
        assert notifier.wait(number, 0.1) is None
        assert dunst.count() == 1

    def test_one_that_is_withdrawn_is_gone(
        self, notifier: Notifier, dunst: Dunst, bus: Bus
    ) -> None:
        number = notifier.show(STRETCH)
        # By another program, such as the window.
        with Notifier(bus.environ) as other:
            other.withdraw(number)
        assert notifier.wait(number, TIMEOUT_S) == CLOSED
        assert dunst.count() == 0

    def test_one_that_is_gone_can_be_withdrawn(self, notifier: Notifier, dunst: Dunst) -> None:
        notifier.withdraw(4711)
        assert dunst.count() == 0

    def test_the_answer_to_another_one_is_not_ours(
        self, notifier: Notifier, dunst: Dunst, bus: Bus
    ) -> None:
        number = notifier.show(STRETCH)
        with Notifier(bus.environ) as other:
            theirs = other.show(replace(STRETCH, title="Another"))
            other.withdraw(theirs)
            assert other.wait(theirs, TIMEOUT_S) == CLOSED
        assert notifier.wait(number, 0.1) is None

    def test_a_server_that_dies_takes_its_notifications_along(
        self, notifier: Notifier, dunst: Dunst
    ) -> None:
        number = notifier.show(STRETCH)
        with meanwhile(dunst.process.kill):
            assert notifier.wait(number, TIMEOUT_S) == CLOSED

    def test_waiting_wakes_up_for_nothing(self, notifier: Notifier, dunst: Dunst, bus: Bus) -> None:
        number = notifier.show(STRETCH)
        switches = int(thread_status("voluntary_ctxt_switches"))
        assert notifier.wait(number, 1.0) is None
        assert int(thread_status("voluntary_ctxt_switches")) - switches <= 2


class TestOnOthers:
    def test_it_is_of_normal_urgency_and_silent_and_plain(self, bus: Bus) -> None:
        icon = str(Path("/usr/share/icon.png"))
        with NotificationServer(bus, ["actions"]) as server, Notifier(bus.environ) as notifier:
            assert notifier.show(replace(STRETCH, icon=icon)) == 7
            app, instead_of, shown_icon, title, body, actions, hints, lasts_ms = server.wait_for(
                "Notify"
            )
        assert (app, instead_of, shown_icon, title) == ("stretchapp", 0, icon, STRETCH.title)
        # A server that knows no markup is sent none.
        assert body == STRETCH.body
        assert actions[:4] == ["default", "Open", "start", "Start"]
        assert hints["urgency"] == ("y", 1)
        assert hints["suppress-sound"] == ("b", True)
        assert hints["desktop-entry"] == ("s", "stretchapp")
        assert lasts_ms == 3_600_000

    def test_one_without_buttons_is_sent_the_click_only(self, bus: Bus) -> None:
        with NotificationServer(bus, ["body"]) as server, Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
            assert server.wait_for("Notify")[5] == ["default", "Open"]
            server.tell("ActionInvoked", number, "default")
            assert notifier.wait(number, TIMEOUT_S) == CLICKED

    def test_one_that_knows_markup_is_sent_none_that_is_not_meant(self, bus: Bus) -> None:
        with NotificationServer(bus, ["body-markup"]) as server, Notifier(bus.environ) as notifier:
            notifier.show(STRETCH)
            assert server.wait_for("Notify")[4] == "Heels &lt;down&gt; &amp; breathe"

    def test_an_answer_on_the_heels_of_the_closing_counts(self, bus: Bus) -> None:
        with NotificationServer(bus) as server, Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
            server.tell("NotificationClosed", number, 2)
            server.tell("ActionInvoked", number + 1, "start")
            server.tell("ActionInvoked", number, "later")
            assert notifier.wait(number, TIMEOUT_S) == "later"

    def test_one_that_closes_and_dies_has_no_answer(self, bus: Bus) -> None:
        with NotificationServer(bus) as server:
            notifier = Notifier(bus.environ)
            number = notifier.show(STRETCH)
            server.tell("NotificationClosed", number, 2)
        assert notifier.wait(number, TIMEOUT_S) == CLOSED
        notifier.close()

    def test_one_that_refuses_to_close_is_believed(self, bus: Bus) -> None:
        with NotificationServer(bus) as server, Notifier(bus.environ) as notifier:
            # It answers with an error.
            notifier.withdraw(3)
            assert server.wait_for("CloseNotification") == (3,)

    @pytest.mark.parametrize("silent_to", ["GetCapabilities", "Notify"])
    def test_one_that_does_not_answer_is_not_waited_for(
        self, bus: Bus, silent_to: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stretchapp.desktop.notifications.notifier.ANSWER_TIMEOUT_S", 0.1)
        with NotificationServer(bus, silent_to=[silent_to]), pytest.raises(TimeoutError):  # noqa: SIM117 -- either may be the one
            with Notifier(bus.environ) as notifier:
                notifier.show(STRETCH)


class TestOnNone:
    def test_no_server_is_told(self, tmp_path: Path) -> None:
        with Bus(tmp_path) as bus, pytest.raises(OSError, match="ServiceUnknown"):
            Notifier(bus.environ)

    def test_no_bus_is_told(self) -> None:
        with pytest.raises(OSError, match="there is no session bus"):
            Notifier({})

    def test_an_address_that_leads_nowhere_is_told(self) -> None:
        with pytest.raises(OSError, match="unix:path=/nowhere is no session bus"):
            Notifier({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})

    def test_a_bus_that_goes_away_is_told(self, bus: Bus) -> None:
        with NotificationServer(bus):
            notifier = Notifier(bus.environ)
            number = notifier.show(STRETCH)
            with meanwhile(bus.end), pytest.raises(OSError, match=r"[Rr]eset"):
                notifier.wait(number, TIMEOUT_S)
            notifier.close()


def test_escaping_leaves_other_letters_alone() -> None:
    assert escaped('"a" & <b> – ü') == '"a" &amp; &lt;b&gt; – ü'


def thread_status(name: str) -> str:
    """Return what the system says of the present thread."""
    status = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return dict(line.split(":\t") for line in status.splitlines())[name]
