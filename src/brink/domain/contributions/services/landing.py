"""Landing: laying an answer ready for voices one by one, per bundle, per round or for a stopped question.

All of it is a draft that nobody outside the desk reads until `replying.send` gives it to its givers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brink.domain.contributions.landing_modes import living, with_round
from brink.domain.contributions.models import (
    Answer,
    Bundle,
    BundleItem,
    Contribution,
    HandOver,
    Landing,
    Objection,
    OutcomeCode,
)
from brink.domain.contributions.services.answers import AnswerDraft, also, checked, named_place, tie, write_answer
from brink.domain.contributions.services.bundling import chunks
from brink.domain.contributions.services.cosigning import ask_cosignature
from brink.domain.contributions.services.replying import reply
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotNow
from brink.foundation.text import clean

if TYPE_CHECKING:
    from uuid import UUID

    from brink.domain.contributions.models import Destination
    from brink.domain.people.models import Person


def _reason_for_change(text: str) -> str:
    return clean(text, limit=1_000, field="change_reason", too_long=_("Maak de reden van de verandering korter."))


def _voices(process: Process, ids: "Sequence[UUID]") -> list[Contribution]:
    """Return the voices that may land: of this question, not withdrawn."""
    rows: list[Contribution] = []
    for piece in chunks(ids):
        rows += living(process).filter(pk__in=piece).only("pk", "landed_at", "replied_at", "reopened_at")
    if not rows:
        raise BadInput(_("Er zijn geen woorden om te beantwoorden."))
    return rows


def _members(bundle: Bundle) -> "list[UUID]":
    if bundle.merged_into_id is not None:
        raise NotNow(_("Deze bundel is samengevoegd met een andere. Werk daar verder."))
    rows = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None)
    return list(rows.values_list("contribution_id", flat=True))


def _check_outcome(draft: AnswerDraft, process: Process, ids: "Sequence[UUID]") -> None:
    """Refuse outcomes that have a way of their own."""
    if draft.outcome == OutcomeCode.COLLECTIVE:
        raise BadInput(_("Per onderdeel beantwoorden kan alleen voor een hele ronde tegelijk."), field="outcome")
    if draft.outcome == OutcomeCode.STOPPED and process.withdrawn_at is None:
        raise BadInput(_("Dit antwoord past alleen bij een vraag die is gestopt."), field="outcome")
    if draft.outcome == OutcomeCode.ELSEWHERE:
        rows = HandOver.objects.filter(tenant_id=process.tenant_id, refused_at=None)
        count = sum(rows.filter(contribution_id__in=piece).count() for piece in chunks(ids))
        if count != len(ids):
            raise BadInput(_("Geef de woorden eerst door aan de andere overheid."), field="outcome")


def _sort(rows: Sequence[Contribution], bundle: Bundle | None) -> "tuple[list[UUID], list[UUID], list[UUID]]":
    """Divide voices into new ones, those whose answer changes, and those that landed outside this bundle."""
    landed = [row.pk for row in rows if row.landed_at is not None]
    changing = set(landed)
    if bundle is not None:
        here: set[UUID] = set()
        for piece in chunks(landed):
            current = Landing.objects.filter(tenant_id=bundle.tenant_id, contribution_id__in=piece, current=True)
            here.update(current.filter(bundle=bundle).values_list("contribution_id", flat=True))
        changing = here | {row.pk for row in rows if row.reopened_at is not None}
    fresh = [row.pk for row in rows if row.landed_at is None]
    return fresh, [pk for pk in landed if pk in changing], [pk for pk in landed if pk not in changing]


def _entry(answer: Answer, data: Mapping[str, object], kind: str = "") -> Done[Answer]:
    """Return the answer with codes for the journal: not public, for what lies ready may still change."""
    return Done(answer, {"process": str(answer.process_id), "outcome": answer.outcome, **data}, kind=kind)


def _why_again(changing: "Sequence[UUID]", asked: "set[UUID]", reason: str) -> "Iterator[tuple[str, list[UUID]]]":
    """Divide voices that get another answer by why they do: the body changed its mind, or had to look again."""
    objected = set(
        Objection.objects.filter(contribution__in=asked, answered_at=None).values_list("contribution_id", flat=True)
    )
    yield reason, [pk for pk in changing if pk not in asked]
    yield reason or _("U zei dat ons antwoord niet klopte."), [pk for pk in changing if pk in objected]
    yield (
        reason or _("De andere overheid heeft uw woorden aan ons teruggegeven."),
        [pk for pk in changing if pk in asked - objected],
    )


def _check_seen(seen: str, last: Answer | None) -> None:
    """Refuse when another answer was laid ready here since the form was drawn, and say who did."""
    if last is None or str(last.pk) == seen:
        return
    entry = Entry.objects.filter(tenant_id=last.tenant_id, subject_id=last.pk).order_by("at", "id").first()
    raise Conflict(
        _("Iemand anders heeft dit net veranderd. Kijk wat er nu staat en bewaar het daarna opnieuw."),
        at=last.created_at,
        by=entry.actor_id if entry else None,
    )


@act("landing.made", Answer, on="process")
def land(
    *,
    process: Process,
    draft: AnswerDraft,
    actor: Actor,
    contributions: Sequence[Contribution] = (),
    bundle: Bundle | None = None,
    change_reason: str = "",
    written_place: str = "",
    seen_answer: str = "",
    key: str | None = None,
) -> Done[Answer]:
    """Lay one answer ready for contributions, or for everything in a bundle, and return it.

    `written_place` is where it came down in words, when none of the known destinations was chosen; it is kept only
    together with the answer that points at it. `seen_answer` is the key of the answer that lay there when the form was
    drawn, or "none"; another one since then answers Conflict. Left out, nothing is compared.

    Voices that were sent an answer before get another one only with a `change_reason`; the old one stays with them
    until the new one is sent, and readable after it. A voice that landed through another of its bundles keeps that
    landing, and its giver will see this answer beside it. Reopened voices need no reason: the giver asked. Withdrawn
    voices are left alone. Raises BadInput or NotNow.
    """
    if draft.destination is None and written_place.strip():
        draft = replace(draft, destination=named_place(process=process, kind="place", title=written_place))
    draft = checked(draft, process.tenant_id)
    change_reason = _reason_for_change(change_reason)
    if bundle is not None and (bundle.process_id != process.pk or contributions):
        raise BadInput(_("Kies een bundel van deze vraag, of losse woorden."))
    if seen_answer:
        _check_seen(seen_answer, lying(bundle=bundle, contributions=contributions))
    rows = _voices(process, _members(bundle) if bundle is not None else [row.pk for row in contributions])
    _check_outcome(draft, process, [row.pk for row in rows])
    answered = {row.pk for row in rows if row.replied_at is not None and row.reopened_at is None}
    reopened = {row.pk for row in rows if row.reopened_at is not None}
    fresh, changing, elsewhere = _sort(rows, bundle)
    if answered & set(changing) and not change_reason:
        raise BadInput(_("Hier ligt al een antwoord. Schrijf op waarom het verandert."), field="change_reason")
    if not fresh and not changing:
        raise BadInput(_("Al deze woorden hebben een antwoord via een andere bundel."))
    answer = write_answer(process, draft)
    ask_cosignature(answer)
    tie(answer, fresh, bundle=bundle)
    for reason, mine in _why_again(changing, reopened, change_reason):
        tie(answer, mine, bundle=bundle, change_reason=reason)
    if bundle is not None:
        also(answer, elsewhere, bundle)
    where = str(bundle.pk) if bundle is not None else None
    return _entry(answer, {"landed": len(fresh), "changed": len(changing), "bundle": where})


# Acts on the answers of one process come one after the other: each of these holds the process before all else.


@act("landing.changed", Answer, on=("answer.process", "answer"))
def change(
    *, answer: Answer, draft: AnswerDraft, change_reason: str, actor: Actor, key: str | None = None
) -> Done[Answer]:
    """Replace an answer for everybody who has it now, with the reason; they keep the old one till the new is sent."""
    process = answer.process
    draft = checked(draft, process.tenant_id)
    reason = _reason_for_change(change_reason)
    if not reason:
        raise BadInput(_("Schrijf op waarom het antwoord verandert."), field="change_reason")
    rows = Landing.objects.filter(
        tenant_id=answer.tenant_id, answer=answer, current=True, contribution__withdrawn_at=None
    ).values_list("bundle_id", "contribution_id")
    by_bundle: dict[UUID | None, list[UUID]] = defaultdict(list)
    for bundle_id, contribution_id in rows:
        by_bundle[bundle_id].append(contribution_id)
    if not by_bundle:
        raise NotNow(_("Niemand heeft dit antwoord nog. Kies het nieuwste antwoord."))
    ids = [pk for group in by_bundle.values() for pk in group]
    _check_outcome(draft, process, ids)
    new_answer = write_answer(process, draft)
    ask_cosignature(new_answer)
    bundles = Bundle.objects.in_bulk([pk for pk in by_bundle if pk is not None])
    for pk, group in by_bundle.items():
        tie(new_answer, group, bundle=bundles.get(pk) if pk else None, change_reason=reason)
    return _entry(new_answer, {"before": str(answer.pk), "changed": len(ids)})


def lying(*, bundle: Bundle | None = None, contributions: Sequence[Contribution] = ()) -> Answer | None:
    """Return the answer that lies at a bundle, or at one of these voices, sent or not; None when there is none."""
    if bundle is not None:
        return latest_answer(bundle)
    rows = Landing.objects.filter(contribution__in=contributions, current=True).select_related("answer")
    last = rows.order_by("-created_at", "-id").first()
    return last.answer if last is not None else None


def latest_answer(bundle: Bundle) -> Answer | None:
    """Return the newest answer of a bundle, or None."""
    return (
        Answer.objects.filter(tenant_id=bundle.tenant_id, landings__bundle=bundle)
        .order_by("-created_at", "-id")
        .first()
    )


@act("landing.linked", Answer, on=("bundle.process", "bundle"))
def link_late(*, bundle: Bundle, actor: Actor, key: str | None = None) -> Done[Answer]:
    """Give voices that joined a bundle after its answer that answer too; they hear at once when it was sent."""
    answer = latest_answer(bundle)
    if answer is None:
        raise NotNow(_("Deze bundel heeft nog geen antwoord."))
    rows = [row.pk for row in _voices(bundle.process, _members(bundle)) if row.landed_at is None]
    if not rows:
        raise NotNow(_("Iedereen in deze bundel heeft al een antwoord."))
    tie(answer, rows, bundle=bundle)
    now, data = clock.now(), {"landed": len(rows), "bundle": str(bundle.pk)}
    if answer.sent_at is None:
        return _entry(answer, data)
    for piece in chunks(rows):
        reply(Contribution.objects.filter(tenant_id=bundle.tenant_id, pk__in=piece), bundle.tenant_id, at=now)
    return _entry(answer, {**data, "sent_at": now.isoformat()})


@act("landing.collective", Answer, on=("round.process", "round"))
def land_round(
    *,
    round: Round,
    reason: str,
    actor: Actor,
    destination: "Destination | None" = None,
    signed_by: "Person | None" = None,
    key: str | None = None,
) -> Done[Answer]:
    """Lay one answer ready for everybody in a round whose voice lands with it; each then reads what became of it all.

    `destination` defaults to the page of the question. Raises NotNow when the round still runs, when something in it
    must be answered first, or when nobody waits.
    """
    process = round.process
    where = destination or named_place(process=process, kind="round", title=round.title)
    draft = checked(
        AnswerDraft(OutcomeCode.COLLECTIVE, reason, destination=where, signed_by=signed_by), process.tenant_id
    )
    waiting = living(process).filter(with_round(), round=round, landed_at=None)
    ids = list(waiting.order_by().values_list("pk", flat=True))
    if not ids:
        raise NotNow(_("Er wacht in deze ronde niemand meer op antwoord."))
    answer = write_answer(process, draft)
    tie(answer, ids)
    return _entry(answer, {"round": str(round.pk), "landed": len(ids)})


@act("landing.changed", Answer, on=("round.process", "round"))
def reland_round(*, round: Round, change_reason: str, actor: Actor, key: str | None = None) -> Done[Answer]:
    """Lay the answer of a round ready again for everybody who was sent it: a part of it changed, and why.

    They keep what they have till it is sent. Raises BadInput without a reason, NotNow when nobody was sent one.
    """
    process, reason = round.process, _reason_for_change(change_reason)
    if not reason:
        raise BadInput(_("Hier ligt al een antwoord. Schrijf op waarom het verandert."), field="change_reason")
    rows = Landing.objects.filter(
        tenant_id=round.tenant_id, contribution__round=round, contribution__withdrawn_at=None, current=True,
        holds=True, answer__outcome=OutcomeCode.COLLECTIVE,
    ).order_by("-answer__created_at", "id")  # fmt: skip
    last = rows.select_related("answer__destination", "answer__signed_by").first()
    if last is None:
        raise NotNow(_("Niemand in deze ronde heeft al antwoord."))
    last_answer = last.answer
    draft = AnswerDraft(
        OutcomeCode.COLLECTIVE,
        last_answer.reason,
        destination=last_answer.destination,
        signed_by=last_answer.signed_by,
    )
    answer, ids = write_answer(process, draft), list(rows.values_list("contribution_id", flat=True))
    tie(answer, ids, change_reason=reason)
    return _entry(answer, {"round": str(round.pk), "before": str(last_answer.pk), "changed": len(ids)})


@act("landing.stopped", Answer, on="process")
def land_stopped(
    *, process: Process, reason: str, actor: Actor, signed_by: "Person | None" = None, key: str | None = None
) -> Done[Answer]:
    """Lay one answer ready for everybody who had none when the question was stopped: it is stopped, and why.

    It takes the place of what lay ready for them and was not sent: that spoke of a decision that will not come. Whoever
    said that an answer is wrong is answered on their own. Raises NotNow when nobody waits.
    """
    if process.withdrawn_at is None:
        raise NotNow(_("Deze vraag is niet gestopt. Geef antwoord per bundel, per ronde of per bijdrage."))
    draft = checked(AnswerDraft(OutcomeCode.STOPPED, reason, signed_by=signed_by), process.tenant_id)
    ids = list(living(process).filter(replied_at=None).order_by().values_list("pk", flat=True))
    if not ids:
        raise NotNow(_("Er wacht niemand meer op antwoord."))
    answer = write_answer(process, draft)
    tie(answer, ids)
    return _entry(answer, {"landed": len(ids)})
