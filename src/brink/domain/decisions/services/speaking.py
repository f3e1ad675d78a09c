"""Why a fractie was against: asked of it, said by one of its members, or taken from the minutes by the griffie."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision, GroupReason, GroupVote
from brink.domain.decisions.models.group_reason import MOST_WORDS
from brink.domain.decisions.publication_checks import without_marks
from brink.domain.decisions.services.drafting import about, draft_only
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Membership
from brink.domain.people.queries import current
from brink.domain.processes.services.preconditions import clean_line
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import Role

OF_MINUTES = ("argument", "minutes", "proposal", "proposal_state", "taken_over")
OF_MEMBERS = ("argument", "proposal")
LONGEST = {"argument": 2_000, "taken_over": 2_000}


def _against(decision: Decision, vote: GroupVote) -> GroupReason | None:
    """Return what there is of this vote against. Raises what keeps anything from being said of it."""
    draft_only(decision)
    if vote.decision_id != decision.pk:
        raise BadInput(_("Deze stemming hoort bij een ander besluit."))
    if not vote.against:
        raise NotNow(_("Deze fractie was niet tegen."))
    return GroupReason.objects.filter(tenant_id=decision.tenant_id, vote=vote).first()


def _texts(fields: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of a reason, cleaned and within their length."""
    texts = {
        name: clean_line(str(fields.get(name, "")), limit=LONGEST.get(name, 200), field=name)
        for name in names if name != "proposal_state"
    }  # fmt: skip
    texts["argument"] = without_marks(texts["argument"])
    if len(texts["argument"].split()) > MOST_WORDS:
        raise BadInput(_("Maak dit korter: ten hoogste 80 woorden."), field="argument")
    return texts


def _keep(decision: Decision, vote: GroupVote, values: Mapping[str, Any]) -> GroupReason:
    row, _created = GroupReason.objects.update_or_create(
        tenant_id=decision.tenant_id, vote=vote, defaults=values,
        create_defaults={**values, "decision": decision, "created_at": clock.now()},
    )  # fmt: skip
    return row


@act(
    "decision.group_asked", GroupVote, on=("decision", "vote"),
    for_organ=lambda arguments: arguments["decision"].organ,
)  # fmt: skip
def ask_group(*, decision: Decision, vote: GroupVote, actor: Actor, key: str | None = None) -> Done[GroupVote]:
    """Ask a fractie why it was against; its members find the question on the page of their own. Asked once."""
    if _against(decision, vote) is not None:
        raise NotNow(_("Deze fractie is al gevraagd, of haar reden staat er al."))
    if vote.council_group_id is None:
        raise NotNow(_("Deze stemmen staan op geen fractie. Vul de stemming opnieuw in."))
    _keep(decision, vote, {"asked_on": clock.today()})
    return Done(vote, about(decision, group=vote.group))


@act(
    "decision.group_noted", GroupVote, on=("decision", "vote"),
    for_organ=lambda arguments: arguments["decision"].organ,
)  # fmt: skip
def note_group(
    *, decision: Decision, vote: GroupVote, fields: Mapping[str, Any], actor: Actor, key: str | None = None,
    seen: int | None = None,
) -> Done[GroupVote]:  # fmt: skip
    """Write down from the minutes why a fractie was against, and what came of its proposal.

    What the fractie wrote itself stays as it is: only what came of its proposal and what was taken over is added. Empty
    words take it away again.
    """
    row = _against(decision, vote)
    texts = _texts(fields, OF_MINUTES)
    proposal_state = str(fields.get("proposal_state", ""))
    if proposal_state and proposal_state not in GroupReason.ProposalState.values:
        raise BadInput(_("Kies wat er met het voorstel gebeurde."), field="proposal_state")
    if row is not None and row.by_member:
        texts = {"taken_over": texts["taken_over"]}
    elif texts["argument"] and not texts["minutes"]:
        raise BadInput(_("Noem waar dit in het verslag staat. Zo kan iedereen het nalezen."), field="minutes")
    elif not texts["argument"] and (row is None or row.asked_on is None):
        if row is None:
            raise BadInput(_("Schrijf op waarom de fractie tegen was, of vraag het haar."), field="argument")
        row.delete()
        return Done(vote, about(decision, group=vote.group))
    _keep(decision, vote, {**texts, "proposal_state": proposal_state})
    return Done(vote, about(decision, group=vote.group))


def speaks_for(actor: Actor, vote: GroupVote) -> bool:
    """Tell whether somebody sits in this fractie today. One query."""
    rows = Membership.objects.filter(current(clock.today()), tenant_id=vote.tenant_id, role=Role.COUNCIL)
    return rows.filter(group=vote.council_group_id, group__isnull=False, person__account=actor.id).exists()


@act("decision.group_spoke", GroupVote, on=("decision", "vote"))
def speak(
    *, decision: Decision, vote: GroupVote, fields: Mapping[str, Any], actor: Actor, key: str | None = None,
    seen: int | None = None,
) -> Done[GroupVote]:  # fmt: skip
    """Let a member of a fractie that was asked say in its own words why it was against. Empty words take them back."""
    row = _against(decision, vote)
    if not speaks_for(actor, vote):
        raise NotAllowed(_("Alleen iemand van deze fractie schrijft dit op."))
    if row is None or row.asked_on is None:
        raise NotNow(_("De griffie heeft dit nog niet aan uw fractie gevraagd."))
    texts = _texts(fields, OF_MEMBERS)
    words = bool(texts["argument"])
    _keep(decision, vote, {**texts, "by_member": words, "minutes": "" if words else row.minutes})
    return Done(vote, about(decision, group=vote.group))
