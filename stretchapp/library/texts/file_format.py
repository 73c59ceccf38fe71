"""The format of the shipped texts, as structs. Users do not write files of these kinds."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from stretchapp.base.i18n import N_
from stretchapp.library.routines.file_format import Format, Id, Line, Text
from stretchapp.library.yaml.written import Written

Place = Annotated[
    str,
    Meta(
        pattern=r"^\d{3}:\d{1,4}$",
        extra={"hint": N_('write a document and a line in quotes, such as "003:129"')},
    ),
]
Document = Annotated[
    str, Meta(pattern=r"^\d{3}$", extra={"hint": N_('write three digits in quotes, such as "003"')})
]
RuleId = Annotated[str, Meta(pattern=r"^D\d{1,2}$", extra={"hint": N_("write D and a number")})]


class WrittenTip(Written, frozen=True):
    """One tip."""

    translated: ClassVar[tuple[str, ...]] = ("group", "text")

    id: Id
    group: Line
    text: Text
    sources: list[Place]


class WrittenTips(Written, frozen=True):
    """The file of tips."""

    format: Format
    kind: Literal["tips"]
    tips: list[WrittenTip]


class WrittenQuote(Written, frozen=True):
    """Words of a document."""

    quote: Text
    source: Place


class WrittenRule(Written, frozen=True, kw_only=True):
    """A rule that says when to see a doctor."""

    translated: ClassVar[tuple[str, ...]] = ("title", "text", "advice")

    id: RuleId
    title: Line
    urgent: bool = False
    text: Text
    words: list[WrittenQuote] = msgspec.field(default_factory=list)
    advice: Line | UnsetType = UNSET


class WrittenRules(Written, frozen=True):
    """The file of doctor rules."""

    format: Format
    kind: Literal["doctor-rules"]
    rules: list[WrittenRule]


class WrittenOmission(Written, frozen=True):
    """Advice of the documents that the app leaves out."""

    translated: ClassVar[tuple[str, ...]] = ("what", "why")

    what: Line
    why: Text
    sources: list[Place]


class WrittenOmissions(Written, frozen=True):
    """The file of omissions."""

    format: Format
    kind: Literal["left-out"]
    left_out: list[WrittenOmission]


class WrittenTrigger(Written, frozen=True):
    """Something that may have triggered a cramp."""

    translated: ClassVar[tuple[str, ...]] = ("label",)

    id: Id
    label: Line
    sources: list[Place]


class WrittenTriggers(Written, frozen=True):
    """The file of triggers."""

    format: Format
    kind: Literal["triggers"]
    triggers: list[WrittenTrigger]


class WrittenCard(Written, frozen=True, kw_only=True):
    """One relief card: either a doctor rule, or a title and a text of its own."""

    one_of: ClassVar[tuple[str, ...]] = ("rule", "text")
    goes_with: ClassVar[dict[str, str]] = {
        "text": "title",
        "title": "text",
        "urgent": "text",
        "words": "text",
        "advice": "text",
    }
    translated: ClassVar[tuple[str, ...]] = ("title", "text", "advice")

    id: Id
    rule: RuleId | UnsetType = UNSET
    title: Line | UnsetType = UNSET
    text: Text | UnsetType = UNSET
    urgent: bool = False
    words: list[WrittenQuote] = msgspec.field(default_factory=list)
    advice: Line | UnsetType = UNSET


class WrittenCards(Written, frozen=True):
    """The file of relief cards."""

    format: Format
    kind: Literal["relief-cards"]
    cards: list[WrittenCard]


class WrittenFirstAidStep(Written, frozen=True):
    """One piece of advice, with the article's own words."""

    translated: ClassVar[tuple[str, ...]] = ("text",)

    text: Text
    quote: Text
    source: Place


class WrittenFirstAid(Written, frozen=True, kw_only=True):
    """One passage of an article about what to do in a cramp."""

    translated: ClassVar[tuple[str, ...]] = ("title",)

    title: Line
    ordered: bool = True
    steps: list[WrittenFirstAidStep]


class WrittenArticle(Written, frozen=True):
    """An article that content is taken from."""

    translated: ClassVar[tuple[str, ...]] = ("about", "left_out")

    number: Document
    title: Line
    about: Text
    first_aid: list[WrittenFirstAid]
    left_out: str


class WrittenArticles(Written, frozen=True):
    """The file of articles."""

    format: Format
    kind: Literal["articles"]
    articles: list[WrittenArticle]
