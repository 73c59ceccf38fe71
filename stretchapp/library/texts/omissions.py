"""Advice of the documents that the app leaves out on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.texts.text_files import TextFiles


@dataclass(frozen=True, slots=True)
class Omission:
    """Advice that is left out, and the reason."""

    what: str
    why: str
    sources: tuple[str, ...]


def read_omissions(texts: TextFiles) -> tuple[Omission, ...]:
    """Return the omissions in the order of their file.

    Raises:
        UserError: The file is missing or broken.
    """
    return texts.read("left-out", (Omission,), ("left-out.yaml",), _load)


def _load(folder: Path) -> tuple[Omission, ...]:
    # Imported here: with a cache entry nobody needs the YAML reader.
    from stretchapp.library.texts.load import load_omissions

    return load_omissions(folder)
