"""The sounds that come with the app; ``python -m tests.assets.sounds`` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stretchapp.base.paths import shipped_assets
from stretchapp.desktop.sound.clip import read_wav

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip

SoundName = Literal["start", "halfway", "end", "change", "count", "finish"]


def shipped_sound(name: SoundName) -> Clip | None:
    """Return a sound, or None if its file is missing or broken."""
    try:
        return read_wav((shipped_assets() / "sounds" / f"{name}.wav").read_bytes())
    except OSError:
        return None
