"""The question as data: a limit, options with steps, what each step costs and does. Pure.

Amounts are whole numbers: cents under a budget, else the unit of the question. An effect is a range, low to high.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from brink.instruments.valuation.round_settings import Kind
from brink.methods.files.commitments import json_line
from brink.methods.portfolio import Arm, Level, Limit
from brink.methods.portfolio import Option as Choice
from brink.methods.portfolio.choices import KINDS
from brink.ui.figures import euros, grouped

AT_MOST, AT_LEAST, *_others = KINDS
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that every option brings about, with the unit that it is told in."""

    name: str
    unit: str = ""

    def said(self, span: Range) -> str:
        """Return an amount of it in words: 12 banen, or 10 tot 14 banen."""
        low, high = span
        told = grouped(low) if low == high else f"{grouped(low)} – {grouped(high)}"
        return f"{told} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an option: what it is called, what it takes (or yields, towards a goal), and one range per effect."""

    label: str
    amount: int
    effects: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be done. `not_with` and `needs` are numbers of other options (0: needs none)."""

    number: int
    title: str
    what: str
    steps: tuple[Step, ...]
    source: str = ""
    checked: str = ""
    not_with: tuple[int, ...] = ()
    needs: int = 0

    def named(self, level: int) -> str:
        """Return the option with the step that was chosen, where it has more than one."""
        return self.title if len(self.steps) == 1 or not level else f"{self.title}: {self.steps[level - 1].label}"

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Option":
        """Read back what `as_data` wrote."""
        steps = tuple(
            Step(str(one["label"]), int(one["amount"]), tuple((int(low), int(high)) for low, high in one["effects"]))
            for one in data["steps"]
        )
        return cls(
            int(data["number"]), str(data["title"]), str(data.get("what", "")), steps, str(data.get("source", "")),
            str(data.get("checked", "")), tuple(int(one) for one in data.get("not_with", ())),
            int(data.get("needs") or 0),
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON."""
        steps = [
            {"label": one.label, "amount": one.amount, "effects": [list(span) for span in one.effects]}
            for one in self.steps
        ]
        return {
            "number": self.number, "title": self.title, "what": self.what, "steps": steps, "source": self.source,
            "checked": self.checked, "not_with": list(self.not_with), "needs": self.needs,
        }  # fmt: skip


@dataclass(frozen=True)
class Task:
    """The whole question. `rest` says where goes what is left, `experts` who they are to whom it can be left."""

    kind: str = Kind.BUDGET.value
    amount: int = 0
    unit: str = ""
    rest: str = ""
    experts: str = ""
    tried: bool = False
    effects: tuple[Effect, ...] = ()
    options: tuple[Option, ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Task":
        """Read a question from plain data; what is absent or unknown has its default."""
        kind = data.get("kind")
        return cls(
            kind if kind in Kind.values else Kind.BUDGET.value, max(0, int(data.get("amount") or 0)),
            str(data.get("unit", "")), str(data.get("rest", "")), str(data.get("experts", "")),
            bool(data.get("tried", False)),
            tuple(Effect(str(one["name"]), str(one.get("unit", ""))) for one in data.get("effects", ())),
            tuple(Option.from_data(one) for one in data.get("options", ())),
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "kind": self.kind, "amount": self.amount, "unit": self.unit, "rest": self.rest, "experts": self.experts,
            "tried": self.tried, "effects": [{"name": one.name, "unit": one.unit} for one in self.effects],
            "options": [one.as_data() for one in self.options],
        }  # fmt: skip

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 of all that is asked."""
        return hashlib.sha256(json_line(self.as_data())).hexdigest()

    @cached_property
    def by_number(self) -> dict[int, Option]:
        """Return the options by their number."""
        return {one.number: one for one in self.options}

    @property
    def in_euros(self) -> bool:
        """Tell whether amounts are cents."""
        return self.kind == Kind.BUDGET

    @property
    def is_goal(self) -> bool:
        """Tell whether amounts add up to something that is to be reached."""
        return self.kind == Kind.GOAL

    def said(self, amount: int) -> str:
        """Return an amount in words."""
        return euros(amount) if self.in_euros else f"{grouped(amount)} {self.unit}".strip()

    def with_options(self, options: Sequence[Option]) -> "Task":
        """Return the question with other options."""
        return replace(self, options=tuple(options))

    @cached_property
    def arm(self) -> Arm:
        """Return options and limits as the method takes them."""
        place = {one.number: at for at, one in enumerate(self.options)}
        limits = [Limit(AT_LEAST if self.is_goal else AT_MOST, self.amount)]
        for one in self.options:
            here = place[one.number]
            for other in one.not_with:
                if other in place and (here < place[other] or one.number not in self.by_number[other].not_with):
                    limits.append(Limit("most_of", 1, options=(here, place[other])))
            if one.needs in place:
                limits.append(Limit("needs", options=(here, place[one.needs])))
        levels = (tuple(Level(step.amount) for step in one.steps) for one in self.options)
        return Arm(
            tuple(Choice(one.title, (Level(0), *own)) for one, own in zip(self.options, levels, strict=True)),
            tuple(limits),
        )  # fmt: skip

    def row(self, levels: Mapping[int, int]) -> list[int]:
        """Return what was chosen as the method takes it: a level for each option, in their order."""
        return [levels.get(one.number, 0) for one in self.options]
