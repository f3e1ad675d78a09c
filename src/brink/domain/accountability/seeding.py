"""What is accounted for in the demo: an agreement of both sides, choices, two texts, and answers to the rules."""

import tomllib
from importlib.resources import files
from random import Random
from typing import Any

from brink.domain.accountability import queries, services
from brink.domain.accountability.rule_answers import sees
from brink.domain.accountability.services import Agreement, RuleAnswer
from brink.domain.accountability.standards import text_of
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Membership
from brink.domain.people.points import Crew
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.visibility import Role


def told() -> dict[str, Any]:
    """Return what is told; a question is named by its title."""
    return tomllib.loads(files("brink.domain.accountability").joinpath("told.toml").read_text("utf-8"))


def _question(crew: Crew, title: str) -> Process | None:
    return Process.objects.filter(tenant=crew.body, title=title).first()


def _secretary(crew: Crew) -> Actor:
    held = Membership.objects.filter(tenant=crew.body, role=Role.SECRETARY).select_related("person").earliest("id")
    return Actor(id=held.person.account_id, role=Role.SECRETARY)


def _agree(crew: Crew, one: dict[str, Any], process: Process) -> None:
    said = Agreement(one["zelf"], one["euros"] * 100, None, one["terug"], one["weten"])
    with crew.at(-60):
        room = services.write_internal_room(process=process, room=None, said=said, actor=crew.officer, key=None)
        services.adopt_internal_room(
            room=room, organ=crew.council, on=clock.today(), reference=one["staten"], actor=crew.clerk, key=None
        )
        services.adopt_internal_room(
            room=room, organ=crew.executive, on=clock.today(), reference=one["bestuur"], actor=_secretary(crew),
            key=None,
        )  # fmt: skip


def _choose(crew: Crew, one: dict[str, Any], process: Process) -> None:
    with crew.at(one["dag"]):
        services.choose_participation(
            process=process, level=one.get("niveau", ""), exception=one.get("uitzondering", ""), reason=one["waarom"],
            actor=crew.officer, key=None,
        )  # fmt: skip
        services.serve(process=process, numbers=one["leidend"], actor=crew.officer, key=None)
        if one.get("tekst"):
            services.publish_text(process=process, kind=one["tekst"], actor=crew.clerk, key=None)


def _check(crew: Crew, one: dict[str, Any], process: Process) -> None:
    seen, why, no = queries.seen_of(process), one["omdat"], one["nee"]
    answers = [
        RuleAnswer(
            rule.number, sees(rule.check_key, seen) is not False and not no.get(str(rule.number), False),
            why.get(str(rule.number), ""),
        )
        for rule in queries.rules_of(process)
    ]  # fmt: skip
    with crew.at(one["dag"]):
        services.fill_self_check(process=process, answers=answers, actor=crew.officer, key=None)


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Account for the questions of a body that are named in the data."""
    data = told()
    if crew.lead:
        services.load_baseline(tenant=crew.body, text=text_of("inwonersonderzoek.toml"), actor=SYSTEM)
    for do, one in (
        (_agree, data["afspraak"]), *((_choose, one) for one in data["keuze"]), (_check, data["zelftoets"]),
    ):  # fmt: skip
        process = _question(crew, one["vraag"])
        if process is not None:
            do(crew, one, process)
    return ()
