"""Sounds recorded from a real sound server, and the player without one."""

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
from stretchapp.desktop.sound.player import NO_ANSWER, STALL_TIMEOUT_S, SoundPlayer
from tests.desktop.sound.pipewire import PipeWire
from tests.desktop.sound.pulse import LOUD, SINK_NAME, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stretchapp.desktop.sound.output import Output
    from tests.fakes import FakeClock

pytestmark = pytest.mark.sound

TONE = Clip(array("h", [round(20_000 * sin(pi * 0.04 * at)) for at in range(RATE_HZ // 5)]))
# The hardest clip to fade: it starts and ends at its full level.
STEP = Clip(array("h", [20_000] * (RATE_HZ // 4)))
TIMEOUT_S = 20.0


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A private sound server."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder, Pulse(Path(folder)) as pulse:
        for name, value in pulse.environ.items():
            monkeypatch.setenv(name, value)
        yield pulse


@pytest.fixture
def player() -> Iterator[SoundPlayer]:
    """A player on the default output."""
    player = SoundPlayer(SystemClock())
    yield player
    player.end()


def wait_until(is_met: Callable[[], bool]) -> None:
    """Wait for another thread or program to meet a condition."""
    clock = SystemClock()
    end_s = clock.monotonic_s() + TIMEOUT_S
    pause = threading.Event()
    while not is_met():
        assert clock.monotonic_s() < end_s
        pause.wait(0.01)


class TestSound:
    def test_has_a_short_and_constant_delay(self, pulse: Pulse, player: SoundPlayer) -> None:
        clock = SystemClock()
        played_s: list[float] = []
        player.open()
        wait_until(pulse.has_stream)
        with pulse.recording() as recording:
            for pause_s in (0.3, 0.4, 0.35, 0.5, 0.31):
                recording.wait(pause_s)
                played_s.append(clock.monotonic_s())
                player.play(TONE)
            recording.wait(0.6)

            delays_s = [
                heard - played for heard, played in zip(recording.onsets_s(), played_s, strict=True)
            ]

        assert all(-0.02 < delay < 0.25 for delay in delays_s), delays_s
        # The delay is the same for every sound, so that a rhythm stays a rhythm.
        assert max(delays_s) - min(delays_s) < 0.08, delays_s
        assert recording.lengths_s() == pytest.approx([TONE.length_s] * 5, abs=0.03)

    def test_is_heard_through_pipewire_too(
        self, monkeypatch: pytest.MonkeyPatch, player: SoundPlayer
    ) -> None:
        with tempfile.TemporaryDirectory(prefix="pw-") as folder, PipeWire(Path(folder)) as server:
            monkeypatch.setenv("PULSE_SERVER", server.environ["PULSE_SERVER"])
            with server.recording() as recording:
                player.play(TONE)
                wait_until(lambda: recording.onsets_s() != [])
                recording.wait(2 * TONE.length_s)

            assert recording.lengths_s() == pytest.approx([TONE.length_s], abs=0.05)

    def test_opens_the_output_itself(self, pulse: Pulse, player: SoundPlayer) -> None:
        clock = SystemClock()
        with pulse.recording() as recording:
            played_s = clock.monotonic_s()
            player.play(TONE)
            recording.wait(0.8)
            (heard_s,) = recording.onsets_s()

        assert heard_s - played_s < 0.5

    def test_is_mixed_with_another(self, pulse: Pulse, player: SoundPlayer) -> None:
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

    def test_is_absent_while_nothing_plays(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.open()
        wait_until(pulse.has_stream)
        with pulse.recording() as recording:
            recording.wait(0.4)

        assert recording.loudest() <= LOUD

    def test_is_heard_on_the_chosen_output(self, pulse: Pulse, player: SoundPlayer) -> None:
        pulse.add_sink("other", "Other")
        pulse.control("set-default-sink", "other")
        assert sorted(output_names()) == ["Other", SINK_NAME]
        player.set_output(SINK_NAME)
        with pulse.recording() as recording:
            player.play(TONE)
            recording.wait(0.8)

        assert len(recording.onsets_s()) == 1


class TestOutput:
    def test_is_open_only_while_it_is_needed(self, pulse: Pulse, player: SoundPlayer) -> None:
        assert pulse.clients() == []
        player.play(TONE)
        wait_until(lambda: pulse.clients() != [])
        wait_until(lambda: pulse.clients() == [])

    def test_is_kept_open_for_a_session(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.open()
        wait_until(pulse.has_stream)
        with pulse.recording() as recording:
            recording.wait(0.7)
        assert "stretchapp" in pulse.clients()

        player.close()

        wait_until(lambda: pulse.clients() == [])

    def test_is_closed_at_the_end(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.open()
        wait_until(pulse.has_stream)
        player.end()

        assert pulse.clients() == []
        player.play(TONE)
        player.open()
        assert pulse.clients() == []

    def test_that_was_unplugged_comes_back_with_the_device(
        self, pulse: Pulse, player: SoundPlayer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stretchapp.desktop.sound.player.RETRY_S", 0.0)
        monkeypatch.setattr("stretchapp.desktop.sound.player.STALL_TIMEOUT_S", 0.3)
        player.open()
        wait_until(pulse.has_stream)
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

    def test_that_does_not_exist_is_a_problem(self, pulse: Pulse, player: SoundPlayer) -> None:
        player.set_output("Headphones")
        with pulse.recording() as recording:
            player.play(TONE)
            wait_until(lambda: player.problem != "")
            recording.wait(0.3)

        assert player.problem.startswith("The sound output 'Headphones' is not there")
        assert recording.loudest() <= LOUD

    def test_that_hangs_blocks_nobody(self, pulse: Pulse, player: SoundPlayer) -> None:
        clock = SystemClock()
        with pulse.stopped():
            before_s = clock.monotonic_s()
            player.open()
            player.play(TONE)
            player.stop()
            returned_s = clock.monotonic_s() - before_s
            player.end()
            ended_s = clock.monotonic_s() - before_s

        assert returned_s < 0.5
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
print(player.problem, output_names())
"""


def test_without_a_device_there_is_a_problem_and_no_message_on_the_terminal(tmp_path: Path) -> None:
    # Without a configuration ALSA finds no device of this machine.
    config = tmp_path / "asound.conf"
    config.write_text("")
    completed = subprocess.run(
        [sys.executable, "-c", NO_DEVICE],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "ALSA_CONFIG_PATH": str(config), "PULSE_SERVER": "/nowhere"},
        text=True,
        timeout=60,
    )

    assert completed.stdout == f"{NO_OUTPUT} []\n"
    assert completed.stderr == ""


def test_a_server_that_says_nothing_is_a_problem(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_opening, may_go_on = threading.Event(), threading.Event()

    def open_output(_name: str, _read: Callable[[int], bytes]) -> Output:
        is_opening.set()
        may_go_on.wait(TIMEOUT_S)
        raise OSError("it has gone")

    monkeypatch.setattr("stretchapp.desktop.sound.output.open_output", open_output)
    player = SoundPlayer(clock)
    player.open()
    assert is_opening.wait(TIMEOUT_S)
    assert player.problem == ""

    clock.advance(STALL_TIMEOUT_S + 0.1)

    assert player.problem == NO_ANSWER
    may_go_on.set()
    player.end()
    assert player.problem == "it has gone"
