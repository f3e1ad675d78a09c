"""What people told the bodies of the demo by the open door, and what they heard."""

import tomllib
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.people.points import Crew
from brink.domain.processes.services.standing_question import StandingFacts, open_standing, standing_round
from brink.foundation import clock


def told() -> list[dict[str, Any]]:
    """Return what people say in the demo, oldest first."""
    text = files("brink.registers.inbox").joinpath("told.toml").read_text("utf-8")
    return tomllib.loads(text)["told"]  # type: ignore[no-any-return]


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Open the standing question of each body; at the one with the most to show, people came in by it already."""
    with crew.at(-60):
        facts = StandingFacts(crew.contact, crew.executive, crew.executive, clock.today())
        process = open_standing(tenant=crew.body, facts=facts, actor=crew.clerk, key=None)
    round = standing_round(process)
    if not crew.lead or round is None:
        return ()
    codes = []
    for one in told():
        with crew.at(one["day"], 19):
            words = Words(kind=one["kind"], text=one["text"], publicity=Publicity.CLOSED)
            given = give(round=round, words=words, actor=RESIDENT, key=None)
            codes.append(given.code)
        if "reply" in one:
            with crew.at(one["day"] + 5, 19):
                draft = AnswerDraft(one["outcome"], one["reply"], signed_by=crew.contact)
                landing.land(
                    process=process, draft=draft, contributions=[given.contribution], actor=crew.officer,
                    written_place=one.get("place", ""),
                )  # fmt: skip
                replying.send(process=process, actor=crew.officer)
    return (codes[0],)
