"""Compiles the catalogues of translations whenever the app is set up or built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles each catalogue, in the layout of gettext, and puts it into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- as hatchling calls it
        """Compile before anything is packed."""
        compile_catalogues(Path(self.root) / "assets" / "locale")
        build_data["artifacts"].append("/assets/locale/*/LC_MESSAGES/*.mo")


def compile_catalogues(folder: Path) -> None:
    """Compile every catalogue of a folder; texts that are fuzzy stay English.

    Args:
        folder: The folder of catalogues that are called such as ``de.po``.
    """
    for source in folder.glob("*.po"):
        with source.open("rb") as stream:
            catalog = read_po(stream, locale=source.stem)
        compiled = folder / source.stem / "LC_MESSAGES" / "stretchapp.mo"
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with compiled.open("wb") as stream:
            write_mo(stream, catalog)
