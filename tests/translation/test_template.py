"""The template for translators is that of the present texts, and every text can be filled in."""

from __future__ import annotations

import string
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

from tests.translation.messages import TEMPLATE, extracted

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message


@pytest.fixture(scope="module")
def template() -> Catalog:
    with TEMPLATE.open("rb") as stream:
        return read_po(stream)


def test_the_template_is_up_to_date(template: Catalog) -> None:
    written = BytesIO()
    write_po(written, extracted(), width=0)
    present = read_po(BytesIO(written.getvalue()))

    assert keys(template) == keys(present), "run: make messages"


def test_both_forms_of_a_plural_have_the_same_places(template: Catalog) -> None:
    for message in template:
        if isinstance(message.id, tuple):
            singular, plural = map(places, message.id)
            # One may be said without its number.
            assert plural - {"count"} <= singular <= plural, message.id


def test_contexts_of_the_content_name_a_file(template: Catalog) -> None:
    from_files = [it for it in template if it.locations and it.locations[0][0].endswith(".yaml")]

    assert len(from_files) > 500
    assert all(it.context and it.context.count(":") in (1, 2) for it in from_files)


def keys(catalog: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    return {(it.context, text_of(it)) for it in catalog if it.id}


def text_of(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
