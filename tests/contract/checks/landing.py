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
from tests.contract.stage import OFFICER, Stage, rendered

REASON = "Wij bouwen eerst voor het dorp."


@promise
def every_kind_can_be_followed(stage: Stage) -> None:
    for kind in stage.kinds:
        receipt = stage.give(kind, "volger")
        panel = stage.instrument.follow(receipt.contribution.pk)
        answers = stage.instrument.signal_answers(receipt.contribution.pk)
        assert panel is not None or answers, f"{kind}: nothing to follow"
        assert panel is None or rendered(panel).strip()
        client = Client()
        client.post(reverse("contributions:code"), {"code": receipt.code})
        assert client.get(reverse("contributions:path")).status_code == 200


def answer_all(stage: Stage, process: Process) -> None:
    """Answer as the desk does: what the instrument asks, then what waits alone, then what lands with the round."""
    where = named_place(process=process, kind="place", title="Het plan")
    said = SignalDraft(OutcomeCode.WEIGHED, REASON, "Niet alles kan tegelijk.", where.pk)
    stage.instrument.answer_signals(stage.round, choose=lambda _text: said, reason=REASON, by=OFFICER)
    draft = AnswerDraft(OutcomeCode.OUTSIDE, REASON, destination=None)
    waiting = list(unbundled(process))
    if waiting:
        landing.land(process=process, draft=draft, contributions=waiting, actor=OFFICER)
    with suppress(Refusal):
        landing.land_round(round=stage.round, reason=REASON, actor=OFFICER)
    with suppress(Refusal):
        replying.send(process=process, actor=OFFICER)


@promise
def every_voice_can_be_answered_from_the_desk(stage: Stage) -> None:
    given = [stage.give(kind, "wacht-op-antwoord") for kind in stage.kinds]
    stage.close(stage.round)
    process = Process.objects.get(pk=stage.round.process_id)
    with stage.after_closing(stage.round):
        answer_all(stage, process)
        left = [str(one.message) for one in answering(process)]
        assert left == [], "the process cannot be called answered"
        rows = Contribution.objects.filter(pk__in=[one.contribution.pk for one in given])
        assert [row.kind for row in rows if row.replied_at is None] == []


@promise
def what_became_of_each_signal_is_told(stage: Stage) -> None:
    """Whoever gave small signals reads under the code what became of each of them, once the answer was sent."""
    together = [kind for kind in stage.kinds if kind not in stage.worded]
    given = {kind: stage.give(kind, "leest-het-antwoord").contribution.pk for kind in together}
    stage.close(stage.round)
    process = Process.objects.get(pk=stage.round.process_id)
    with stage.after_closing(stage.round):
        answer_all(stage, process)
        for kind, pk in given.items():
            answers = stage.instrument.signal_answers(pk)
            assert answers, f"{kind}: not one answer"
            assert [one.text for one in answers if not (one.outcome and one.reason)] == [], kind
