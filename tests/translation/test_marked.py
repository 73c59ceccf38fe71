"""No text that people read is left unmarked in the source."""

from __future__ import annotations

import pytest

from stretchapp.base.paths import PACKAGE
from tests.translation.literals import unmarked

NAMES = ("desktop/", "diary/storage/")
"""Where single words are names on a bus or in a database."""

MODULES = [path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py"))]


@pytest.mark.parametrize("module", MODULES)
def test_every_text_of_a_module_is_marked(module: str) -> None:
    source = (PACKAGE / module).read_text("utf-8")

    assert list(unmarked(source, has_names=module.startswith(NAMES))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('show("Take your time")', ["Take your time"]),
        ('show("Hold")', ["Hold"]),
        ('show(f"{count} more nights")', [" more nights"]),
        ('TITLE = "Settings"', ["Settings"]),
        ('WORDS = {"calm": "Calm"}', ["Calm"]),
        ('show(_("Take your time"))', []),
        ('show(_("{count} nights").format(count="Many words here"))', ["Many words here"]),
        ('show(ngettext("{n} long night", "{n} long nights", n))', []),
        ('TITLE = NC_("a page", "Settings")', []),
        ('show(_(f"Take your {name} time"))', ["Take your "]),
        ('show(_("Take time" if slow else "Go now"))', ["Take time", "Go now"]),
        ('show(_(TITLES["home"]))', []),
        ('"""A module of some words."""', []),
        ('x: Literal["Some thing"] = "id"', []),
        ('show("evening-stretch")', []),
        ('run("SELECT name FROM nights WHERE evening = ?")', []),
        ('show("Org.Program")  # not for people: a name on the bus', []),
        ('assert ready, "it must be ready"', []),
    ],
)
def test_a_text_is_found_where_people_could_read_it(source: str, found: list[str]) -> None:
    assert [text for _, text in unmarked(source)] == found
