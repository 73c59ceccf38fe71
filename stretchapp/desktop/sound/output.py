"""The output for sound, opened through miniaudio; it may wait, so it is used in a worker."""

# miniaudio says little of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportPrivateUsage=false

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import miniaudio

from stretchapp.desktop.sound.clip import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator


APP_NAME = "stretchapp"
BLOCK_MS = 30
"""How much is asked for at once. Less wakes the processor more often, more is heard later."""

NO_OUTPUT = "There is no sound on this computer: no sound server answers and no device is free."

_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)


class Output(Protocol):
    """An open output."""

    def close(self) -> None:
        """Stop and release it."""
        ...


def open_output(name: str, read: Callable[[int], bytes]) -> Output:
    """Open an output and let it play.

    Args:
        name: One of ``output_names``; empty for the one that the desktop uses.
        read: Returns as many samples as it is asked for, or nothing for silence. It is called
            in a thread of the output's.

    Raises:
        OSError: It cannot be had; the message is a sentence for people.
    """
    for backend in _backends():
        with suppress(miniaudio.MiniaudioError, UnicodeDecodeError):
            return _MiniaudioOutput(backend, name, read)
    if name:
        raise OSError(f"The sound output '{name}' is not there, or something else uses it.")
    raise OSError(NO_OUTPUT)


def output_names() -> list[str]:
    """Return the outputs that can be chosen."""
    for backend in _backends():
        with suppress(miniaudio.MiniaudioError, UnicodeDecodeError):
            return [device["name"] for device in miniaudio.Devices(backend).get_playbacks()]
    return []


class _MiniaudioOutput:
    """An output of miniaudio's."""

    def __init__(
        self, backend: list[miniaudio.Backend] | None, name: str, read: Callable[[int], bytes]
    ) -> None:
        # Kept, because the id is a piece of their memory.
        self._devices = _devices(backend, name)
        self._device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE_HZ,
            buffersize_msec=BLOCK_MS,
            device_id=_id_of(name, self._devices) if name else None,
            backends=backend,
            app_name=APP_NAME,
        )
        stream = _stream(read)
        next(stream)
        try:
            self._device.start(stream)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def close(self) -> None:
        """Stop and release it."""
        context = self._device._context  # noqa: SLF001 -- its close() leaves the server connected
        self._device.close()
        miniaudio.lib.ma_context_uninit(context)


def _backends() -> Iterator[list[miniaudio.Backend] | None]:
    """Return what to try, one after the other; None lets miniaudio choose."""
    if sys.platform != "linux":
        yield None
        return
    yield [miniaudio.Backend.PULSEAUDIO]
    # Only where no server answers. Nor is JACK tried: it talks on the terminal, and who has it
    # has one of these as well.
    _silence_alsa()
    yield [miniaudio.Backend.ALSA]


def _devices(backend: list[miniaudio.Backend] | None, name: str) -> list[dict[str, Any]]:
    """Return the outputs that there are, each with its id.

    Raises:
        MiniaudioError: There is none. A device that failed later would leave its context behind.
    """
    if backend == [miniaudio.Backend.ALSA] and not name:
        # To list them it would open each of them.
        return []
    found = miniaudio.Devices(backend)
    devices = found.get_playbacks()
    if not devices or found.backend == "Null":
        raise miniaudio.MiniaudioError("there is no output")
    return devices


def _id_of(name: str, devices: list[dict[str, Any]]) -> object:
    for device in devices:
        if device["name"] == name:
            return device["id"]
    raise miniaudio.MiniaudioError("there is no output of this name")


def _stream(read: Callable[[int], bytes]) -> Generator[bytes, int, None]:
    count = yield b""
    while True:
        count = yield read(count)


@_ALSA_HANDLER
def _say_nothing(*_: object) -> None:
    """Take a message of ALSA's."""


def _silence_alsa() -> None:
    """Keep ALSA from writing to the terminal; what it has to say comes back as an error too."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_say_nothing)
