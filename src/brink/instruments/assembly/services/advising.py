"""The advice with its votes, offered once; what each organ says of each point; and what came of that later."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean, clean_all
from brink.instruments.assembly.models import Commission, FollowUp, OrganReply, PanelSeat, Recommendation
from brink.instruments.assembly.round_settings import MINORITY_WORDS
from brink.instruments.assembly.services.commissioning import assembly_of
from brink.instruments.assembly.services.undrawn import held_draw


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """One recommendation as it is typed while the members read along."""

    text: str
    why: str = ""
    votes_for: int = 0
    votes_against: int = 0
    votes_blank: int = 0
    minority: str = ""
    unanimous: bool = False


def _cleaned(round: Round, facts: AdviceFacts) -> dict[str, object]:
    texts = clean_all(
        {"text": facts.text, "why": facts.why, "minority": facts.minority},
        {
            "text": Limit(
                1_000,
                _("Maak de aanbeveling korter dan 1.000 tekens."),
                empty=_("Schrijf de aanbeveling op, in de woorden van het beraad."),
            ),
            "why": Limit(2_000, _("Maak dit korter dan 2.000 tekens.")),
            "minority": Limit(1_500, _("Maak dit korter dan 1.500 tekens.")),
        },
    )
    if len(texts["minority"].split()) > MINORITY_WORDS:
        said = _("Gebruik hooguit %(most)s woorden.") % {"most": MINORITY_WORDS}
        raise BadInput(said, field="minority")
    if texts["minority"] and facts.unanimous:
        raise BadInput(_("Er staat een ander standpunt. Haal het vinkje weg."), field="unanimous")
    votes = {name: getattr(facts, name) for name in ("votes_for", "votes_against", "votes_blank")}
    seated = PanelSeat.objects.filter(tenant_id=round.tenant_id, draw__round=round).exclude(
        state=PanelSeat.State.DECLINED
    ).count()  # fmt: skip
    if any(number < 0 for number in votes.values()) or sum(votes.values()) > seated:
        said = _("Er zitten %(seated)s mensen in het beraad. Meer stemmen kunnen er niet zijn.")
        raise BadInput(said % {"seated": seated}, field="votes_for")
    return {**texts, **votes, "unanimous": facts.unanimous}


def _not_offered(round: Round) -> None:
    running(round.process)
    if held_draw(round) is None:
        raise NotNow(_("Er is nog niet geloot. Een advies komt van wie er geloot is."))
    if assembly_of(round).offered_at is not None:
        raise NotNow(_("Het advies is aangeboden. Er verandert niets meer aan."))


@act("assembly.advised", Recommendation, on=("round.process", "round"))
def add_advice(*, round: Round, facts: AdviceFacts, actor: Actor, key: str | None) -> Done[Recommendation]:
    """Add a recommendation. Raises BadInput, or NotNow before the draw and once the advice was offered."""
    _not_offered(round)
    columns = _cleaned(round, facts)
    rows = Recommendation.objects.filter(tenant_id=round.tenant_id, round=round)
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    made = Recommendation.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, number=number, **columns
    )
    return Done(made, {"round": str(round.pk), "number": number}, public=False)


@act("assembly.advice_changed", Recommendation, on=("recommendation.round", "recommendation"))
def change_advice(
    *, recommendation: Recommendation, facts: AdviceFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Recommendation]:
    """Write a recommendation otherwise, or its votes. Raises BadInput, or NotNow once the advice was offered."""
    _not_offered(recommendation.round)
    for name, value in _cleaned(recommendation.round, facts).items():
        setattr(recommendation, name, value)
    recommendation.version += 1
    recommendation.save()
    return Done(recommendation, {"round": str(recommendation.round_id), "number": recommendation.number}, public=False)


@act("assembly.offered", Round, on=("round.process", "round"))
def offer(*, round: Round, offered_on: date, actor: Actor, key: str | None) -> Done[Round]:
    """Offer the advice: from here everybody reads it and the organs owe a reply. Raises BadInput or NotNow."""
    _not_offered(round)
    rows = list(Recommendation.objects.filter(tenant_id=round.tenant_id, round=round).order_by("number"))
    if not rows:
        raise NotNow(_("Er staat nog geen aanbeveling."))
    for one in rows:
        if not one.votes:
            raise NotNow(_("Bij aanbeveling %(n)s staat nog geen stemming.") % {"n": one.number})
        if not one.minority and not one.unanimous:
            said = _("Schrijf bij aanbeveling %(n)s op wie het anders zag, of zet erbij dat niemand dat wilde.")
            raise NotNow(said % {"n": one.number})
    if offered_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop het advies is aangeboden."), field="offered_on")
    assembly = assembly_of(round)
    assembly.offered_on, assembly.offered_at = offered_on, clock.now()
    assembly.save(update_fields=("offered_on", "offered_at"))
    return Done(round, {"process": str(round.process_id), "recommendations": len(rows)}, public=True)


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What an organ says of one recommendation."""

    choice: str
    reason: str
    carrier: str = ""
    ready_by: date | None = None


@act(
    "assembly.replied", OrganReply, on=("recommendation.round", "recommendation"),
    for_organ=lambda arguments: arguments["commission"].organ,
)  # fmt: skip
def reply(
    *, recommendation: Recommendation, commission: Commission, facts: ReplyFacts, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[OrganReply]:  # fmt: skip
    """Write down what an organ says of a recommendation; the same again: instead of it. Raises BadInput or NotNow."""
    round = recommendation.round
    if assembly_of(round).offered_at is None:
        raise NotNow(_("Het advies is nog niet aangeboden. Een antwoord komt daarna."))
    if commission.round_id != round.pk:
        raise NotNow(_("Dit orgaan gaf geen opdracht voor dit beraad."))
    if facts.choice not in OrganReply.Choice.values:
        raise BadInput(_("Kies wat dit orgaan met de aanbeveling doet."), field="choice")
    texts = clean_all(
        {"reason": facts.reason, "carrier": facts.carrier},
        {
            "reason": Limit(
                2_000,
                _("Maak de reden korter dan 2.000 tekens."),
                empty=_("Schrijf op waarom. De mensen die dit advies gaven, lezen dit."),
            ),
            "carrier": Limit(160, _("Maak dit korter dan 160 tekens.")),
        },
    )
    rows = OrganReply.objects.filter(tenant_id=round.tenant_id, recommendation=recommendation, commission=commission)
    made = rows.first() or OrganReply(
        tenant_id=round.tenant_id, created_at=clock.now(), recommendation=recommendation, commission=commission
    )
    if made.choice and made.follow_ups.exists():
        raise NotNow(_("Er staat al hoe het hiermee gaat. Schrijf daar een regel bij."))
    made.choice, made.ready_by = facts.choice, facts.ready_by
    made.reason, made.carrier = texts["reason"], texts["carrier"]
    made.save()
    return Done(made, {"round": str(round.pk), "number": recommendation.number, "choice": facts.choice}, public=True)


@act("assembly.followed_up", FollowUp, on="reply", for_organ=lambda arguments: arguments["reply"].commission.organ)
def follow_up(*, reply: OrganReply, text: str, done: bool, actor: Actor, key: str | None) -> Done[FollowUp]:
    """Add a line on how it goes with what an organ said. Raises BadInput."""
    text = clean(
        text, limit=600, field="text", empty=_("Schrijf op hoe het ermee staat."),
        too_long=_("Maak dit korter dan 600 tekens."),
    )  # fmt: skip
    made = FollowUp.objects.create(tenant_id=reply.tenant_id, created_at=clock.now(), reply=reply, text=text, done=done)
    return Done(made, {"reply": str(reply.pk), "done": done}, public=True)
