"""The looks: colours, fonts and sizes of every theme, and how they reach Qt.

All text has a contrast of 7:1 or better to what it stands on; a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

ThemeName = Literal["evening", "light", "contrast", "night", "night-lighter"]

BODY_PT = 18.0
RELIEF_PT = 48.0
"""What to do in a cramp is read half asleep from across the bed."""

DESKTOP_PT = 10.0
"""The font size of a desktop that was not told to use a larger one."""

DARKEST = 0.04045
"""Below it a channel's brightness is linear, by the definition of sRGB."""

TARGET_PX = 48
PLAYER_TARGET_PX = 72
WIDE_BUTTON_PX = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one theme, as ``#rrggbb``.

    Attributes:
        background: Of the window.
        surface: Of what lies on it: lists, fields, plain buttons.
        raised: Of what the pointer or the focus is on.
        text: Text that is read first.
        quiet: Text that is read second; as legible, only calmer.
        accent: The button that matters most, the ring, the progress.
        on_accent: Text on the accent.
        line: Outlines of buttons and fields.
        focus: The outline of what has the focus.
        figure: The body of a figure, and its limbs on the near side.
        figure_far: Its limbs on the far side.
        figure_prop: The things around it.
        figure_glow: The muscle that should feel it.
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
"""Relief has two: the second is for eyes that need more light."""


class Appearance:
    """The theme and text size in force, and the fonts that follow from them.

    Attributes:
        name: The name of the theme.
        theme: Its colours.
    """

    def __init__(self, app: QApplication, name: ThemeName, text_size: int) -> None:
        """Start from the desktop's own font.

        Args:
            app: Its font says how large text is on this desktop.
            name: The theme to begin with.
            text_size: In percent.
        """
        self._app = app
        desktop_pt = app.font().pointSizeF()
        # A desktop set to large print makes everything larger; a small one nothing smaller.
        self._desktop_factor = max(1.0, desktop_pt / DESKTOP_PT) if desktop_pt > 0 else 1.0
        self._text_size = text_size
        self.name: ThemeName = name
        self.theme = THEMES[name]

    def apply(self, window: QWidget, name: ThemeName, text_size: int) -> None:
        """Give ``window`` and everything in it the looks of a theme."""
        self.name = name
        self.theme = THEMES[name]
        self._text_size = text_size
        self._app.setFont(self.font())
        self._app.setPalette(palette(self.theme))
        line_px = QFontMetrics(self.font()).height()
        window.setStyleSheet(style_sheet(self.theme, self.px(1), line_px))

    def font(self, factor: float = 1.0, *, bold: bool = False) -> QFont:
        """Return a font of ``factor`` times the size of body text."""
        font = QFont(self._app.font())
        font.setPointSizeF(BODY_PT * self._scale * factor)
        font.setBold(bold)
        return font

    def px(self, length: float) -> int:
        """Return a length in pixels that grows with the text, though less than it."""
        return round(length * (1 + (self._scale - 1) / 2))

    @property
    def _scale(self) -> float:
        return self._desktop_factor * self._text_size / 100


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme, so that no widget is ever painted in other colours."""
    result = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, theme.background),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Button, theme.surface),
        (role.ToolTipBase, theme.surface),
        (role.WindowText, theme.text),
        (role.Text, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.quiet),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.BrightText, theme.text),
        (role.Light, theme.raised),
        (role.Midlight, theme.raised),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
        (role.Shadow, theme.background),
        (role.Accent, theme.accent),
    ):
        result.setColor(name, QColor(colour))
    return result


def style_sheet(theme: Theme, unit_px: int, line_px: int) -> str:
    """Return the style sheet of a theme.

    Args:
        theme: The colours.
        unit_px: The width of a thin line.
        line_px: The height of a line of body text.
    """
    radius = 8 * unit_px
    target_px = max(TARGET_PX, round(line_px * 1.3)) - 2 * unit_px
    player_px = max(PLAYER_TARGET_PX, round(line_px * 1.3)) - 2 * unit_px
    # The line around what has the focus is thicker; the rest gives way, so that nothing moves.
    more_px = 2 * unit_px
    return f"""
    QPushButton, QComboBox, QLineEdit {{
        min-height: {target_px}px;
        padding: 0 {14 * unit_px}px;
        border: {unit_px}px solid {theme.line};
        border-radius: {radius}px;
        background: {theme.surface};
        color: {theme.text};
    }}
    QPushButton:hover, QComboBox:hover {{ background: {theme.raised}; }}
    QPushButton:focus, QComboBox:focus, QLineEdit:focus {{
        border: {unit_px + more_px}px solid {theme.focus};
        min-height: {target_px - 2 * more_px}px;
        padding: 0 {14 * unit_px - more_px}px;
    }}
    QListView:focus {{ border: {unit_px + more_px}px solid {theme.focus}; }}
    QPushButton:pressed {{ background: {theme.accent}; color: {theme.on_accent}; }}
    QPushButton[primary="true"] {{
        background: {theme.accent}; color: {theme.on_accent};
        border: {unit_px}px solid {theme.accent};
    }}
    QPushButton[primary="true"]:focus {{
        border: {unit_px + more_px}px solid {theme.text};
    }}
    QPushButton {{ min-width: {64 * unit_px}px; }}
    QPushButton:focus {{ min-width: {64 * unit_px - 2 * more_px}px; }}
    QPushButton[player="true"] {{
        min-height: {player_px}px; min-width: {PLAYER_TARGET_PX}px;
        padding: 0 {4 * unit_px}px;
    }}
    QPushButton[player="true"]:focus {{
        min-height: {player_px - 2 * more_px}px; min-width: {PLAYER_TARGET_PX - 2 * more_px}px;
        padding: 0 {4 * unit_px - more_px}px;
    }}
    QPushButton[wide="true"] {{ min-width: {WIDE_BUTTON_PX * unit_px}px; }}
    QPushButton[wide="true"]:focus {{ min-width: {WIDE_BUTTON_PX * unit_px - 2 * more_px}px; }}
    QComboBox {{ padding-right: {36 * unit_px}px; }}
    QComboBox:focus {{ padding-right: {36 * unit_px - more_px}px; }}
    QComboBox::drop-down {{ border: none; width: 0; }}
    QLineEdit {{ placeholder-text-color: {theme.quiet}; }}
    QComboBox QAbstractItemView {{
        background: {theme.surface}; color: {theme.text};
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
    }}
    QComboBox QAbstractItemView::item {{
        min-height: {target_px}px; padding: 0 {8 * unit_px}px;
    }}
    QListView {{
        background: transparent; border-radius: {radius}px;
        border: {unit_px + more_px}px solid transparent;
    }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QFrame[card="true"] {{
        background: {theme.surface}; border: {unit_px}px solid {theme.line};
        border-radius: {radius}px;
    }}
    QLabel[quiet="true"] {{ color: {theme.quiet}; }}
    QProgressBar {{
        border: none; border-radius: {4 * unit_px}px; background: {theme.raised};
        min-height: {8 * unit_px}px; max-height: {8 * unit_px}px;
    }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: {4 * unit_px}px; }}
    QScrollBar:vertical {{ width: {18 * unit_px}px; background: transparent; }}
    QScrollBar::handle:vertical {{
        background: {theme.line}; border-radius: {6 * unit_px}px; min-height: {TARGET_PX}px;
        margin: {3 * unit_px}px;
    }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """


def desktop_wants_contrast() -> bool:
    """Return whether the desktop asks for high contrast."""
    # Held by a name: the accessibility hints do not outlive the Python side of their parent.
    style_hints = QGuiApplication.styleHints()
    wish = style_hints.accessibility().contrastPreference()
    return wish == Qt.ContrastPreference.HighContrast


def theme_in_force(chosen: ThemeName) -> ThemeName:
    """Return the theme to use for one that was chosen: the desktop's wish goes first."""
    return "contrast" if desktop_wants_contrast() else chosen


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= DARKEST else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
