"""The doctor cards of long cramps: when each is shown beside the instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.ui.widgets.announce import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.library.texts.relief import ReliefCard
    from stretchapp.relief.events import ReliefSnapshot, Threshold
    from stretchapp.ui.relief.doctor_cards import SideCard
    from stretchapp.ui.relief.instruction_view import InstructionView
    from stretchapp.ui.relief.voice import ReliefVoice
    from stretchapp.ui.theme.appearance import Appearance


class LongCrampCards:
    """Shows the card of the last threshold that the cramp reached, until the person closes it."""

    def __init__(
        self,
        appearance: Appearance,
        texts: Mapping[str, ReliefCard],
        view: InstructionView,
        voice: ReliefVoice,
        on_close: Callable[[], object],
    ) -> None:
        """Begin without a card.

        Args:
            appearance: Fonts and colours.
            texts: The text of each card, by its threshold.
            view: The view that shows the card.
            voice: The voice that reads the card.
            on_close: Called by the card's button.
        """
        self._appearance = appearance
        self._texts = texts
        self._view = view
        self._voice = voice
        self._on_close = on_close
        self._threshold: Threshold | None = None
        self._closed: set[Threshold] = set()

    def update(self, snapshot: ReliefSnapshot) -> None:
        """Show the card that is due, if any; announce and read a new one."""
        threshold = snapshot.thresholds[-1] if snapshot.thresholds else None
        if threshold in self._closed:
            threshold = None
        if threshold == self._threshold:
            return
        self._threshold = threshold
        if threshold is None:
            self._view.show_card(None)
            return
        card = self._make_card(self._texts[threshold])
        self._view.show_card(card)
        announce(card, card.accessibleName(), assertive=self._texts[threshold].urgent)
        self._voice.append_if_on(card.accessibleName())

    def close(self) -> None:
        """Close the card that is shown, if any, for the rest of the cramp."""
        if self._threshold is not None:
            self._closed.add(self._threshold)

    def _make_card(self, texts: ReliefCard) -> SideCard:
        # Imported here: most cramps are over before a card is due.
        from stretchapp.ui.relief.doctor_cards import SideCard

        return SideCard(self._appearance, texts, self._on_close)
