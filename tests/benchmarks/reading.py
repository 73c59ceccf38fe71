"""Reading of a thousand exercise files: with plain PyYAML, with our loader, and from the cache."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import yaml

from stretchapp.base.paths import shipped_routines
from stretchapp.library.library_files import LibraryFiles
from stretchapp.library.load import load_library
from tests.benchmarks.rows import Candidate, ratio_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.rows import Measured, Row

FILES = 1000
ROUNDS = 5

CANDIDATES = {
    "plain": Candidate(f"{FILES} files, yaml.CSafeLoader"),
    "ours": Candidate("our loader, every check", "plain", 3.0),
    "cached": Candidate("from the cache", "plain"),
}


def reading_rows(folder: Path, rounds: int) -> list[Row]:
    """Return what reading costs; the files are written into ``folder``."""
    return ratio_rows(_reading_s(folder, min(rounds, ROUNDS)), CANDIDATES, "ms", 1000)


def _reading_s(folder: Path, rounds: int) -> Measured:
    files = _write(folder / "routines")
    nothing, cache = folder / "none", folder / "cache"

    def plain() -> None:
        for path in files:
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

    def ours() -> None:
        _expect(len(load_library(folder / "routines").exercises))

    def from_cache() -> None:
        _expect(len(LibraryFiles(folder / "routines", nothing, cache).load().exercises))

    readers: dict[str, Callable[[], None]] = {"plain": plain, "ours": ours, "cached": from_cache}
    times: Measured = {name: [] for name in readers}
    for number in range(rounds + 1):
        for name, read in readers.items():
            gc.collect()
            start_s = time.perf_counter()
            read()
            # The first round warms up.
            if number:
                times[name].append(time.perf_counter() - start_s)
    return times


def _write(folder: Path) -> list[Path]:
    """Write copies of the shipped exercises under new ids."""
    folder.mkdir(parents=True)
    shipped = sorted((shipped_routines() / "exercises").glob("*.yaml"))
    paths: list[Path] = []
    for number in range(FILES):
        source = shipped[number % len(shipped)]
        path = folder / f"{source.stem}-{number}.yaml"
        text = source.read_text("utf-8").replace(f"id: {source.stem}\n", f"id: {path.stem}\n")
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def _expect(count: int) -> None:
    if count != FILES:
        raise RuntimeError(f"{count} of {FILES} exercises were read")
