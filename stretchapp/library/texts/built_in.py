"""The texts of relief that need no file, for a night in which the shipped ones are damaged.

The tests hold every text to that of the shipped files.
"""

from __future__ import annotations

from stretchapp.base.i18n import pgettext
from stretchapp.library.texts.relief import ReliefCard, ReliefTexts


def built_in_texts() -> ReliefTexts:
    """Return the texts of relief beside its steps."""
    return ReliefTexts(
        threshold_cards={
            "long": _card(
                pgettext("relief-cards:cards.title", "A long cramp"),
                pgettext(
                    "relief-cards:cards.text",
                    "Ask a doctor about a cramp of 4 minutes or more. If the pain grows when you"
                    " pull your toes, or stays when the muscle is soft, check the leg for"
                    " swelling.",
                ),
            ),
            "very-long": _card(
                pgettext("relief-cards:cards.title", "10 minutes of cramp"),
                pgettext(
                    "relief-cards:cards.text",
                    "Cramps seldom last this long. Get medical advice now.",
                ),
                urgent=True,
                advice=pgettext(
                    "relief-cards:cards.advice",
                    "Public health advice: NHS and nidirect, “Leg cramps”.",
                ),
            ),
        },
        urgent=_card(
            pgettext("doctor-rules:rules.title", "Many muscles at once"),
            pgettext(
                "doctor-rules:rules.text",
                "Get urgent medical help if the whole leg, an arm, the face or the body cramps"
                " too, if one group of muscles cramps after another, or if you have fainted. The"
                " same goes for a child who has cramps with a high fever (39.5 °C or more).",
            ),
            urgent=True,
        ),
        swelling=_card(
            pgettext("relief-cards:cards.title", "Do not rub this leg"),
            pgettext(
                "relief-cards:cards.text",
                "See a doctor urgently about one leg that is swollen, warm, red or darker than"
                " the other, or has hard or sore veins. If you are short of breath or your chest"
                " hurts, call the emergency services now. On brown or black skin a change of"
                " colour is harder to see. Pain that grows when you pull your toes, or stays when"
                " the muscle is soft again, is a sign too.",
            ),
            urgent=True,
            advice=pgettext(
                "relief-cards:cards.advice",
                "Public health advice: NHS, on blood clots. Not to rub is a common precaution.",
            ),
        ),
        question=pgettext(
            "relief-cards:cards.text", "Is that leg swollen, warm, red or darker than the other?"
        ),
        warning=pgettext(
            "relief-cards:cards.text", "Do not rub a leg that is swollen, warm, red or darker."
        ),
        get_up=pgettext(
            "relief-cards:cards.text", "Have a light on. Sit up slowly. Hold something firm."
        ),
        panic=pgettext("relief-cards:cards.text", "Try not to panic."),
    )


def _card(title: str, text: str, *, urgent: bool = False, advice: str = "") -> ReliefCard:
    return ReliefCard(title, text, urgent, (), advice)
