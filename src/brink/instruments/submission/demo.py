"""What the demo tells beyond rounds of its own: the nota of the round that is closed, adopted and told."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from brink.domain.contributions.models import Channel
from brink.domain.people.models import Account
from brink.domain.people.points import Crew
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.submission.queries import adopted, standing, to_judge
from brink.instruments.submission.round_settings import KEY
from brink.instruments.submission.seeding import invented
from brink.instruments.submission.services import answering
from brink.instruments.submission.services import nota as notas
from brink.instruments.submission.services.sending import Arrival, Filing, Signer, take_in


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Answer the closed round of this body point by point, adopt the nota and tell everybody."""
    rounds = Round.objects.filter(tenant=crew.body, instrument=KEY, closed_at__isnull=False)
    for round in rounds.select_related("process__tenant").order_by("number", "pk"):
        if adopted(round) is None:
            _finish(round, crew)
    return ()


def _answer_to(text: str) -> Mapping[str, Any]:
    answers: Sequence[Mapping[str, Any]] = invented()["nota"]["answer"]
    return next(one for one in answers if one["word"] in text)


def _finish(round: Round, crew: Crew) -> None:
    texts, letter = invented()["nota"], invented()["letter"]
    officer = Account.objects.filter(pk=crew.officer.id).first() if crew.officer.id is not None else None
    if officer is not None and clock.today() > round.last_day + timedelta(days=12):
        with clock.frozen(round.closes_at + timedelta(days=11, hours=10)):
            days = (round.last_day + timedelta(days=11), round.last_day + timedelta(days=9))
            take_in(
                round=round, filing=Filing(letter["text"], (Signer(letter["name"], letter["address"]),)),
                arrival=Arrival(Channel.POST, *days), officer=officer, actor=crew.officer, key=None,
            )  # fmt: skip
    with crew.at(-2):
        for row in standing(round):
            if to_judge(row):
                said = {"ruling": "left_out", "reason": texts["late"]}
                answering.judge(submission=row, **said, actor=crew.officer, key=None)
                continue
            answer = _answer_to(row.contribution.text)
            change = answer.get("change", "")
            facts = answering.PointFacts(answer["summary"], answer["answer"], bool(change), change)
            answering.add_point(submission=row, facts=facts, actor=crew.officer, key=None)
        names = ("introduction", "decision", "remedy", "official_changes")
        facts_of_all = notas.NotaFacts(**{name: texts[name] for name in names})
        notas.write_nota(round=round, facts=facts_of_all, actor=crew.officer, key=None)
        notas.adopt_nota(round=round, adopted_on=clock.today(), actor=crew.clerk, key=None)
        notas.tell(round=round, actor=crew.clerk, key=None)
