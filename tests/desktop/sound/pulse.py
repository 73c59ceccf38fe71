"""A private sound server for tests: PulseAudio with an output that is recorded."""

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
"""Louder samples count as sound; converting sample rates leaves a little noise below."""

TIMEOUT_S = 20.0
_CHUNK_BYTES = 960


class Pulse:
    """A private sound server; a context manager.

    Attributes:
        environ: The environment variable that names the server.
    """

    socket_name = "pulse.sock"

    def __init__(self, folder: Path) -> None:
        """Start the server with its files in ``folder``, whose path must be short."""
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
        """Kill the server."""
        for server in reversed(self._servers):
            server.kill()
            server.wait()

    def add_sink(self, name: str = SINK, description: str = SINK_NAME) -> None:
        """Plug in an output."""
        self.control(
            "load-module",
            "module-null-sink",
            f"sink_name={name}",
            f"rate={RATE_HZ}",
            # Without this it plays the first two seconds at once.
            "norewinds=1",
            f"sink_properties=device.description={description}",
        )

    def remove_sinks(self) -> None:
        """Unplug all outputs."""
        self.control("unload-module", "module-null-sink")

    def clients(self) -> list[str]:
        """Return the names of the connected programs."""
        lines = self.control("list", "clients").splitlines()
        names = [line.partition("=")[2] for line in lines if "application.name =" in line]
        return [name.strip(' "') for name in names if "pactl" not in name]

    def has_stream(self) -> bool:
        """Return whether a program has an open stream, of sound or silence."""
        return self.control("list", "short", "sink-inputs").strip() != ""

    def control(self, *command: str) -> str:
        """Run pactl and return its output."""
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
        """Record the output."""
        with Recording(self.environ, f"{SINK}.monitor") as recording:
            yield recording

    @contextmanager
    def stopped(self) -> Generator[None]:
        """Suspend the server."""
        os.kill(self._servers[0].pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._servers[0].pid, signal.SIGCONT)

    def _start(self, folder: Path) -> list[subprocess.Popen[bytes]]:
        """Start the processes; the last one opens the socket."""
        if shutil.which("pulseaudio") is None:
            pytest.skip("needs pulseaudio, which cannot be installed together with PipeWire")
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
        end_s = self._clock.monotonic_s() + TIMEOUT_S
        pause = threading.Event()
        while not socket.exists():
            assert self._clock.monotonic_s() < end_s, f"there is no {socket.name}"
            assert server.poll() is None, "the sound server has ended"
            pause.wait(0.01)


class Recording:
    """Recorded samples, and the time of the first one."""

    def __init__(self, environ: dict[str, str], source: str) -> None:
        """Start to record."""
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
        self._condition = threading.Condition()
        self._start_s = float("inf")
        self.samples = array("h")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        """Return the recording once it has started."""
        self.wait(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop recording."""
        self._process.kill()
        self._reader.join()
        self._process.communicate()

    def wait(self, seconds: float) -> None:
        """Wait until this many more seconds were recorded."""
        count = len(self.samples) + round(seconds * RATE_HZ)
        with self._condition:
            is_enough = self._condition.wait_for(lambda: len(self.samples) >= count, TIMEOUT_S)
        assert is_enough, "nothing is recorded"

    def onsets_s(self, *, quiet_s: float = 0.1) -> list[float]:
        """Return the times at which sound started after a silence of ``quiet_s``."""
        return [self._start_s + first / RATE_HZ for first, _ in self._bursts(quiet_s)]

    def lengths_s(self, *, quiet_s: float = 0.1) -> list[float]:
        """Return the lengths of these sounds."""
        return [(last - first) / RATE_HZ for first, last in self._bursts(quiet_s)]

    def loudest(self) -> int:
        """Return the highest level."""
        return max(map(abs, self.samples))

    def greatest_step(self) -> int:
        """Return the greatest step between two samples at the starts and ends of sounds.

        A click is such a step. In between, a busy server may drop samples.
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
            with self._condition:
                self.samples.frombytes(whole)
                # A sample cannot be read before it was played, so the earliest estimate is best.
                self._start_s = min(self._start_s, now_s - len(self.samples) / RATE_HZ)
                self._condition.notify_all()
