"""What is heard, recorded from a real sound server; and what happens where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from array import array
from math import pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.desktop.sound.clip import RATE_HZ, Clip
from stretchapp.desktop.sound.output import NO_OUTPUT, output_names
from stretchapp.desktop.sound.player import SoundPlayer
from tests.desktop.sound.pipewire import PipeWire
from tests.desktop.sound.pulse import LOUD, SINK_NAME, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.sound

TONE = Clip(array("h", [round(20_000 * sin(pi * 0.04 * at)) for at in range(RATE_HZ // 5)]))
# The worst that can be faded: it begins and ends with all it has.
STEP = Clip(array("h", [20_000] * (RATE_HZ // 4)))
TIMEOUT_S = 20.0


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """The sound server of the desktop."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder, Pulse(Path(folder)) as pulse:
        for name, value in pulse.environ.items():
            monkeypatch.setenv(name, value)
        yield pulse


@pytest.fixture
def player() -> Iterator[SoundPlayer]:
    """A player on the usual output."""
    player = SoundPlayer(SystemClock())
    yield player
    player.end()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread or program does."""
    clock = SystemClock()
    give_up_s = clock.monotonic_s() + TIMEOUT_S
    pause = threading.Event()
    while not is_so():
        assert clock.monotonic_s() < give_up_s
        pause.wait(0.01)


class TestHearing:
    def test_is_when_it_was_asked_for(self, pulse: Pulse, player: SoundPlayer) -> None:
        clock = SystemClock()
        asked_s: list[float] = []
        player.open()
        wait_until(lambda: player.is_open)
        with pulse.recording() as recording:
            for pause_s in (0.3, 0.4, 0.35, 0.5, 0.31):
                recording.wait(pause_s)
                asked_s.append(clock.monotonic_s())
                player.play(TONE)
            recording.wait(0.6)

            late_s = [
                heard - asked for heard, asked in zip(recording.onsets_s(), asked_s, strict=True)
            ]

        assert all(-0.02 < late < 0.25 for late in late_s), late_s
        # What comes late comes equally late: a rhythm stays one.
        assert max(late_s) - min(late_s) < 0.08, late_s
        assert recording.lengths_s() == pytest.approx([TONE.length_s] * 5, abs=0.03)

    def test_is_the_same_where_pipewire_takes_the_place_of_pulseaudio(
        self, monkeypatch: pytest.MonkeyPatch, player: SoundPlayer
    ) -> None:
        with tempfile.TemporaryDirectory(prefix="pw-") as folder, PipeWire(Path(folder)) as server:
            monkeypatch.setenv("PULSE_SERVER", server.environ["PULSE_SERVER"])
            with server.recording() as recording:
                player.play(TONE)
                wait_until(lambda: recording.onsets_s() != [])
                recording.wait(2 * TONE.length_s)

            assert recording.lengths_s() == pytest.approx([TONE.length_s], abs=0.05)

    def test_needs_no_open_output(self, pulse: Pulse, player: SoundPlayer) -> None:
        clock = SystemClock()
        with pulse.recording() as recording:
            asked_s = clock.monotonic_s()
            player.play(TONE)
            recording.wait(0.8)
            (heard_s,) = recording.onsets_s()

        assert heard_s - asked_s < 0.5

    def test_two_at_once_is_both(self, pulse: Pulse, player: SoundPlayer) -> None:
        with pulse.recording() as recording:
            player.play(STEP, volume=0.5)
            player.play(STEP, volume=0.5)
            recording.wait(0.8)

        assert recording.loudest() == pytest.approx(2 * 0.8 * 0.25 * 20_000, rel=0.1)

    def test_has_no_clicks(self, pulse: Pulse, player: SoundPlayer) -> None:
        with pulse.recording() as recording:
            player.play(STEP)
            recording.wait(0.8)
            player.play(STEP)
            wait_until(lambda: len(recording.onsets_s()) == 2)
            player.stop()
            recording.wait(0.4)

        first_s, second_s = recording.lengths_s()
        assert first_s == pytest.approx(STEP.length_s, abs=0.03)
        assert second_s < first_s
        assert recording.loudest() > 10_000
        assert recording.greatest_step() < 300

    def test_is_nothing_where_nothing_plays(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.open()
        wait_until(lambda: player.is_open)
        with pulse.recording() as recording:
            recording.wait(0.4)

        assert recording.loudest() <= LOUD

    def test_is_on_the_chosen_output(self, pulse: Pulse, player: SoundPlayer) -> None:
        pulse.add_sink("other", "Other")
        pulse.control("set-default-sink", "other")
        assert sorted(output_names()) == ["Other", SINK_NAME]
        player.choose(SINK_NAME)
        with pulse.recording() as recording:
            player.play(TONE)
            recording.wait(0.8)

        assert len(recording.onsets_s()) == 1


class TestOutput:
    def test_is_open_only_for_as_long_as_it_is_needed(
        self, pulse: Pulse, player: SoundPlayer
    ) -> None:
        assert pulse.clients() == []
        player.play(TONE)
        wait_until(lambda: pulse.clients() != [])
        wait_until(lambda: pulse.clients() == [])

        assert not player.is_open

    def test_is_kept_open_for_a_session(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.open()
        wait_until(lambda: player.is_open)
        with pulse.recording() as recording:
            recording.wait(0.7)
        assert "stretchapp" in pulse.clients()

        player.close()

        wait_until(lambda: pulse.clients() == [])

    def test_is_left_at_the_end(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.open()
        wait_until(lambda: player.is_open)
        player.end()

        assert pulse.clients() == []
        player.play(TONE)
        player.open()
        assert not player.is_open

    def test_that_goes_away_comes_back_with_the_device(
        self, pulse: Pulse, player: SoundPlayer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stretchapp.desktop.sound.player.RETRY_S", 0.0)
        monkeypatch.setattr("stretchapp.desktop.sound.player.STALLED_S", 0.3)
        player.open()
        wait_until(lambda: player.is_open)
        pulse.remove_sinks()

        def is_noticed() -> bool:
            player.play(TONE)
            return player.problem == NO_OUTPUT

        wait_until(is_noticed)
        pulse.add_sink()
        with pulse.recording() as recording:
            player.play(TONE)
            recording.wait(0.8)

        assert len(recording.onsets_s()) == 1
        assert player.problem == ""

    def test_that_is_not_there_is_told(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.choose("Headphones")
        with pulse.recording() as recording:
            player.play(TONE)
            wait_until(lambda: player.problem != "")
            recording.wait(0.3)

        assert player.problem.startswith("The sound output 'Headphones' is not there")
        assert recording.loudest() <= LOUD

    def test_that_hangs_is_not_waited_for(self, pulse: Pulse, player: SoundPlayer) -> None:
        clock = SystemClock()
        with pulse.stopped():
            before_s = clock.monotonic_s()
            player.open()
            player.play(TONE)
            player.stop()
            asked_s = clock.monotonic_s() - before_s
            player.end()
            ended_s = clock.monotonic_s() - before_s

        assert asked_s < 0.5
        assert ended_s < 5.0


NO_DEVICE = """
from array import array
import threading
from stretchapp.base.clock import SystemClock
from stretchapp.desktop.sound.clip import Clip
from stretchapp.desktop.sound.output import output_names
from stretchapp.desktop.sound.player import SoundPlayer

player = SoundPlayer(SystemClock())
player.play(Clip(array("h", [1000] * 1000)))
pause = threading.Event()
while not player.problem:
    pause.wait(0.01)
player.open()
player.play(Clip(array("h", [1000] * 1000)))
player.end()
print(player.problem, player.is_open, output_names())
"""


def test_no_device_is_silence_and_no_noise_on_the_terminal(tmp_path: Path) -> None:
    # No configuration of ALSA's, so no device of this machine's.
    config = tmp_path / "asound.conf"
    config.write_text("")
    done = subprocess.run(
        [sys.executable, "-c", NO_DEVICE],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "ALSA_CONFIG_PATH": str(config), "PULSE_SERVER": "/nowhere"},
        text=True,
        timeout=60,
    )

    assert done.stdout == f"{NO_OUTPUT} False []\n"
    assert done.stderr == ""
