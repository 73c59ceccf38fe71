"""The titles of the texts to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_
from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Mapping

READINGS: Mapping[PageId, str] = {
    PageId.EVENINGS: N_("Evening tips"),
    PageId.DOCTOR: N_("When to see a doctor"),
    PageId.IN_WATER: N_("A cramp in the water"),
    PageId.ARTICLES: N_("Where this comes from"),
    PageId.LEFT_OUT: N_("What we leave out, and why"),
}
"""The titles of the texts, marked for translation, in the order of the help page."""
