"""A sound server for one test: PulseAudio with an output that nobody hears but the test."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from array import array
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import pytest

from stretchapp.base.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

RATE_HZ = 48_000
SINK = "heard"
SINK_NAME = "What_the_test_hears"
LOUD = 400
"""What is louder is heard; a recording is a little noisy where rates are converted."""

TIMEOUT_S = 20.0
_CHUNK_BYTES = 960


class Pulse:
    """A private sound server; a context manager.

    Attributes:
        environ: The environment of a program that uses it.
    """

    socket_name = "pulse.sock"

    def __init__(self, folder: Path) -> None:
        """Start the server; its files are in ``folder``, which has a short path."""
        self._clock = SystemClock()
        self._socket = folder / self.socket_name
        self.environ = {"PULSE_SERVER": f"unix:{self._socket}"}
        self._servers = self._start(folder)
        self._wait_for(self._socket, self._servers[-1])
        self.add_sink()

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        for server in reversed(self._servers):
            server.kill()
            server.wait()

    def add_sink(self, name: str = SINK, shown: str = SINK_NAME) -> None:
        """Plug in an output."""
        self.control(
            "load-module",
            "module-null-sink",
            f"sink_name={name}",
            f"rate={RATE_HZ}",
            # Without this it takes the first two seconds at once.
            "norewinds=1",
            f"sink_properties=device.description={shown}",
        )

    def remove_sinks(self) -> None:
        """Pull every output out."""
        self.control("unload-module", "module-null-sink")

    def clients(self) -> list[str]:
        """Return the names of the programs that are connected."""
        lines = self.control("list", "clients").splitlines()
        names = [line.partition("=")[2] for line in lines if "application.name =" in line]
        return [name.strip(' "') for name in names if "pactl" not in name]

    def control(self, *command: str) -> str:
        """Tell the server something; return what it says."""
        return subprocess.run(
            ["pactl", *command],
            capture_output=True,
            check=True,
            env={**os.environ, **self.environ},
            text=True,
            timeout=TIMEOUT_S,
        ).stdout

    @contextmanager
    def recording(self) -> Generator[Recording]:
        """Record what is heard."""
        with Recording(self.environ, f"{SINK}.monitor") as recording:
            yield recording

    @contextmanager
    def stopped(self) -> Generator[None]:
        """Let the server stand still."""
        os.kill(self._servers[0].pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._servers[0].pid, signal.SIGCONT)

    def _start(self, folder: Path) -> list[subprocess.Popen[bytes]]:
        """Start its processes; the last one is that which opens the socket."""
        if shutil.which("pulseaudio") is None:
            pytest.skip("needs pulseaudio, which does not go together with PipeWire")
        script = folder / "pulse.pa"
        script.write_text(
            f"load-module module-native-protocol-unix socket={self._socket} auth-anonymous=1\n"
        )
        server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--disable-shm=yes",
                "--exit-idle-time=-1",
                f"--file={script}",
                "--high-priority=no",
                "--realtime=no",
                "--use-pid-file=no",
            ],
            env={**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
            stderr=subprocess.DEVNULL,
        )
        return [server]

    def _wait_for(self, socket: Path, server: subprocess.Popen[bytes]) -> None:
        give_up_s = self._clock.monotonic_s() + TIMEOUT_S
        pause = threading.Event()
        while not socket.exists():
            assert self._clock.monotonic_s() < give_up_s, f"there is no {socket.name}"
            assert server.poll() is None, "the sound server has ended"
            pause.wait(0.01)


class Recording:
    """What is heard, sample by sample, with the clock's reading of each."""

    def __init__(self, environ: dict[str, str], source: str) -> None:
        """Begin to record."""
        self._clock = SystemClock()
        self._process = subprocess.Popen(
            [
                "parec",
                "--raw",
                "--format=s16le",
                f"--rate={RATE_HZ}",
                "--channels=1",
                "--latency-msec=10",
                f"--device={source}",
            ],
            env={**os.environ, **environ},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        self._change = threading.Condition()
        self._begun_s = float("inf")
        self.samples = array("h")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        """Return the recording once it runs."""
        self.wait(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.kill()
        self._reader.join()
        self._process.communicate()

    def wait(self, seconds: float) -> None:
        """Wait until so much more was recorded."""
        wanted = len(self.samples) + round(seconds * RATE_HZ)
        with self._change:
            enough = self._change.wait_for(lambda: len(self.samples) >= wanted, TIMEOUT_S)
        assert enough, "nothing is recorded"

    def onsets_s(self, *, quiet_s: float = 0.1) -> list[float]:
        """Return the clock's readings when something was heard after silence of ``quiet_s``."""
        return [self._begun_s + first / RATE_HZ for first, _ in self._bursts(quiet_s)]

    def lengths_s(self, *, quiet_s: float = 0.1) -> list[float]:
        """Return how long each of them was heard."""
        return [(last - first) / RATE_HZ for first, last in self._bursts(quiet_s)]

    def loudest(self) -> int:
        """Return the greatest sample."""
        return max(map(abs, self.samples))

    def greatest_step(self) -> int:
        """Return the greatest step from one sample to the next where something begins or ends.

        Clicks are steps. In between a server that is short of time may leave something out.
        """
        around = RATE_HZ // 100
        edges = [edge for burst in self._bursts(quiet_s=0.1) for edge in burst]
        return max(
            abs(after - before)
            for edge in edges
            for before, after in pairwise(self.samples[edge - around : edge + around])
        )

    def _bursts(self, quiet_s: float) -> list[tuple[int, int]]:
        bursts: list[tuple[int, int]] = []
        for index, sample in enumerate(self.samples):
            if abs(sample) <= LOUD:
                continue
            if bursts and index - bursts[-1][1] < quiet_s * RATE_HZ:
                bursts[-1] = (bursts[-1][0], index)
            else:
                bursts.append((index, index))
        return bursts

    def _read(self) -> None:
        assert self._process.stdout is not None
        rest = b""
        while data := os.read(self._process.stdout.fileno(), _CHUNK_BYTES):
            now_s = self._clock.monotonic_s()
            whole = (rest + data)[: (len(rest) + len(data)) // 2 * 2]
            rest = (rest + data)[len(whole) :]
            with self._change:
                self.samples.frombytes(whole)
                # No sample can come before it was heard, so the earliest guess is the best.
                self._begun_s = min(self._begun_s, now_s - len(self.samples) / RATE_HZ)
                self._change.notify_all()
