"""What a screen reader is told, listened to on the accessibility bus itself."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

from stretchapp.base.paths import user_paths
from stretchapp.ui.session.done_page import WELL_DONE
from stretchapp.ui.session.player_page import HALFWAY
from stretchapp.wording.lengths import minutes_in_words
from tests.desktop.dbus.bus import Bus
from tests.library.files import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.screen import Screen

pytestmark = pytest.mark.e2e

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
TIMEOUT_S = 30.0
ROUTINE = """\
format: 1
kind: routine
id: short
title: Short
purpose: To be listened to.
change_sides: 2s
steps:
  - exercise: lean
    get_ready: 2s
"""
EXERCISE = """\
format: 1
kind: exercise
id: lean
name: Lean
body: [calf]
position: [standing]
sides: each
timing:
  hold: 20s
steps:
  - Face the wall.
  - text: Lean in.
    at: work
"""


class Reader:
    """Hears announcements as a screen reader does."""

    def __init__(self, session_bus: str) -> None:
        """Connect to the accessibility bus of a desktop, and let programs know of it."""
        with open_dbus_connection(session_bus) as desktop:
            whom = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = desktop.send_and_get_reply(new_method_call(whom, "GetAddress")).body
        self._connection = open_dbus_connection(address)
        rule = MatchRule(
            type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement"
        )
        self._connection.send_and_get_reply(message_bus.AddMatch(rule))
        # Programs tell only what somebody has asked for.
        registry = DBusAddress(
            "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
        )
        wanted = ("object:announcement", [], "")
        register = new_method_call(registry, "RegisterEvent", "sass", wanted)
        answer = self._connection.send_and_get_reply(register)
        assert answer.header.message_type is MessageType.method_return

    def hear_until(self, end: str) -> list[str]:
        """Return what is announced until something begins with ``end``."""
        heard: list[str] = []
        while not heard or not heard[-1].startswith(end):
            message = self._connection.receive(timeout=TIMEOUT_S)
            if message.header.fields.get(HeaderFields.member) == "Announcement":
                heard.append(message.body[3][1])
        return heard

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()


@pytest.fixture
def reader(screen: Screen, tmp_path: Path) -> Iterator[Reader]:
    """A screen reader on the desktop of the screen."""
    if not LAUNCHER.exists() or shutil.which("dbus-daemon") is None:
        pytest.skip("needs at-spi2-core: make setup-dev installs it")
    services = tmp_path / "services"
    services.mkdir()
    (services / "org.a11y.Bus.service").write_text(
        f"[D-BUS Service]\nName=org.a11y.Bus\nExec={LAUNCHER}\n"
    )
    with Bus(services) as bus:
        screen.environ |= bus.environ
        screen.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        reader = Reader(bus.address)
        yield reader
        reader.close()


def test_a_session_is_told_step_by_step_and_not_every_second(
    screen: Screen, reader: Reader, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    paths = user_paths(data_dir)
    write(paths.user_routines, lean=EXERCISE, short=ROUTINE)
    paths.settings.write_text(json.dumps({"cues": "silent"}))
    with screen.start(data_dir, "start", "short", "--speed", "4"):
        heard = reader.hear_until(WELL_DONE)

    # Qt finds the bus while the window opens, which may be too late for the first one.
    assert heard[heard.index("Lean in.") :] == [
        "Lean in.",
        HALFWAY,
        "Lean. Right leg. Change legs.",
        "Lean in.",
        HALFWAY,
        f"{WELL_DONE}. Time: {minutes_in_words(44)}.",
    ]
