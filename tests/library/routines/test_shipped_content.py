"""The shipped content says exactly what the source documents and their catalogue say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.library.json_schema import WRITTEN_KINDS
from stretchapp.library.load import load_library
from stretchapp.library.routines.models import (
    Continuous,
    Exercise,
    ExerciseStep,
    Hold,
    Phases,
    Repetitions,
    Routine,
    WaitStep,
    step_length_s,
    work_length_s,
)
from stretchapp.library.routines.postures import stands
from stretchapp.library.routines.rubbing import is_firm, rubbing_in
from stretchapp.library.routines.single_exercise import routine_of
from stretchapp.library.routines.transitions import hasty_steps
from stretchapp.library.texts.load import load_articles, load_doctor_rules, relief_cards
from stretchapp.library.yaml.durations import format_duration
from stretchapp.session.timeline import plan, sentence_times
from tests.library.files import relief_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.library.models import Library
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import At, Timing

DATA = Path(__file__).parents[2] / "data"
TEXTS = shipped_assets() / "texts"
CHANGE_SIDES_S = 5.0
GET_READY_S = 10.0
TRIAL = "trial-nightly"

CATEGORIES = (
    "stretch",
    "relief",
    "mobility",
    "strength",
    "firm-massage",
    "massage",
    "morning",
    "warmth",
    "acupressure",
    "aftercare",
    "in-water",
)

NOT_STANDING = frozenset({"sitting", "lying", "in-bed", "any"})

SWOLLEN_LEG = "a leg that is swollen, warm, red or darker than the other"
"""The signs of a clot in the words that stand with everything that rubs or presses."""

LEFT_OUT = (
    r"needles?|pins?|prick\w*|ointments?|creams?|tinctures?|decoctions?|infusions?|mustard|honey"
    r"|vodka|alcohol|vinegar|lemon|turpentine|glycerin|herbs?|herbal|epsom|remed(?:y|ies)|pills?"
    r"|drugs?|medicines?|medication|supplements?|vitamins?|magnesium|potassium|calcium"
    r"|mydocalm|baclofen|asparkam|finalgon|baneocin|apisatron|menovazin|heparin"
)
"""Words for remedies that the documents recommend and the app must never name."""

CLAIMS = (
    r"prevents?|preventing|cures?|cured|heals?|healing|treats?|treatment|therapy|therapeutic"
    r"|relieves?|gets? rid|eliminates?|effective|proven|guarantees?|always helps?|will help"
    r"|harmless|safe|diagnos\w*|disease|patients?"
)
"""Words that promise an effect or give a diagnosis."""

REFERENCES = r"\d{3}:\d+|\[chosen\]"
"""Marks for authors, which users must not see."""


def _table(heading: str) -> list[dict[str, str]]:
    """Return the rows of the table below ``heading``, as dictionaries by column name."""
    text = (DATA / "catalogue-index.md").read_text("utf-8")
    section = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    lines = re.split(r"^#", section, flags=re.MULTILINE)[0].splitlines()
    rows = [_cells(line) for line in lines if line.startswith("|")]
    return [dict(zip(rows[0], cells, strict=True)) for cells in rows[2:]]


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("*") for cell in line.strip("|").split("|")]


ROUTINES = {row["id"]: row for row in _table("Routines")}
FILES = [
    *sorted((shipped_routines() / "exercises").iterdir()),
    *sorted((shipped_routines() / "flows").iterdir()),
    *(shipped_routines() / f"{name}.yaml" for name in (*ROUTINES, TRIAL)),
]


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library, loaded from YAML."""
    return load_library(shipped_routines())


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quote that was checked word for word against its document."""

    document: str
    line: int
    quote: str


def test_every_shipped_file_loads_without_a_problem(library: Library) -> None:
    assert library.problems == ()
    assert len(library.exercises) == 64
    assert len(library.routines) == 13
    assert len(library.flows) == 5


def test_every_file_is_named_after_what_it_describes(library: Library) -> None:
    items = _items(library)
    assert {Path(item.path) for item in items} == set(FILES)
    assert [item.id for item in items if item.id != Path(item.path).stem] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_keys_stand_in_the_order_in_which_the_format_describes_them(path: Path) -> None:
    written = msgspec.yaml.decode(path.read_bytes(), type=dict[str, object])
    order = WRITTEN_KINDS[str(written["kind"])].__struct_fields__
    assert list(written) == [key for key in order if key in written]


# The exercises, column by column.


def test_the_shipped_exercises_are_those_of_the_index(library: Library) -> None:
    assert set(library.exercises) == set(_column("name"))


def test_names_are_those_of_the_index(library: Library) -> None:
    names = {name: _with_hyphens(exercise.name) for name, exercise in library.exercises.items()}
    assert names == _column("name")


def test_categories_are_the_kinds_of_the_index(library: Library) -> None:
    categories = {name: exercise.category for name, exercise in library.exercises.items()}
    assert categories == {name: _categories(kind) for name, kind in _column("kind").items()}


def test_timings_are_those_of_the_index(library: Library) -> None:
    timings = {name: _described(exercise.timing) for name, exercise in library.exercises.items()}
    assert timings == {
        name: _without_names_of_phases(timing)
        for name, timing in _column("timing (default)").items()
    }


def test_timings_name_their_source_as_the_index_does(library: Library) -> None:
    sources = {name: exercise.timing_source for name, exercise in library.exercises.items()}
    assert sources == {
        name: _timing_source(source) for name, source in _column("timing source").items()
    }


def test_every_timing_is_explained(library: Library) -> None:
    assert [e.id for e in library.exercises.values() if e.timing and not e.timing_note] == []


def test_sides_are_those_of_the_index(library: Library) -> None:
    sides = {name: exercise.sides for name, exercise in library.exercises.items()}
    assert sides == _column("sides")


def test_the_work_of_every_exercise_is_that_of_the_index_to_the_second(library: Library) -> None:
    work = {name: _work(exercise) for name, exercise in library.exercises.items()}
    assert work == _column("work")


@pytest.mark.parametrize("tag", ["body", "position", "equipment"])
def test_tags_are_those_of_the_catalogue(library: Library, tag: str) -> None:
    tags = {name: ", ".join(getattr(exercise, tag)) for name, exercise in library.exercises.items()}
    assert tags == _column(tag, "Tags")


def test_what_runs_as_timed_steps_is_guided_and_the_rest_is_a_card(library: Library) -> None:
    guided = {
        name: "yes" if exercise.guided else "no" for name, exercise in library.exercises.items()
    }
    assert guided == _column("guided", "Tags")
    assert list(guided.values()).count("yes") == 57


# The routines.


def test_the_shipped_routines_are_those_of_the_table_of_totals(library: Library) -> None:
    assert set(library.routines) == {*ROUTINES, TRIAL}


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_has_the_title_and_totals_of_its_row(library: Library, name: str) -> None:
    routine = library.routines[name]
    steps = _exercise_steps(routine)
    get_ready_s = sum(step.get_ready_s for step in steps)
    assert {
        "id": name,
        "title": _with_hyphens(routine.title),
        "steps": str(len(routine.steps)),
        "work": _length(routine.total_s - get_ready_s),
        "get-ready": f"{get_ready_s:g} s",
        "total": _length(routine.total_s),
    } == ROUTINES[name]


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_has_the_steps_of_its_table(library: Library, name: str) -> None:
    routine = library.routines[name]
    steps = _exercise_steps(routine)
    assert [
        {
            "step": str(number),
            "exercise id": step.exercise.id,
            "timing": _described(step.timing),
            "sides": step.sides,
            "seconds": f"{step_length_s(step, routine.change_sides_s) - step.get_ready_s:g}",
        }
        for number, step in enumerate(steps, start=1)
    ] == [{**row, "timing": _without_names_of_phases(row["timing"])} for row in _table(name)]


def test_only_relief_starts_at_once(library: Library) -> None:
    for routine in library.routines.values():
        is_relief = routine.when == "cramp"
        # What is said before a step of relief has its own time, where one has to stand up first.
        usual_s = {step.get_ready_s for step in _exercise_steps(routine)} - {GET_READY_S}
        assert min(usual_s, default=GET_READY_S) >= (0 if is_relief else GET_READY_S), routine.id
        assert (0 in usual_s) == is_relief, routine.id


def test_there_is_always_time_to_lie_down_and_to_change_legs(library: Library) -> None:
    for routine in library.routines.values():
        assert hasty_steps(routine) == (), routine.id
        assert routine.change_sides_s >= CHANGE_SIDES_S, routine.id


def test_no_routine_works_on_an_affected_leg_except_in_relief(library: Library) -> None:
    for routine in library.routines.values():
        sides = {step.sides for step in _exercise_steps(routine)}
        assert ("affected" in sides) == (routine.when == "cramp"), routine.id


def test_cards_and_hopping_are_in_no_routine(library: Library) -> None:
    used = {e.id for routine in library.routines.values() for e in routine.exercises}
    cards = {e.id for e in library.exercises.values() if not e.guided}
    assert used & (cards | {"one-leg-hop"}) == set()


# The sources.


def test_every_quote_was_checked_against_its_document(library: Library) -> None:
    quotes = msgspec.yaml.decode((DATA / "quotes.yaml").read_bytes(), type=list[Quote])
    checked = {(quote.document, quote.line, quote.quote) for quote in quotes}
    shipped = {
        (source.document, source.line, source.quote)
        for item in _items(library)
        for source in item.sources
        if item.id != TRIAL
    }
    assert shipped | _quotes_of_texts() == checked


def test_the_trial_s_nightly_stretch_follows_what_is_known_of_it(library: Library) -> None:
    routine = library.routines[TRIAL]
    holds = [segment for segment in plan(routine) if segment.kind == "hold"]
    assert [hold.length_s for hold in holds] == [10.0] * 12
    assert [hold.side for hold in holds] == ["left", "right"] * 6
    assert {tag for exercise in routine.exercises for tag in exercise.body} == {"calf", "hamstring"}
    # The trial's three minutes do not count the time to get ready.
    assert routine.total_s - _exercise_steps(routine)[0].get_ready_s == 180
    assert "may help" in routine.purpose
    assert "Not known" in routine.note
    assert [source.document for source in routine.sources] == [
        "Journal of Physiotherapy 2012;58:17-22"
    ]


def test_steadier_exercises_are_there_and_are_done_sitting_or_lying(library: Library) -> None:
    for exercise in library.exercises.values():
        for instead in _instead_of(exercise, library):
            assert instead.timing is not None
            assert NOT_STANDING.intersection(instead.position), exercise.id
            assert instead.stance is None, exercise.id


def test_every_standing_exercise_of_a_routine_has_another_one_for_poor_balance(
    library: Library,
) -> None:
    exercises = {e for routine in library.routines.values() for e in routine.exercises}
    standing = {e for e in exercises if not NOT_STANDING.intersection(e.position)}
    assert [e.id for e in standing if not _instead_of(e, library)] == []


def test_no_two_exercises_of_a_routine_have_the_same_one_for_poor_balance(
    library: Library,
) -> None:
    for routine in library.routines.values():
        instead = [e.steadier for e in routine.exercises if e.steadier]
        assert len(instead) == len(set(instead)), routine.id


def test_everything_shipped_names_its_source(library: Library) -> None:
    items = _items(library)
    assert [item.id for item in items if not item.sources] == []


# The wording.


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_that_was_left_out_is_named_anywhere(path: Path) -> None:
    assert _found(LEFT_OUT, path.read_text("utf-8")) == []


def test_nothing_that_people_read_promises_an_effect(library: Library) -> None:
    for text in _texts(library):
        assert _found(CLAIMS, text) == [], text


def test_nothing_that_people_read_holds_marks_for_authors(library: Library) -> None:
    for text in _texts(library):
        assert re.findall(REFERENCES, text) == [], text


SAYS_HOLD = re.compile(r"(?<!take )\bhold\b(?! (?:of|on|an?)\b)|\bstay\b", re.IGNORECASE)
"""Finds words for staying in a position; to take hold of a foot is a movement."""

SAYS_HOLD_ON = re.compile(r"hold on|hold a |holding |hands on it|palms on the wall", re.IGNORECASE)


def test_what_instructions_say_themselves_is_what_their_words_say(library: Library) -> None:
    for exercise in library.exercises.values():
        sentences = {
            at: " ".join(it.text for it in exercise.steps if it.at == at)
            for at in ("ready", "work")
        }
        routine = routine_of(exercise)
        holds = [] if routine is None else [it for it in plan(routine) if it.kind == "hold"]
        says_hold = holds and SAYS_HOLD.search(" ".join(holds[0].sentences))
        assert ("hold" in exercise.says) == bool(says_hold), exercise.id
        if stands(exercise):
            says_hold_on = SAYS_HOLD_ON.search(" ".join(sentences.values()))
            assert ("hold-on" in exercise.says) == bool(says_hold_on), exercise.id


def test_waits_offer_the_floor_to_lie_down_on_as_their_words_do(library: Library) -> None:
    steps = (step for routine in library.routines.values() for step in routine.steps)
    waits = [step for step in steps if isinstance(step, WaitStep)]

    assert [it for it in waits if it.floor] == [it for it in waits if "floor" in it.text]


def test_rubbing_is_not_for_varicose_veins(library: Library) -> None:
    assert [e.id for e in _rubbing(library) if "varicose veins" not in e.safety] == []


def test_the_warning_of_a_swollen_leg_stands_with_everything_that_rubs(library: Library) -> None:
    for exercise in _rubbing(library):
        # What only stands under the heading of safety is not heard while one does it.
        at: set[At] = {"ready"} if exercise.guided else {"ready", "work"}
        said = [step.text for step in exercise.steps if step.at in at]
        assert any(SWOLLEN_LEG in text for text in said), exercise.id
        assert SWOLLEN_LEG in exercise.safety, exercise.id


def test_firm_pressure_is_not_for_anyone_who_bruises_easily(library: Library) -> None:
    for exercise in library.exercises.values():
        if is_firm(exercise):
            assert "blood thinners" in exercise.safety, exercise.id
            assert any("bruises" in step.text for step in exercise.steps), exercise.id


def test_every_timing_that_a_document_does_not_give_is_said_to_be_chosen(library: Library) -> None:
    for exercise in library.exercises.values():
        if exercise.timing and exercise.timing_source != "document":
            assert "chosen" in exercise.timing_note, exercise.id


def test_everything_says_why_it_is_so(library: Library) -> None:
    items = (*library.exercises.values(), *library.routines.values())
    assert [item.id for item in items if not item.note] == []


def test_every_exercise_of_a_routine_says_how_to_breathe(library: Library) -> None:
    exercises = {e for routine in library.routines.values() for e in routine.exercises}
    assert [e.id for e in exercises if not e.breathing] == []


def test_sentences_are_short_and_end_with_a_full_stop(library: Library) -> None:
    for exercise in library.exercises.values():
        for sentence in _sentences(exercise):
            assert len(sentence.split()) <= 20, sentence
            assert sentence.endswith("."), sentence


def test_getting_ready_is_at_most_two_sentences(library: Library) -> None:
    for exercise in library.exercises.values():
        assert [step.at for step in exercise.steps].count("ready") <= 2, exercise.id


def test_what_is_done_on_one_leg_after_the_other_says_how_to_change_legs(library: Library) -> None:
    changing = {exercise for exercise in library.exercises.values() if exercise.sides == "each"}
    for routine in library.routines.values():
        for step in _exercise_steps(routine):
            if step.sides in {"each", "alternate"}:
                changing |= {step.exercise, *_instead_of(step.exercise, library)}
    assert [e.id for e in changing if not _says(e, "change")] == []


def test_what_both_legs_do_at_once_has_no_word_about_changing(library: Library) -> None:
    both = (exercise for exercise in library.exercises.values() if exercise.sides == "both")
    assert [exercise.id for exercise in both if _says(exercise, "change")] == []


def test_no_sentence_of_a_shipped_routine_is_cut_off_for_want_of_time(library: Library) -> None:
    for routine in library.routines.values():
        for segment in plan(routine):
            assert len(sentence_times(segment)) == len(segment.sentences), segment


def _quotes_of_texts() -> set[tuple[str, int, str]]:
    """Return the quotes of the relief cards, of the doctor rules and of the articles' first aid."""
    quotes = {quote for card in relief_cards(TEXTS).values() for quote in card.words}
    quotes |= {quote for rule in load_doctor_rules(TEXTS) for quote in rule.quotes}
    first_aid = (it for article in load_articles(TEXTS) for it in article.first_aid)
    quotes |= {step.quote for passage in first_aid for step in passage.steps}
    places = {quote: quote.source.partition(":") for quote in quotes}
    return {(place[0], int(place[2]), quote.words) for quote, place in places.items()}


def _items(library: Library) -> tuple[Exercise | Routine | ReliefFlow, ...]:
    groups = (library.exercises, library.routines, library.flows)
    return tuple(item for group in groups for item in group.values())


def _texts(library: Library) -> Iterator[str]:
    """Yield every text of the app's own, without the quotes."""
    for exercise in library.exercises.values():
        yield from (exercise.name, *_sentences(exercise))
        yield from (exercise.timing_note, exercise.breathing, exercise.safety, exercise.note)
    for routine in library.routines.values():
        yield from (routine.title, routine.purpose, routine.note)
    for flow in library.flows.values():
        yield flow.title
        yield from (line for step in relief_steps(flow) for line in step.say)


def _rubbing(library: Library) -> list[Exercise]:
    return [exercise for exercise in library.exercises.values() if rubbing_in(exercise)]


def _says(exercise: Exercise, at: At) -> bool:
    return any(step.at == at for step in exercise.steps)


def _instead_of(exercise: Exercise, library: Library) -> list[Exercise]:
    """Return what is done instead of an exercise, sitting or lying, if there is something."""
    return [library.exercises[exercise.steadier]] if exercise.steadier else []


def _sentences(exercise: Exercise) -> Iterator[str]:
    yield from (step.text for step in exercise.steps)
    if isinstance(exercise.timing, Phases):
        yield from (phase.text for phase in exercise.timing.phases)


def _found(words: str, text: str) -> list[str]:
    return re.findall(rf"\b(?:{words})\b", text, re.IGNORECASE)


def _exercise_steps(routine: Routine) -> list[ExerciseStep]:
    return [step for step in routine.steps if isinstance(step, ExerciseStep)]


# The form of the tables.


def _column(name: str, heading: str = "Exercises") -> dict[str, str]:
    return {row["id"]: row[name] for row in _table(heading)}


def _with_hyphens(name: str) -> str:
    return name.replace("–", "-")


def _categories(kind: str) -> tuple[str, ...]:
    return tuple(re.findall("|".join(CATEGORIES), kind))


def _timing_source(source: str) -> str:
    if source.startswith("document"):
        return "document"
    return "partly" if "document" in source else "chosen"


def _described(timing: Timing | None) -> str:
    """Return a timing in the form of the tables, without the names of phases."""
    match timing:
        case None:
            return "no timer"
        case Hold(hold_s, 1, _):
            return f"hold {hold_s:g} s"
        case Hold(hold_s, times, rest_s):
            return f"hold {hold_s:g} s x {times}, {rest_s:g} s rest between"
        case Repetitions(count, each_s):
            return f"{count} reps, {each_s:g} s each"
        case Continuous(length_s):
            return f"{length_s:g} s continuous"
        case Phases(phases):
            return " + ".join(f"{phase.length_s:g} s" for phase in phases)


def _without_names_of_phases(timing: str) -> str:
    return " + ".join(re.findall(r"\d+ s", timing)) if "+" in timing else timing


def _work(exercise: Exercise) -> str:
    if exercise.timing is None:
        return "-"
    once_s = work_length_s(exercise.timing)
    return format_duration(2 * once_s + CHANGE_SIDES_S if exercise.sides == "each" else once_s)


def _length(length_s: float) -> str:
    return f"{format_duration(length_s)} ({length_s:g} s)"
