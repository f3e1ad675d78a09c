"""The surveys of the demo: one that is being written, one that is open, and one that was counted and weighed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from brink.domain.framework.models import InstrumentRule
from brink.domain.people.points import Crew
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.domain.processes.services.rounds import RoundFacts, close_round, plan_round, release_round
from brink.domain.processes.services.stakeholders import deviate
from brink.foundation import clock
from brink.instruments.survey import services
from brink.instruments.survey.filling import keep_page
from brink.instruments.survey.queries import questions_of, wrote
from brink.instruments.survey.round_settings import KEY
from brink.instruments.survey.seeding import answer, fill_in, invented
from brink.instruments.survey.services import Account
from brink.instruments.survey.starts import questions_to_start_with


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell the surveys of the body that has the most to show; returns codes of people who took part."""
    rows = Process.objects.filter(
        tenant=crew.body, standing=False, closes_at__gt=clock.now(),
        room_published_at__lte=clock.now() - timedelta(days=20),
        weighing_at=None, decided_at=None, withdrawn_at=None,
    )  # fmt: skip
    # The questions that are told are about living: at the question of that theme, where there is one.
    living = rows.order_by("room_published_at", "id").filter(themes__slug="wonen")
    process = living.first() or rows.order_by("room_published_at", "id").first()
    rule = InstrumentRule.objects.filter(tenant=crew.body, instrument=KEY).order_by("phase__number").first()
    if not crew.lead or process is None or rule is None:
        return ()
    _deviating(crew, process, rule)
    made = {one["key"]: _planned(crew, process, rule, one) for one in invented()["survey"]}
    codes = _taken_part(made["counted"], rng, 140, -4) + _taken_part(made["open"], rng, 40, -1)
    _stopped(made["counted"], rng)
    _counted(crew, made["counted"])
    return codes


def _deviating(crew: Crew, process: Process, rule: InstrumentRule) -> None:
    """Say why the survey goes further here than the kader has it, as the body would."""
    with crew.at(-20):
        room = room_in_force(process)
        if room is not None:
            deviate(
                process=process, phase=rule.phase, instrument=KEY, level=room.level, motivation=invented()["why"],
                organ=crew.council, actor=crew.clerk, key=None,
            )  # fmt: skip


def _day(offset: int) -> date:
    return clock.today() + timedelta(days=offset)


def _planned(crew: Crew, process: Process, rule: InstrumentRule, one: dict[str, Any]) -> Round:
    """Plan a round and, unless it is still being written, release it on its first day."""
    facts = RoundFacts(
        instrument=KEY, phase=rule.phase, title=one["title"], prompt=one["prompt"],
        opens_on=_day(one["opens"]), closes_on=_day(one["closes"]),
        settings={"questions": questions_to_start_with(one["start"]).as_data()},
    )  # fmt: skip
    with crew.at(min(one["opens"], -1)):
        round = plan_round(process=process, facts=facts, actor=crew.officer, key=None)
        if one["opens"] < 0:
            round = release_round(round=round, actor=crew.clerk, key=None)
    return round


def _taken_part(round: Round, rng: Random, size: int, day: int) -> tuple[str, ...]:
    with Crew.at(day):
        return fill_in(round, rng, size)


def _stopped(round: Round, rng: Random) -> None:
    """Let some people begin and not send it."""
    first = questions_of(round).pages[0]
    with Crew.at(-4, hour=15):
        for _person in range(14):
            answers = {one.key: answer(one, rng) for one in first}
            keep_page(round=round, token=f"{rng.getrandbits(128):032x}", answers=answers)


def _counted(crew: Crew, round: Round) -> None:
    """Close it, say what was read in the own words, weigh, account for it and publish."""
    told = invented()
    with crew.at(-2):
        round = close_round(round=round, actor=crew.clerk, key=None)
        for key in sorted(wrote(round)):
            services.answer_words(round=round, question=key, text=told["read"], actor=crew.officer, key=None)
        targets = {
            key: {int(code): float(number) for code, number in own.items()} for key, own in told["margins"].items()
        }
        services.weigh_round(
            round=round, targets=targets, source=told["source"], dated_on=_day(-200), actor=crew.officer, key=None
        )
        services.account_for(round=round, account=Account(**told["account"]), actor=crew.officer, key=None)
        services.publish_weighting(round=round, actor=crew.clerk, key=None)
