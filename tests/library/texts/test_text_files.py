"""The shipped texts from the cache equal the YAML files, and are never older."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts.load import (
    load_articles,
    load_diary_texts,
    load_omissions,
    load_relief_texts,
    load_tips,
)
from stretchapp.library.texts.read_texts import (
    read_articles,
    read_diary_texts,
    read_omissions,
    read_relief_texts,
    read_tips,
)
from stretchapp.library.texts.text_files import TextFiles
from tests.library.files import changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Kind(NamedTuple):
    """One kind of texts.

    Attributes:
        read: Reads them from the cache or the YAML.
        load: Loads them from the YAML.
        files: The YAML files, each with words of it.
    """

    read: Callable[[TextFiles], object]
    load: Callable[[Path], object]
    files: dict[str, str]


KINDS = {
    "tips": Kind(read_tips, load_tips, {"tips.yaml": "wool socks"}),
    "diary": Kind(
        read_diary_texts,
        load_diary_texts,
        {
            "doctor.yaml": "title: A long cramp",
            "triggers.yaml": "Stress, nerves, fear",
            "articles.yaml": "title: How to deal with leg cramps",
        },
    ),
    "relief": Kind(
        read_relief_texts,
        load_relief_texts,
        {"relief.yaml": "Try not to panic.", "doctor.yaml": "title: Many muscles at once"},
    ),
    "left out": Kind(read_omissions, load_omissions, {"left-out.yaml": "calls it unhygienic"}),
    "articles": Kind(read_articles, load_articles, {"articles.yaml": "Cramped toes"}),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
every_file = pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in KINDS.values() for name in kind.files]
)


@pytest.fixture
def texts(tmp_path: Path) -> TextFiles:
    """A copy of the shipped texts, and an empty cache."""
    folder = shutil.copytree(shipped_assets() / "texts", tmp_path / "texts")
    return TextFiles(folder, tmp_path / "cache")


@every_kind
def test_the_cache_says_what_the_files_say(texts: TextFiles, kind: Kind) -> None:
    expected = kind.load(texts.folder)

    assert kind.read(texts) == expected
    assert kind.read(texts) == expected
    assert len(list(texts.cache.iterdir())) == 1


def test_a_second_start_does_not_import_the_yaml_reader(texts: TextFiles) -> None:
    for kind in KINDS.values():
        kind.read(texts)
    program = """
import sys
from pathlib import Path
from stretchapp.library.texts import read_texts
from stretchapp.library.texts.text_files import TextFiles
texts = TextFiles(*map(Path, sys.argv[1:]))
names = ("read_tips", "read_diary_texts", "read_relief_texts", "read_omissions", "read_articles")
for read in names:
    if not getattr(read_texts, read)(texts):
        sys.exit(f"{read} returns nothing")
print(*sys.modules)
"""

    done = subprocess.run(
        [sys.executable, "-c", program, *texts], check=True, capture_output=True, text=True
    )

    assert {"yaml", "msgspec", "tempfile"}.isdisjoint(done.stdout.split())


@every_file
def test_a_file_that_has_changed_is_read(texts: TextFiles, kind: Kind, name: str) -> None:
    kind.read(texts)
    path = texts.folder / name
    words = kind.files[name]
    path.write_text(changed(path.read_text("utf-8"), words, f"{words} (edited)"), "utf-8")

    assert "(edited)" in repr(kind.read(texts))


@every_file
def test_a_missing_file_is_a_problem(texts: TextFiles, kind: Kind, name: str) -> None:
    kind.read(texts)
    (texts.folder / name).unlink()

    with pytest.raises(UserError, match="cannot be read"):
        kind.read(texts)
