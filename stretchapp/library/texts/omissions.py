"""What the documents say and the app leaves out on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.texts.text_files import TextFiles


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that was left out on purpose, and why."""

    what: str
    why: str
    sources: tuple[str, ...]


def read_omissions(texts: TextFiles) -> tuple[Omission, ...]:
    """Return what was left out.

    Raises:
        UserError: The file is missing or broken.
    """
    return texts.read("left-out", (Omission,), ("left-out.yaml",), _load)


def _load(folder: Path) -> tuple[Omission, ...]:
    # Imported here: with a cache entry nobody needs the YAML reader.
    from stretchapp.library.texts.load import load_omissions

    return load_omissions(folder)
