"""The style sheet and the palette that bring a theme's colours to Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from stretchapp.ui.theme.colours import Theme

TARGET_PX = 48
"""The smallest height of a button or field, in pixels."""

PLAYER_TARGET_PX = 72
"""The same in the player, whose buttons are pressed from a distance."""

WIDE_BUTTON_PX = 120
"""The smallest width of a button in the row below a page, in pixels at 100 %."""


def palette(theme: Theme) -> QPalette:
    """Return a palette with every role set, so that no widget uses colours of another theme."""
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
    # The outline of the focused widget is thicker; its padding shrinks, so that nothing moves.
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
    QPushButton:disabled {{
        background: {theme.surface}; color: {theme.quiet};
        border: {unit_px}px dashed {theme.line};
    }}
    QPushButton {{ min-width: {64 * unit_px}px; }}
    QPushButton:focus {{ min-width: {64 * unit_px - 2 * more_px}px; }}
    QPushButton[player="true"] {{
        min-height: {player_px}px; min-width: {PLAYER_TARGET_PX}px;
        padding: 0 {7 * unit_px}px;
    }}
    QPushButton[player="true"]:focus {{
        min-height: {player_px - 2 * more_px}px; min-width: {PLAYER_TARGET_PX - 2 * more_px}px;
        padding: 0 {7 * unit_px - more_px}px;
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
