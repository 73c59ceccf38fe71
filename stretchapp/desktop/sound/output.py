"""The sound output of the machine, through miniaudio. Opening it may block, so use a worker."""

# miniaudio ships little type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportPrivateUsage=false

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import miniaudio

from stretchapp.base.i18n import N_, _
from stretchapp.desktop.sound.clip import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator


APP_NAME = "stretchapp"
BLOCK_MS = 30
"""The length of a block of samples; shorter blocks wake the processor more often, longer ones are
heard later."""

NO_OUTPUT = N_("There is no sound on this computer: no sound server answers and no device is free.")

_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)


class Output(Protocol):
    """An open output."""

    def close(self) -> None:
        """Stop playing and release the output."""
        ...


def open_output(name: str, read: Callable[[int], bytes]) -> Output:
    """Open an output and start playing.

    Args:
        name: One of ``output_names``; empty for the default output of the desktop.
        read: Returns as many samples as requested, or nothing for silence. It is called in a
            thread of the output.

    Raises:
        OSError: The output cannot be opened; the message is a sentence for the user.
    """
    for backend in _backends():
        with suppress(miniaudio.MiniaudioError, UnicodeDecodeError):
            return _MiniaudioOutput(backend, name, read)
    if name:
        message = _("The sound output '{name}' is not there, or something else uses it.")
        raise OSError(message.format(name=name))
    raise OSError(_(NO_OUTPUT))


def output_names() -> list[str]:
    """Return the names of the outputs."""
    for backend in _backends():
        with suppress(miniaudio.MiniaudioError, UnicodeDecodeError):
            return [device["name"] for device in miniaudio.Devices(backend).get_playbacks()]
    return []


class _MiniaudioOutput:
    """An open playback device of miniaudio."""

    def __init__(
        self, backend: list[miniaudio.Backend] | None, name: str, read: Callable[[int], bytes]
    ) -> None:
        # Referenced as long as the device: its id is part of their memory.
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
        """Stop playing and release the output."""
        context = self._device._context  # noqa: SLF001 -- its close() leaves the server connected
        self._device.close()
        miniaudio.lib.ma_context_uninit(context)


def _backends() -> Iterator[list[miniaudio.Backend] | None]:
    """Yield the backends to try in order; None lets miniaudio choose."""
    if sys.platform != "linux":
        yield None
        return
    yield [miniaudio.Backend.PULSEAUDIO]
    # Reached only if no server answers. JACK is not tried: it writes to the terminal, and machines
    # with JACK have one of these as well.
    _silence_alsa()
    yield [miniaudio.Backend.ALSA]


def _devices(backend: list[miniaudio.Backend] | None, name: str) -> list[dict[str, Any]]:
    """Return the outputs of a backend.

    Raises:
        MiniaudioError: There is none. Failing later would leak the context of the device.
    """
    if backend == [miniaudio.Backend.ALSA] and not name:
        # ALSA would open every device to list it.
        return []
    devices = miniaudio.Devices(backend)
    playbacks = devices.get_playbacks()
    if not playbacks or devices.backend == "Null":
        raise miniaudio.MiniaudioError
    return playbacks


def _id_of(name: str, devices: list[dict[str, Any]]) -> object:
    for device in devices:
        if device["name"] == name:
            return device["id"]
    raise miniaudio.MiniaudioError


def _stream(read: Callable[[int], bytes]) -> Generator[bytes, int, None]:
    count = yield b""
    while True:
        count = yield read(count)


@_ALSA_HANDLER
def _ignore_alsa_message(*_: object) -> None:
    """Do nothing with a message of ALSA."""


def _silence_alsa() -> None:
    """Keep ALSA from writing to the terminal; its errors are also returned."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_ignore_alsa_message)
