"""The titles of the texts to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Mapping

READINGS: Mapping[PageId, str] = {
    PageId.EVENINGS: "Good evenings",
    PageId.DOCTOR: "When to see a doctor",
    PageId.IN_WATER: "A cramp in the water",
    PageId.ARTICLES: "Where this comes from",
    PageId.LEFT_OUT: "What we left out, and why",
}
"""The titles of the texts, in the order in which the help page offers them."""
