"""Every voice can be followed, lands from the desk, and lets the process be answered."""

from contextlib import suppress

from django.test import Client
from django.urls import reverse

from brink.domain.contributions.landing_findings import answering
from brink.domain.contributions.models import Contribution, OutcomeCode
from brink.domain.contributions.queries.desk import unbundled
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.processes.instrument import SignalDraft
from brink.domain.processes.models import Process
from brink.foundation.errors import Refusal
from tests.contract.checks import promise
from tests.contract.filled_round import OFFICER, FilledRound, rendered

REASON = "Wij bouwen eerst voor het dorp."


@promise
def every_kind_can_be_followed(filled: FilledRound) -> None:
    for kind in filled.kinds:
        receipt = filled.give(kind, "volger")
        panel = filled.instrument.follow(receipt.contribution.pk)
        answers = filled.instrument.signal_answers(receipt.contribution.pk)
        assert panel is not None or answers, f"{kind}: nothing to follow"
        assert panel is None or rendered(panel).strip()
        client = Client()
        client.post(reverse("contributions:code"), {"code": receipt.code})
        assert client.get(reverse("contributions:path")).status_code == 200


def answer_all(filled: FilledRound, process: Process) -> None:
    """Answer as the desk does: what the instrument asks, then what waits alone, then what lands with the round."""
    where = named_place(process=process, kind="place", title="Het plan")
    said = SignalDraft(OutcomeCode.WEIGHED, REASON, "Niet alles kan tegelijk.", where.pk)
    filled.instrument.answer_signals(filled.round, choose=lambda _text: said, reason=REASON, by=OFFICER)
    draft = AnswerDraft(OutcomeCode.OUTSIDE, REASON, destination=None)
    waiting = list(unbundled(process))
    if waiting:
        landing.land(process=process, draft=draft, contributions=waiting, actor=OFFICER)
    with suppress(Refusal):
        landing.land_round(round=filled.round, reason=REASON, actor=OFFICER)
    with suppress(Refusal):
        replying.send(process=process, actor=OFFICER)


@promise
def every_voice_can_be_answered_from_the_desk(filled: FilledRound) -> None:
    given = [filled.give(kind, "wacht-op-antwoord") for kind in filled.kinds]
    filled.close(filled.round)
    process = Process.objects.get(pk=filled.round.process_id)
    with filled.after_closing(filled.round):
        answer_all(filled, process)
        left = [str(one.message) for one in answering(process)]
        assert left == [], "the process cannot be called answered"
        rows = Contribution.objects.filter(pk__in=[one.contribution.pk for one in given])
        assert [row.kind for row in rows if row.replied_at is None] == []


@promise
def what_became_of_each_signal_is_told(filled: FilledRound) -> None:
    """Whoever gave small signals reads under the code what became of each of them, once the answer was sent."""
    together = [kind for kind in filled.kinds if kind not in filled.worded]
    given = {kind: filled.give(kind, "leest-het-antwoord").contribution.pk for kind in together}
    filled.close(filled.round)
    process = Process.objects.get(pk=filled.round.process_id)
    with filled.after_closing(filled.round):
        answer_all(filled, process)
        for kind, pk in given.items():
            answers = filled.instrument.signal_answers(pk)
            assert answers, f"{kind}: not one answer"
            assert [one.text for one in answers if not (one.outcome and one.reason)] == [], kind
