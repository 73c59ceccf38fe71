"""Reading the shipped texts: from the cache, or from YAML.

A start needs few of the texts, so each function imports the values of its own texts. The loader of
YAML is imported only if the cache has no entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.texts.articles import Article
    from stretchapp.library.texts.diary import DiaryTexts
    from stretchapp.library.texts.omissions import Omission
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.library.texts.tips import Tip


def read_relief_texts(texts: TextFiles) -> ReliefTexts:
    """Return the texts of relief.

    Raises:
        UserError: A file is missing or broken. This applies to all functions here.
    """
    from stretchapp.library.texts.relief import Quote, ReliefCard, ReliefTexts

    def load(folder: Path) -> ReliefTexts:
        from stretchapp.library.texts.load import load_relief_texts

        return load_relief_texts(folder)

    kinds = (Quote, ReliefCard, ReliefTexts)
    # Some cards show doctor rules.
    return texts.read("relief-texts", kinds, ("relief.yaml", "doctor.yaml"), load)


def read_diary_texts(texts: TextFiles) -> DiaryTexts:
    """Return the doctor rules, the triggers, and the titles of the articles."""
    from stretchapp.library.texts.diary import DiaryTexts, DoctorRule, Trigger
    from stretchapp.library.texts.relief import Quote

    def load(folder: Path) -> DiaryTexts:
        from stretchapp.library.texts.load import load_diary_texts

        return load_diary_texts(folder)

    kinds = (DiaryTexts, DoctorRule, Quote, Trigger)
    files = ("doctor.yaml", "triggers.yaml", "articles.yaml")
    return texts.read("diary-texts", kinds, files, load)


def read_tips(texts: TextFiles) -> tuple[Tip, ...]:
    """Return the tips in the order of their file."""
    from stretchapp.library.texts.tips import Tip

    def load(folder: Path) -> tuple[Tip, ...]:
        from stretchapp.library.texts.load import load_tips

        return load_tips(folder)

    return texts.read("tips", (Tip,), ("tips.yaml",), load)


def read_omissions(texts: TextFiles) -> tuple[Omission, ...]:
    """Return the omissions in the order of their file."""
    from stretchapp.library.texts.omissions import Omission

    def load(folder: Path) -> tuple[Omission, ...]:
        from stretchapp.library.texts.load import load_omissions

        return load_omissions(folder)

    return texts.read("left-out", (Omission,), ("left-out.yaml",), load)


def read_articles(texts: TextFiles) -> tuple[Article, ...]:
    """Return the articles in the order of their numbers."""
    from stretchapp.library.texts.articles import Article, FirstAid, FirstAidStep
    from stretchapp.library.texts.relief import Quote

    def load(folder: Path) -> tuple[Article, ...]:
        from stretchapp.library.texts.load import load_articles

        return load_articles(folder)

    kinds = (Article, FirstAid, FirstAidStep, Quote)
    return texts.read("articles", kinds, ("articles.yaml",), load)
