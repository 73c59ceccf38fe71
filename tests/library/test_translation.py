"""The shipped content in another language: the same exercises, routines and flows, in its words."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, cast, get_args, get_origin

import msgspec
import pytest

from stretchapp.base.i18n import ENGLISH, use_language
from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.base.settings import Settings
from stretchapp.library.json_schema import WRITTEN_KINDS
from stretchapp.library.library_files import LibraryFiles
from stretchapp.library.load import load_library
from stretchapp.library.relief.built_in import FIRST_LINE, built_in_flow
from stretchapp.library.routines.fit_to_person import fit_routine
from stretchapp.library.texts import file_format as text_format
from stretchapp.library.texts.built_in import built_in_texts
from stretchapp.library.texts.load import load_relief_texts, load_tips
from stretchapp.library.texts.read_texts import read_tips
from stretchapp.library.texts.text_files import TextFiles
from stretchapp.library.translation import translate_file
from stretchapp.library.yaml.written import Written
from stretchapp.session.cue_words import needs_hold
from stretchapp.session.timeline import plan
from tests.library.files import EXERCISE, exercise, write
from tests.translation.pseudo import LANGUAGE, pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.library.models import Library

TEXTS = shipped_assets() / "texts"

IN_THE_WORDS_OF_DOCUMENTS = {"quote", "document"}
TITLES_OF_ARTICLES = {("WrittenArticle", "title")}


class Inner(Written, frozen=True):
    """A group of keys."""

    translated = ("text",)

    text: str
    quote: str = "the words of a document"


class Outer(Written, frozen=True):
    """A file with every form of text."""

    translated = ("title", "lines", "either")

    kind: str
    id: str
    title: str
    lines: list[str]
    either: list[str | Inner]
    group: Inner
    number: int = 1


OUTER = Outer("fruit", "pear", "Pear", ["Green", "Ripe"], ["Cut", Inner("Eat")], Inner("Juice"))


def groups() -> Iterator[type[Written]]:
    """Yield every struct of the shipped files."""
    waiting: list[object] = [*WRITTEN_KINDS.values(), *vars(text_format).values()]
    seen: set[object] = {Written}
    while waiting:
        group = waiting.pop()
        if isinstance(group, type) and issubclass(group, Written) and group not in seen:
            seen.add(group)
            yield group
            for field in msgspec.structs.fields(group):
                waiting += parts(field.type)


def parts(kind: object) -> Iterator[object]:
    """Yield a type and the types that it consists of."""
    yield kind
    for part in get_args(kind):
        yield from parts(part)


def is_text(kind: object) -> bool:
    """Return whether a type is that of lines and sentences, and not of ids and lengths."""
    if get_origin(kind) is Annotated:
        base, *metas = get_args(kind)
        limits = [it.max_length for it in metas if isinstance(it, msgspec.Meta) and it.max_length]
        return base is str and any(limit > LONGEST_ID for limit in limits)
    return False


LONGEST_ID = 64


def strings(value: object) -> Iterator[str]:
    """Yield the texts inside a loaded value, in their order."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from strings(item)
    elif isinstance(value, dict):
        for item in cast("dict[str, object]", value).values():
            yield from strings(item)


def same_but_for_words(english: object, other: object) -> bool:
    """Return whether two values differ only in texts that were translated."""
    pairs = zip(strings(english), strings(other), strict=True)
    return all(text in (word, pseudo(word)) for word, text in pairs)


def test_texts_of_every_form_are_translated_and_nothing_else() -> None:
    assert translate_file(OUTER, lambda _, text: text.upper()) == Outer(
        "fruit", "pear", "PEAR", ["GREEN", "RIPE"], ["CUT", Inner("EAT")], Inner("JUICE")
    )


def test_the_context_of_a_text_is_its_file_and_its_keys() -> None:
    contexts: dict[str, str] = {}

    translate_file(OUTER, lambda context, text: contexts.setdefault(text, context))

    assert contexts == {
        "Pear": "fruit:pear:title",
        "Green": "fruit:pear:lines",
        "Ripe": "fruit:pear:lines",
        "Cut": "fruit:pear:either",
        "Eat": "fruit:pear:either.text",
        "Juice": "fruit:pear:group.text",
    }


@pytest.mark.parametrize("group", list(groups()), ids=lambda group: group.__name__)
def test_every_text_of_the_format_is_translated_but_quotes(group: type[Written]) -> None:
    texts = {
        field.encode_name
        for field in msgspec.structs.fields(group)
        if any(is_text(part) for part in parts(field.type))
        and (group.__name__, field.name) not in TITLES_OF_ARTICLES
    }

    assert set(group.translated) >= texts - IN_THE_WORDS_OF_DOCUMENTS
    assert not set(group.translated) & IN_THE_WORDS_OF_DOCUMENTS
    assert set(group.translated) <= set(group.__struct_fields__)


def test_in_another_language_the_library_differs_in_its_words_only(
    library: Library, pseudo_library: Library
) -> None:
    other = pseudo_library

    assert not other.problems
    assert same_but_for_words(library, other)
    for id_, exercise_ in library.exercises.items():
        assert other.exercises[id_].name == pseudo(exercise_.name)
    for id_, routine in library.routines.items():
        assert other.routines[id_].title == pseudo(routine.title)
    for id_, flow in library.flows.items():
        assert other.flows[id_].title == pseudo(flow.title)


def test_files_of_a_user_are_shown_as_written(tmp_path: Path, pseudo_language: Path) -> None:
    write(tmp_path, toe_rises=exercise("toe-rises"))

    library = load_library(shipped_routines(), tmp_path)

    own = re.search(r"^name: (.*)$", EXERCISE, re.MULTILINE)
    assert own is not None
    assert library.exercises["toe-rises"].name == own[1]


def test_what_needs_no_file_is_translated_as_the_files_are(pseudo_library: Library) -> None:
    flow = pseudo_library.flows["calf"]
    built_in = built_in_flow()

    said = flow.stage(flow.first).steps[0].say
    assert built_in.stage(built_in.first).steps[0].say == said == (pseudo(FIRST_LINE),)
    assert built_in.title == flow.title
    # The quotes of the documents are not built in.
    shipped = set(strings(load_relief_texts(TEXTS)))
    assert shipped >= set(strings(built_in_texts()))


def test_the_library_follows_the_language_while_the_app_runs(
    tmp_path: Path, pseudo_catalogue: Path
) -> None:
    files = LibraryFiles(shipped_routines(), tmp_path / "none", tmp_path / "cache")
    english = files.load()
    try:
        use_language(pseudo_catalogue, [LANGUAGE])
        assert not files.is_current()
        other = files.load()
    finally:
        use_language(pseudo_catalogue, [ENGLISH])

    assert english != other
    assert same_but_for_words(english, other)
    assert files.load() == english


def test_cached_texts_are_not_those_of_another_language(
    tmp_path: Path, pseudo_catalogue: Path
) -> None:
    texts = TextFiles(TEXTS, tmp_path)
    english = read_tips(texts)
    try:
        use_language(pseudo_catalogue, [LANGUAGE])
        other = read_tips(texts)
        assert other == load_tips(TEXTS) != english
    finally:
        use_language(pseudo_catalogue, [ENGLISH])

    assert read_tips(texts) == english


PROFILES = (
    Settings(),
    Settings(unsteady=True, no_floor=True),
    Settings(varicose_veins=True, numb_feet=True),
    Settings(blood_thinners=True, flat_feet=True),
)


@pytest.mark.parametrize("sit", [False, True])
@pytest.mark.parametrize("profile", PROFILES)
def test_plans_for_a_person_are_the_same_in_every_language(
    library: Library,
    library_in_pseudo: Library,
    pseudo_catalogue: Path,
    profile: Settings,
    *,
    sit: bool,
) -> None:
    english = plans(library, profile, sit=sit)
    use_language(pseudo_catalogue, [LANGUAGE])
    try:
        other = plans(library_in_pseudo, profile, sit=sit)
    finally:
        use_language(pseudo_catalogue, [ENGLISH])

    assert english == other


def plans(library: Library, profile: Settings, *, sit: bool) -> list[tuple[object, ...]]:
    """Return everything about the fitted routines but their words."""
    found: list[tuple[object, ...]] = []
    for routine in library.routines.values():
        fit = fit_routine(routine, profile, library.exercises, sit=sit)
        segments = plan(fit.routine, 30) if fit.routine.steps else ()
        kinds = [change.kind for change in fit.changes]
        found.append((routine.id, kinds, fit.rules, len(fit.advice), fit.can_sit))
        found += [
            (
                it.kind,
                it.exercise,
                it.side,
                it.start_s,
                it.length_s,
                len(it.sentences),
                needs_hold(it),
            )
            for it in segments
        ]
    return found
