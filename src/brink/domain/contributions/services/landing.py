"""Landing: giving voices their answer one by one, per bundle or per round, and changing it openly."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer, Bundle, BundleItem, Contribution, HandOver, Landing, OutcomeCode
from brink.domain.contributions.services.bundling import chunks
from brink.domain.contributions.services.replying import reply
from brink.domain.contributions.services.verdicts import (
    Verdict,
    also,
    checked,
    log_landing,
    once_answered,
    place,
    tie,
    write_answer,
)
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
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
        rows += Contribution.objects.filter(
            tenant_id=process.tenant_id, process=process, pk__in=piece, withdrawn_at=None
        ).only("pk", "landed_at", "reopened_at")
    if not rows:
        raise BadInput(_("Er zijn geen woorden om te beantwoorden."))
    return rows


def _members(bundle: Bundle) -> "list[UUID]":
    if bundle.merged_into_id is not None:
        raise NotNow(_("Deze bundel is samengevoegd met een andere. Werk daar verder."))
    rows = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None)
    return list(rows.values_list("contribution_id", flat=True))


def _check_outcome(verdict: Verdict, tenant_id: "UUID", ids: "Sequence[UUID]") -> None:
    """Refuse outcomes that have a way of their own."""
    if verdict.outcome == OutcomeCode.COLLECTIVE:
        raise BadInput(_("Per stelling beantwoorden kan alleen voor een hele ronde tegelijk."), field="outcome")
    if verdict.outcome == OutcomeCode.ELSEWHERE:
        given = sum(
            HandOver.objects.filter(tenant_id=tenant_id, contribution_id__in=piece).count() for piece in chunks(ids)
        )
        if given != len(ids):
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


def land(
    *,
    process: Process,
    verdict: Verdict,
    actor: Actor,
    contributions: Sequence[Contribution] = (),
    bundle: Bundle | None = None,
    change_reason: str = "",
    key: str | None = None,
) -> Answer:
    """Give contributions, or everything in a bundle, one answer, and return it. The giver sees it from now on.

    Voices that have an answer already get the new one only with a `change_reason`; the old one stays readable. A voice
    that landed through another of its bundles keeps that landing, and its giver sees this answer beside it. Reopened
    voices need no reason: the giver asked. Withdrawn voices are left alone. Raises BadInput or NotNow.
    """
    verdict = checked(verdict, process.tenant_id)
    change_reason = _reason_for_change(change_reason)
    if bundle is not None and (bundle.process_id != process.pk or contributions):
        raise BadInput(_("Kies een bundel van deze vraag, of losse woorden."))
    asked = [row.pk for row in contributions]

    def act(body: str) -> Answer:
        Process.objects.select_for_update().get(pk=process.pk)
        rows = _voices(process, _members(bundle) if bundle is not None else asked)
        _check_outcome(verdict, process.tenant_id, [row.pk for row in rows])
        reopened = [row.pk for row in rows if row.reopened_at is not None]
        fresh, changing, elsewhere = _sort(rows, bundle)
        if set(changing) - set(reopened) and not change_reason:
            raise BadInput(_("Hier ligt al een antwoord. Schrijf op waarom het verandert."), field="change_reason")
        if not fresh and not changing:
            raise BadInput(_("Al deze woorden hebben een antwoord via een andere bundel."))
        answer = write_answer(process, verdict)
        tie(answer, fresh, bundle=bundle)
        tie(answer, changing, bundle=bundle, change_reason=change_reason or _("U zei dat ons antwoord niet klopte."))
        if bundle is not None:
            also(answer, elsewhere, bundle)
        where = str(bundle.pk) if bundle is not None else None
        counts: dict[str, object] = {"landed": len(fresh), "changed": len(changing), "bundle": where}
        return log_landing(answer, actor, key, body, "landing.made", counts)

    wish: dict[str, object] = {"act": "land", "ids": asked, "bundle": bundle and bundle.pk, "change": change_reason}
    return once_answered(process.tenant_id, wish, verdict, key, act)


def change(*, answer: Answer, verdict: Verdict, change_reason: str, actor: Actor, key: str | None = None) -> Answer:
    """Replace an answer for everybody who has it now, with the reason; the old one stays readable for them."""
    process = answer.process
    verdict = checked(verdict, process.tenant_id)
    reason = _reason_for_change(change_reason)
    if not reason:
        raise BadInput(_("Schrijf op waarom het antwoord verandert."), field="change_reason")

    def act(body: str) -> Answer:
        Process.objects.select_for_update().get(pk=process.pk)
        rows = Landing.objects.filter(
            tenant_id=answer.tenant_id, answer=answer, current=True, contribution__withdrawn_at=None
        ).values_list("bundle_id", "contribution_id")
        by_bundle: dict[UUID | None, list[UUID]] = defaultdict(list)
        for bundle_id, contribution_id in rows:
            by_bundle[bundle_id].append(contribution_id)
        if not by_bundle:
            raise NotNow(_("Niemand heeft dit antwoord nog. Kies het nieuwste antwoord."))
        ids = [pk for group in by_bundle.values() for pk in group]
        _check_outcome(verdict, process.tenant_id, ids)
        new = write_answer(process, verdict)
        bundles = Bundle.objects.in_bulk([pk for pk in by_bundle if pk is not None])
        for pk, group in by_bundle.items():
            tie(new, group, bundle=bundles.get(pk) if pk else None, change_reason=reason)
        data: dict[str, object] = {"before": str(answer.pk), "changed": len(ids)}
        return log_landing(new, actor, key, body, "landing.changed", data)

    wish = {"act": "change", "answer": answer.pk, "change": reason}
    return once_answered(answer.tenant_id, wish, verdict, key, act)


def latest_answer(bundle: Bundle) -> Answer | None:
    """Return the newest answer of a bundle, or None."""
    return (
        Answer.objects.filter(tenant_id=bundle.tenant_id, landings__bundle=bundle)
        .order_by("-created_at", "-id")
        .first()
    )


def link_late(*, bundle: Bundle, actor: Actor, key: str | None = None) -> Answer:
    """Give voices that joined a bundle after its answer that answer too; they hear at once when it was sent."""

    def act(body: str) -> Answer:
        Process.objects.select_for_update().get(pk=bundle.process_id)
        answer = latest_answer(bundle)
        if answer is None:
            raise NotNow(_("Deze bundel heeft nog geen antwoord."))
        rows = [row.pk for row in _voices(bundle.process, _members(bundle)) if row.landed_at is None]
        if not rows:
            raise NotNow(_("Iedereen in deze bundel heeft al een antwoord."))
        tie(answer, rows, bundle=bundle)
        if answer.sent_at is not None:
            for piece in chunks(rows):
                reply(Contribution.objects.filter(tenant_id=bundle.tenant_id, pk__in=piece), bundle.tenant_id)
        return log_landing(answer, actor, key, body, "landing.linked", {"landed": len(rows), "bundle": str(bundle.pk)})

    return once_answered(bundle.tenant_id, {"act": "link", "bundle": bundle.pk}, None, key, act)


def land_round(
    *,
    round: Round,
    reason: str,
    actor: Actor,
    destination: "Destination | None" = None,
    signed_by: "Person | None" = None,
    kind: str = "session",
    key: str | None = None,
) -> Answer:
    """Land all filled sessions of a round on one answer, in bulk; each giver then sees the fate of every statement.

    `destination` defaults to the page of the question. The round must be over. Raises NotNow when nothing waits.
    """
    process = round.process
    now = clock.now()

    def act(body: str) -> Answer:
        Process.objects.select_for_update().get(pk=process.pk)
        if round.closed_at is None and now < round.closes_at:
            raise NotNow(_("Deze ronde loopt nog. Beantwoord de stellingen als de ronde voorbij is."))
        where = destination or place(
            process=process, kind="round", title=round.title, address=f"/processen/{process.slug}/"
        )
        verdict = checked(
            Verdict(OutcomeCode.COLLECTIVE, reason, destination=where, signed_by=signed_by), process.tenant_id
        )
        waiting = Contribution.objects.filter(
            tenant_id=process.tenant_id, round=round, kind=kind, landed_at=None, withdrawn_at=None
        )
        ids = list(waiting.order_by().values_list("pk", flat=True))
        if not ids:
            raise NotNow(_("Er wacht niemand meer op een antwoord per stelling."))
        answer = write_answer(process, verdict)
        Landing.objects.bulk_create(
            (Landing(tenant_id=process.tenant_id, created_at=now, contribution_id=pk, answer=answer) for pk in ids),
            batch_size=1_000,
        )
        waiting.update(landed_at=now)
        Process.objects.filter(pk=process.pk).update(landed_count=F("landed_count") + len(ids))
        return log_landing(answer, actor, key, body, "landing.collective", {"round": str(round.pk), "landed": len(ids)})

    wish = {"act": "land round", "round": round.pk, "kind": kind, "reason": reason}
    return once_answered(process.tenant_id, wish, None, key, act)
