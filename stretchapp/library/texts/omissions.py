"""Advice of the documents that the app leaves out on purpose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Omission:
    """Advice that is left out, and the reason."""

    what: str
    why: str
    sources: tuple[str, ...]
