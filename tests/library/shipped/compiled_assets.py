"""Makes the compiled forms that are shipped: ``python -m tests.library.shipped.compiled_assets``.

They hold what the YAML files of the routines, exercises, relief flows and figures say, the words
of relief and of the diary, and the tips, so that no start has to read YAML. The tests tell when
they are out of date.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.figure.build import load_figure
from stretchapp.figure.compiled import compiled_form
from stretchapp.library.routines.load import load_library
from stretchapp.library.shipped.load import shipped_form
from stretchapp.library.texts.diary import COMPILED_DIARY, DiaryTexts
from stretchapp.library.texts.load import (
    load_doctor_rules,
    load_relief_texts,
    load_tips,
    load_triggers,
)
from stretchapp.library.texts.relief import COMPILED_RELIEF
from stretchapp.library.texts.tips import COMPILED_TIPS, Tips

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.figure.motion import Figure

FOLDER = shipped_assets() / "compiled"
LIBRARY = FOLDER / "library.json"
FIGURES = FOLDER / "figures.json"
RELIEF = FOLDER / "relief.json"
DIARY = FOLDER / "diary.json"
TIPS = FOLDER / "tips.json"


def main() -> None:
    """Write all of them; or none, if something is wrong in the YAML."""
    problems: list[Problem] = []
    contents = {
        LIBRARY: library_form(problems),
        FIGURES: figures_form(problems),
        RELIEF: relief_form(),
        DIARY: diary_form(),
        TIPS: tips_form(),
    }
    if problems:
        sys.exit("\n".join(map(str, problems)))
    FOLDER.mkdir(exist_ok=True)
    for path, content in contents.items():
        path.write_text(content, "utf-8", newline="\n")


def library_form(problems: list[Problem]) -> str:
    """Return the compiled form of the shipped library; what is wrong is added to ``problems``."""
    library = load_library(shipped_routines())
    problems += library.problems
    return shipped_form(shipped_routines(), library)


def figures_form(problems: list[Problem]) -> str:
    """Return the compiled form of the shipped figures; what is wrong is added to ``problems``."""
    figures: dict[Path, Figure] = {}
    for path in sorted((shipped_assets() / "poses").glob("*.yaml")):
        figure = load_figure(path, problems)
        if figure is not None:
            figures[path] = figure
    return compiled_form(figures)


def relief_form() -> str:
    """Return the compiled form of the words of relief."""
    folder = shipped_assets() / "texts"
    return COMPILED_RELIEF.write(folder, load_relief_texts(folder))


def diary_form() -> str:
    """Return the compiled form of what the diary tells."""
    folder = shipped_assets() / "texts"
    return COMPILED_DIARY.write(
        folder, DiaryTexts(load_doctor_rules(folder), load_triggers(folder))
    )


def tips_form() -> str:
    """Return the compiled form of the tips."""
    folder = shipped_assets() / "texts"
    return COMPILED_TIPS.write(folder, Tips(load_tips(folder)))


if __name__ == "__main__":
    main()
