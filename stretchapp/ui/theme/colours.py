"""The colours of every theme.

All text has a contrast of at least 7:1 to its background; a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["evening", "light", "contrast", "night", "night-lighter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one theme, as ``#rrggbb``.

    Attributes:
        background: The window.
        surface: Lists, fields, cards and plain buttons.
        raised: The widget under the mouse cursor, and the groove of the progress bar.
        text: Primary text.
        quiet: Secondary text, with the same minimum contrast.
        accent: The primary button, the countdown ring, the progress bar.
        on_accent: Text on the accent.
        line: Outlines of buttons and fields.
        focus: The outline of the widget that has the focus.
        figure: The body of a figure, and its limbs on the near side.
        figure_far: The limbs on the far side.
        figure_prop: The wall, the floor, the chair and other props.
        figure_glow: The muscle that should feel the stretch.
    """

    background: str
    surface: str
    raised: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    line: str
    focus: str
    figure: str
    figure_far: str
    figure_prop: str
    figure_glow: str


THEMES: dict[ThemeName, Theme] = {
    "evening": Theme(
        background="#16120f",
        surface="#221c18",
        raised="#33291f",
        text="#f7ecdd",
        quiet="#d3c4b2",
        accent="#ffb454",
        on_accent="#1a1208",
        line="#8c7b69",
        focus="#ffe0b0",
        figure="#e8d9c5",
        figure_far="#958471",
        figure_prop="#5c4d41",
        figure_glow="#ff7020",
    ),
    "light": Theme(
        background="#faf6ef",
        surface="#ffffff",
        raised="#f3e9d8",
        text="#1f1913",
        quiet="#453b31",
        accent="#6e3b00",
        on_accent="#ffffff",
        line="#8a7a68",
        focus="#8a4b00",
        figure="#2f3f55",
        figure_far="#748396",
        figure_prop="#bba98e",
        figure_glow="#d9480f",
    ),
    "contrast": Theme(
        background="#000000",
        surface="#000000",
        raised="#1c1c1c",
        text="#ffffff",
        quiet="#ffffff",
        accent="#ffe100",
        on_accent="#000000",
        line="#ffffff",
        focus="#ffe100",
        figure="#ffffff",
        figure_far="#8c8c8c",
        figure_prop="#5e5e5e",
        figure_glow="#e01010",
    ),
    "night": Theme(
        background="#000000",
        surface="#0d0700",
        raised="#1f1200",
        text="#ffb000",
        quiet="#e59a2e",
        accent="#ffb000",
        on_accent="#000000",
        line="#8f6200",
        focus="#ffd27a",
        figure="#c47f00",
        figure_far="#7f5200",
        figure_prop="#5c3c00",
        figure_glow="#ffe2a6",
    ),
    "night-lighter": Theme(
        background="#1c1206",
        surface="#26190a",
        raised="#3a2812",
        text="#ffd9a0",
        quiet="#f2c588",
        accent="#ffc766",
        on_accent="#1c1206",
        line="#b08a50",
        focus="#ffeccb",
        figure="#d89f4a",
        figure_far="#906a30",
        figure_prop="#75562a",
        figure_glow="#fff3d9",
    ),
}
"""The themes by name. The two night themes are for relief; the lighter one is easier to read."""
