"""What a person must not or cannot do in a cramp: steps of relief that are left out for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.routines.rubbing import is_firm

if TYPE_CHECKING:
    from stretchapp.base.settings import Settings
    from stretchapp.library.relief.models import ReliefStep

    Steps = list[ReliefStep]

_COLD = frozenset({"cool-floor", "cold-water"})
"""The equipment of exercises that help by cold on bare feet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What relief leaves out for one person, or for the rest of one cramp.

    Attributes:
        rubbing: Leave out steps that rub.
        firm_pressure: Leave out kneading, pinching and pressure on points, which may bruise.
        warmth: Leave out warmth, which may harm skin that feels little, and a swollen leg.
        cold: Leave out cold, which may harm skin that feels little.
        standing: Leave out steps for which one gets up.
        unsafe_stances: Leave out steps on one leg or bent forward; and get up for nothing if the
            same stage has a step for which one does not.
    """

    rubbing: bool = False
    firm_pressure: bool = False
    warmth: bool = False
    cold: bool = False
    standing: bool = False
    unsafe_stances: bool = False

    def fit(self, steps: Steps, alternatives: Steps) -> tuple[Steps, Steps]:
        """Return those steps and alternatives of one stage that are not left out."""
        steps = [step for step in steps if not self._leaves_out(step)]
        alternatives = [step for step in alternatives if not self._leaves_out(step)]
        if self.unsafe_stances and not all(step.stands for step in (*steps, *alternatives)):
            return _without_standing(steps), _without_standing(alternatives)
        return steps, alternatives

    def _leaves_out(self, step: ReliefStep) -> bool:
        return (
            (self.rubbing and step.rubs)
            or (self.firm_pressure and is_firm(step.exercise))
            or (self.warmth and "warmth" in step.exercise.category)
            or (self.cold and not _COLD.isdisjoint(step.exercise.equipment))
            or (self.standing and step.stands)
            or (self.unsafe_stances and step.exercise.stance is not None)
        )


def limits_for(profile: Settings) -> Limits:
    """Return what is left out for a person.

    Args:
        profile: The settings about the person's health; other settings are not used.
    """
    return Limits(
        rubbing=profile.varicose_veins,
        firm_pressure=profile.blood_thinners,
        warmth=profile.numb_feet,
        cold=profile.numb_feet,
        unsafe_stances=profile.unsteady,
    )


def _without_standing(steps: Steps) -> Steps:
    return [step for step in steps if not step.stands]
