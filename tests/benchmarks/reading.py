"""Reading a thousand exercise files: by plain PyYAML, by our loader, and from the cache."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import yaml

from stretchapp.base.paths import shipped_routines
from stretchapp.library.library_files import LibraryFiles
from stretchapp.library.load import load_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.processes import Measured

FILES = 1000


def reading_s(folder: Path, rounds: int) -> Measured:
    """Return the times of each way to read the files, which are put into ``folder``."""
    files = _write(folder / "routines")
    nothing, cache = folder / "none", folder / "cache"

    def plain() -> None:
        for path in files:
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

    def ours() -> None:
        _expect(len(load_library(folder / "routines").exercises))

    def from_cache() -> None:
        _expect(len(LibraryFiles(folder / "routines", nothing, cache).load().exercises))

    ways: dict[str, Callable[[], None]] = {"plain": plain, "ours": ours, "cached": from_cache}
    times: Measured = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, read in ways.items():
            gc.collect()
            start_s = time.perf_counter()
            read()
            # The first round warms up.
            if number:
                times[name].append(time.perf_counter() - start_s)
    return times


def _write(folder: Path) -> list[Path]:
    """Write the shipped exercises again and again under new ids."""
    folder.mkdir(parents=True)
    shipped = sorted((shipped_routines() / "exercises").glob("*.yaml"))
    written: list[Path] = []
    for number in range(FILES):
        source = shipped[number % len(shipped)]
        path = folder / f"{source.stem}-{number}.yaml"
        text = source.read_text("utf-8").replace(f"id: {source.stem}\n", f"id: {path.stem}\n")
        path.write_text(text, "utf-8")
        written.append(path)
    return written


def _expect(count: int) -> None:
    if count != FILES:
        raise RuntimeError(f"{count} of {FILES} exercises were read")
