"""The questions of the demo, read from `questions/`: invented, but of the kind that Drenthe asks.

One file is one question, from the first word to the last answer. Days are counted from today.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from brink.domain.decisions.services import Choice
from brink.site.complete_process import Closing, Fit, Heap, Minority, Reply, Weighing

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: subject, kind, source, explanation, who may move it."""

    subject: str
    kind: str
    source: str
    explanation: str
    mover: str = ""


@dataclass(frozen=True, slots=True)
class RoundScript:
    """One use of an instrument: when it opens and closes in days from today, how many take part, what they say.

    The instrument itself reads `voices`: each has a text, and beside it what that instrument understands.
    """

    instrument: str
    title: str
    prompt: str
    opens: int
    closes: int
    size: int
    voices: tuple[Table, ...] = ()
    setup: Table = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, Any]:
        """Return the settings that follow from the script: sentences of nobody's are what a dialogue opens with.

        `setup` is what the setup form of an instrument would say, in the words of its settings.
        """
        seeds = [one["text"] for one in self.voices if "lean" in one and "who" not in one]
        return {**({"seeds": seeds} if seeds else {}), **self.setup}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A moment to come by, in days from today."""

    title: str
    day: int
    hour: int
    venue: str


@dataclass(frozen=True, slots=True)
class Accord:
    """What council and executive leave to each other, and where each of them wrote that down."""

    alone: str
    euros: int
    returns: list[str]
    informs: list[str]
    council: str
    executive: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question. `until` says how far it has come: see `build.STEPS`, or none, withdrawn, stopped."""

    body: str
    title: str
    theme: str
    areas: tuple[str, ...]
    scale: str
    level: str
    starts: int
    decides: int
    until: str
    motivation: str = ""
    question: str = ""
    summary: str = ""
    dossier: str = ""
    lead: str = "government"
    open_points: tuple[str, ...] = ()
    closed_points: tuple[str, ...] = ("het geld van dit jaar: dat is al verdeeld",)
    boundaries: tuple[Limit, ...] = ()
    interests: tuple[str, ...] = ()
    rounds: tuple[RoundScript, ...] = ()
    events: tuple[Meeting, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    heaps: tuple[Heap, ...] = ()
    groundwork: str = ""
    executive: bool = False
    closing: Closing | None = None
    withdrawn: str = ""
    stopped_reply: str = ""
    no_participation: str = ""
    ground: str = ""
    agreement: Accord | None = None
    phase: str = "F3"


PLAIN = frozenset(Scenario.__dataclass_fields__) - {
    "boundaries", "interests", "rounds", "events", "partners", "heaps", "closing", "agreement",
}  # fmt: skip


def _plain(table: Table) -> dict[str, Any]:
    """Return the members that stand in the file as they are; a list becomes a tuple."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in table.items() if name in PLAIN}


def _weighing(table: Table) -> Weighing | None:
    """Return how something was weighed, or None while that is not written."""
    if "norm" not in table:
        return None
    about = tuple(table.get("about", ()))
    return Weighing(table["norm"], table["value"], table["weight"], table["done"], table["reason"], about)


def _reply(table: Table, reason: str) -> Reply:
    return Reply(table["outcome"], table[reason], table.get("missing", ""), table.get("parked", 0))


def _heap(table: Table, voices: tuple[Table, ...]) -> Heap:
    texts = tuple(one["text"] for one in voices if one.get("bundle") == table["key"])
    return Heap(table["title"], table["summary"], texts)


def _closing(table: Table, voices: tuple[Table, ...]) -> Closing:
    decision, stakes = table["decision"], [*table.get("interest", ()), *table.get("bundle", ())]
    # What is said of a sentence of a dialogue is its `reason`; of words that are bundled or alone, it is their `reply`.
    replies = {one["title"]: _reply(one, "reply") for one in table.get("bundle", ()) if "outcome" in one}
    for one in voices:
        if "outcome" in one:
            replies[one["text"]] = _reply(one, "reply" if "reply" in one else "reason")
    minority = dict(decision.get("minority", {"method": ""}))
    minority["quotes"] = tuple(minority.get("quotes", ()))
    return Closing(
        title=decision["title"], text=decision["text"], explanation=decision["explanation"],
        competence=decision["competence"], advice=decision["advice"], followed=decision.get("followed", False),
        options=tuple(Choice(**one) for one in decision["options"]),
        votes=tuple(tuple(one) for one in decision.get("votes", ())),
        said={one["name"]: {**one} for one in decision.get("fractie", ())},
        dilemma=tuple(decision["dilemma"]), promise=decision.get("promise", ""),
        collective=decision.get("collective", ""), lesson=tuple(decision.get("lesson", ("", ""))),
        minority=Minority(**minority), replies=replies, not_everywhere=decision.get("not_everywhere", {}),
        fit=Fit(**decision["fit"]) if "fit" in decision else None,
        weighings={one["title"]: said for one in stakes if (said := _weighing(one)) is not None},
        groups=tuple(said for one in decision.get("group", ()) if (said := _weighing(one)) is not None),
    )  # fmt: skip


def read(table: Table) -> Scenario:
    """Make a scenario of what stands in one file."""
    rounds = tuple(
        RoundScript(**{**one, "voices": tuple(one.get("voices", ()))}) for one in table.get("round", ())
    )  # fmt: skip
    voices = tuple(voice for one in rounds for voice in one.voices)
    return Scenario(
        **_plain(table),
        boundaries=tuple(Limit(**one) for one in table.get("boundaries", ())),
        interests=tuple(one["title"] for one in table.get("interest", ())),
        events=tuple(Meeting(**one) for one in table.get("events", ())),
        partners=tuple((one["slug"], one["part"]) for one in table.get("partners", ())),
        rounds=rounds,
        heaps=tuple(_heap(one, voices) for one in table.get("bundle", ())),
        closing=_closing(table, voices) if "decision" in table else None,
        agreement=Accord(**table["agreement"]) if "agreement" in table else None,
    )


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Return all questions of the demo, in the order of their files."""
    folder = files("brink.site.demo").joinpath("questions")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(read(tomllib.loads(one.read_text("utf-8"))) for one in found)


@cache
def themes() -> tuple[tuple[str, str, str], ...]:
    """Return the themes of the demo: slug, name, and who is about what."""
    text = files("brink.site.demo").joinpath("themes.toml").read_text("utf-8")
    return tuple((one["slug"], one["name"], one["who"]) for one in tomllib.loads(text)["theme"])
