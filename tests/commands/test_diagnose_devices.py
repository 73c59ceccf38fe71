"""The checks of ``diagnose`` for the devices that sessions use."""

from __future__ import annotations

import os
import re
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.commands import diagnose_devices
from stretchapp.commands.diagnose_devices import REINSTALL, sound_cards
from stretchapp.commands.finding import install_words
from stretchapp.desktop.dbus.addresses import NO_BUS
from stretchapp.desktop.power.linux_inhibitors import NOT_AVAILABLE
from stretchapp.desktop.speech.speaker import NO_VOICE
from tests.commands.machine import check, put_program
from tests.desktop.dbus.service import Service
from tests.desktop.sound.pulse import SINK_NAME, Pulse

if TYPE_CHECKING:
    from stretchapp.base.paths import Paths
    from tests.desktop.dbus.bus import Bus


class TestVoice:
    def test_is_counted(self, paths: Paths) -> None:
        voice = check("voice", paths)

        assert voice.available
        assert re.search(r"espeak-ng \(\d\d+ voices\)", voice.detail)

    def test_may_be_missing(self, paths: Paths, programs: Path) -> None:
        voice = check("voice", paths)

        assert not voice.available
        assert voice.advice == NO_VOICE["linux"]

    @pytest.mark.parametrize("script", ["exit 1", "true", "echo nonsense", "exec /nowhere/program"])
    def test_may_be_broken(self, script: str, paths: Paths, programs: Path) -> None:
        put_program(programs, "espeak-ng", script)

        voice = check("voice", paths)

        assert not voice.available
        assert voice.advice == install_words(REINSTALL)

    def test_is_not_a_program_that_hangs(
        self, paths: Paths, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stretchapp.desktop.speech.run_program.TIMEOUT_S", 0.1)
        put_program(programs, "espeak-ng", "while :; do :; done")

        assert not check("voice", paths).available

    def test_is_not_the_piper_for_mice(self, paths: Paths, programs: Path) -> None:
        put_program(programs, "piper", "echo 0.7")

        assert not check("voice", paths).available


class TestSound:
    def test_is_an_output(self, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        with tempfile.TemporaryDirectory(prefix="pulse-") as folder, Pulse(Path(folder)) as pulse:
            monkeypatch.setenv("PULSE_SERVER", pulse.environ["PULSE_SERVER"])
            sound = check("sound", paths)
            pulse.remove_sinks()
            without = check("sound", paths)

        assert sound.available
        assert sound.detail.startswith("PulseAudio answers at ")
        assert sound.detail.endswith(f". Outputs: {SINK_NAME}.")
        assert not without.available
        assert without.available is False

    @pytest.mark.parametrize(
        ("socket_name", "server"),
        [("pulse/native", "PulseAudio"), ("pipewire-0", "PipeWire")],
    )
    def test_needs_a_server_that_answers(
        self, socket_name: str, server: str, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(diagnose_devices, "SOUND_TIMEOUT_S", 0.01)
        path = Path(os.environ["XDG_RUNTIME_DIR"], socket_name)
        path.parent.mkdir(exist_ok=True)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
            assert not check("sound", paths).detail.startswith(server)
            listener.listen()
            sound = check("sound", paths)

        assert sound.available is None
        assert sound.available is None
        assert f"{server} answers at {path}" in sound.detail

    def test_uses_the_server_that_the_environment_names(
        self, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(diagnose_devices, "SOUND_TIMEOUT_S", 0.01)
        path = f"{os.environ['XDG_RUNTIME_DIR']}/other"
        monkeypatch.setenv("PULSE_SERVER", f"unix:{path}")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen()

            assert check("sound", paths).detail.startswith(f"PulseAudio answers at {path}")

    @pytest.mark.parametrize(
        ("cards", "names"),
        [
            ("--- no soundcards ---\n", []),
            (
                """\
 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xf7e10000 irq 32
 1 [Headset        ]: USB-Audio - My Headset
                      at usb-0000:00:14.0-3, full speed
""",
                ["HDA Intel PCH", "My Headset"],
            ),
        ],
    )
    def test_is_a_card(
        self, cards: str, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "cards").write_text(cards)
        monkeypatch.setattr(diagnose_devices, "SOUND_CARDS", tmp_path / "cards")

        assert sound_cards() == names

    def test_may_be_missing(
        self, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(diagnose_devices, "SOUND_CARDS", tmp_path / "none")

        assert not check("sound", paths).available


class TestKeepAwake:
    def test_needs_a_desktop(self, paths: Paths, bus: Bus) -> None:
        awake = check("keep awake", paths)

        # If a portal is installed here, it is started when it is needed.
        if awake.available:
            assert "org.freedesktop.portal.Desktop" in awake.detail
        else:
            assert awake.detail == NOT_AVAILABLE

    def test_is_offered_by_a_desktop(self, paths: Paths, bus: Bus) -> None:
        with Service(bus.address, "org.freedesktop.ScreenSaver", {}):
            awake = check("keep awake", paths)

        assert awake.available
        assert "org.freedesktop.ScreenSaver" in awake.detail

    def test_needs_a_bus(self, paths: Paths) -> None:
        assert check("keep awake", paths).detail == NOT_AVAILABLE


class TestMediaKeys:
    def test_need_a_bus(self, paths: Paths) -> None:
        keys = check("media keys", paths)

        assert not keys.available
        assert NO_BUS in keys.detail

    def test_reach_sessions_over_the_bus(self, paths: Paths, bus: Bus) -> None:
        assert check("media keys", paths).available


class TestSleepWatch:
    def test_needs_logind(self, paths: Paths, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)

        assert not check("sleep watch", paths).available
        with Service(bus.address, "org.freedesktop.login1", {}):
            assert check("sleep watch", paths).available

    def test_needs_a_bus(self, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")

        assert not check("sleep watch", paths).available
