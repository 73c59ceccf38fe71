"""Follows a relief and checks that what it asks for is safe after what the person said.

It keeps its own account of the answers, so that it does not repeat how relief keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.relief.models import AFTERCARE
from stretchapp.library.routines.rubbing import is_firm
from stretchapp.relief.events import MachineSlept, StepStarted, TextChanged
from tests.relief.flows import GET_UP

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.library.relief.models import ReliefFlow, ReliefStep
    from stretchapp.relief.events import ReliefEvent
    from stretchapp.relief.limits import Limits
    from tests.relief.flows import Cramp

    StepOf = Callable[[str, str], ReliefStep]


def steps_of(*flows: ReliefFlow) -> dict[tuple[str, str], ReliefStep]:
    """Return the steps of flows by the stage and the exercise, which must tell them apart."""
    steps: dict[tuple[str, str], ReliefStep] = {}
    for flow in flows:
        stages = [(it.id, (*it.steps, *it.alternatives)) for it in flow.stages]
        for stage, members in (*stages, (AFTERCARE, flow.aftercare)):
            for step in members:
                known = steps.setdefault((stage, step.exercise.id), step)
                assert (known.stands, known.rubs) == (step.stands, step.rubs), (stage, step)
    return steps


class Observer:
    """A cramp, what the person has said in it, and whether they are up.

    Attributes:
        cramp: The cramp; its commands are given through ``do``.
        is_fine: Whether they said that the leg is not swollen.
        is_swollen: Whether they said that it is.
        cannot_stand: Whether they said that they cannot do something for which one gets up.
        is_up: Whether they are up.
        step: The step that was started last; None at the start and after a sleep of the machine.
    """

    def __init__(
        self, cramp: Cramp, limits: Limits, steps: dict[tuple[str, str], ReliefStep]
    ) -> None:
        self.cramp = cramp
        self._limits = limits
        self._steps = steps
        self.is_fine = self.is_swollen = self.cannot_stand = self.is_up = False
        self.step: ReliefStep | None = None
        self._observe(cramp.events)

    @property
    def said(self) -> tuple[bool, ...]:
        """What makes a difference to what may follow."""
        return (self.is_fine, self.is_swollen, self.cannot_stand, self.is_up)

    def do(self, command: str) -> None:
        """Give a command, after what is due by now."""
        self._observe(self.cramp.do("advance"))
        shown = self.cramp.shown
        match shown.state, command:
            case "check", "still":
                self.is_fine = True
            case "check", "cannot":
                self.is_swollen = True
            case "doing" | "asking" | "aftercare", "cannot" if self.step is not None:
                self.cannot_stand = self.cannot_stand or self.step.stands
            case _:
                pass
        events = self.cramp.do(command)
        if command == "switch" and events:
            # It may be the other leg.
            self.is_fine = False
        self._observe(events)

    def pass_s(self, length_s: float) -> None:
        """Let time pass."""
        self._observe(self.cramp.pass_s(length_s, 25.0))

    def _observe(self, events: list[ReliefEvent]) -> None:
        is_new = False
        for event in events:
            match event:
                case StepStarted():
                    self.step = self._steps[event.stage, event.exercise]
                    self._check(self.step)
                    is_new = True
                case TextChanged() if is_new and self.step is not None:
                    # Whoever is not up is told first how to get up.
                    assert self.is_up or not self.step.stands or event.text == GET_UP
                    is_new = False
                    self.is_up = self.step.stands and event.text != GET_UP
                case TextChanged() if self.step is not None and event.text in self.step.say:
                    self.is_up = self.step.stands
                case MachineSlept():
                    self.step = None
                    self.is_fine = self.is_up = False
                case _:
                    pass

    def _check(self, step: ReliefStep) -> None:
        if step.rubs:
            assert self.is_fine
            assert not self.is_swollen
            assert not self._limits.rubbing
        if "warmth" in step.exercise.category:
            assert not self.is_swollen
            assert not self._limits.warmth
        if step.stands:
            assert not self.cannot_stand
            assert not self._limits.standing
        if self._limits.unsafe_stances:
            assert step.exercise.stance is None
        assert not (self._limits.firm_pressure and is_firm(step.exercise))
