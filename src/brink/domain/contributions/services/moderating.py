"""Moderating: holding, hiding and showing words, always with a reason; appeal; and edits that keep what stood there."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Appeal,
    Contribution,
    Moderation,
    ModerationAct,
    Revision,
)
from brink.domain.contributions.services.following import require_giver
from brink.domain.contributions.services.owning import locked
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor, fingerprint, once, record
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.text import clean

REASON_LIMIT = 1_000
TEXT_LIMIT = 5_000


def _reason(text: str, field: str = "reason") -> str:
    return clean(
        text,
        limit=REASON_LIMIT,
        field=field,
        empty=_("Schrijf de reden op. De gever leest die."),
        too_long=_("Maak de reden korter dan 1.000 tekens."),
    )


def _act(row: Contribution, to: str, reason: str, actor: Actor) -> ModerationAct:
    """Store one decision on visibility and carry it out."""
    row.moderation = to
    row.save(update_fields=("moderation",))
    return ModerationAct.objects.create(
        tenant_id=row.tenant_id,
        created_at=clock.now(),
        contribution=row,
        to=to,
        reason=reason,
        by_role=actor.role,
        by_id=actor.id,
    )


def _move(*, contribution: Contribution, to: str, reason: str, actor: Actor, key: str | None) -> ModerationAct:
    reason = _reason(reason)
    body = fingerprint({"act": "moderate", "contribution": contribution.pk, "to": to, "reason": reason})

    def act() -> ModerationAct:
        row = locked(contribution)
        if row.withdrawn_at is not None:
            raise NotNow(_("De gever trok deze woorden in. Er valt niets meer te tonen of te verbergen."))
        if row.moderation == to:
            raise NotNow(_("Dat is al gedaan, misschien door een collega."))
        done = _act(row, to, reason, actor)
        record(
            tenant_id=row.tenant_id,
            kind=f"contribution.{to}",
            subject="contribution",
            subject_id=row.pk,
            actor=actor,
            data={"process": str(row.process_id)},
            key=key,
            body=body,
        )
        return done

    def again(_entry: Entry) -> ModerationAct:
        return ModerationAct.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution, to=to).latest(
            "created_at"
        )

    return once(tenant_id=contribution.tenant_id, key=key, body=body, act=act, again=again)


def hold(*, contribution: Contribution, reason: str, actor: Actor, key: str | None = None) -> ModerationAct:
    """Take words off the site until somebody has looked at them."""
    return _move(contribution=contribution, to=Moderation.WAITING, reason=reason, actor=actor, key=key)


def hide(*, contribution: Contribution, reason: str, actor: Actor, key: str | None = None) -> ModerationAct:
    """Hide words. A stub with the reason stays in their place; the voice still counts and still gets an answer."""
    return _move(contribution=contribution, to=Moderation.HIDDEN, reason=reason, actor=actor, key=key)


def show(*, contribution: Contribution, reason: str = "", actor: Actor, key: str | None = None) -> ModerationAct:
    """Put words on the site, after a check or because hiding them was wrong."""
    reason = reason.strip() or _("Nagekeken en getoond.")
    return _move(contribution=contribution, to=Moderation.SHOWN, reason=reason, actor=actor, key=key)


def appeal(*, contribution: Contribution, code: str, text: str, key: str | None = None) -> Appeal:
    """The giver disagrees with hiding: once per contribution."""
    require_giver(contribution, code)
    text = clean(
        text,
        limit=REASON_LIMIT,
        empty=_("Schrijf op waarom u het er niet mee eens bent."),
        too_long=_("Maak uw tekst korter dan 1.000 tekens."),
    )
    body = fingerprint({"act": "appeal", "contribution": contribution.pk, "text": text})

    def act() -> Appeal:
        row = locked(contribution)
        if row.moderation != Moderation.HIDDEN or row.withdrawn_at is not None:
            raise NotNow(_("Uw woorden zijn niet verborgen."))
        if Appeal.objects.filter(tenant_id=row.tenant_id, contribution=row).exists():
            raise NotNow(_("U vroeg al een keer om een tweede blik. Dat kan één keer."))
        made = Appeal.objects.create(tenant_id=row.tenant_id, created_at=clock.now(), contribution=row, text=text)
        record(
            tenant_id=row.tenant_id,
            kind="appeal.made",
            subject="contribution",
            subject_id=row.pk,
            actor=RESIDENT,
            key=key,
            body=body,
        )
        return made

    def again(_entry: Entry) -> Appeal:
        return Appeal.objects.get(tenant_id=contribution.tenant_id, contribution=contribution)

    return once(tenant_id=contribution.tenant_id, key=key, body=body, act=act, again=again)


def hidden_by(contribution: Contribution) -> object:
    """Return the key of the account that hid these words last, or None."""
    return (
        ModerationAct.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution, to=Moderation.HIDDEN)
        .order_by("-created_at", "-id")
        .values_list("by_id", flat=True)
        .first()
    )


def answer_appeal(*, appeal: Appeal, granted: bool, answer: str, actor: Actor, key: str | None = None) -> Appeal:
    """Answer an appeal, by somebody else than who hid the words. Granting it shows them again.

    Raises NotAllowed for who hid them (and for nobody in particular), NotNow when it was answered before.
    """
    answer = _reason(answer, "answer")
    body = fingerprint({"act": "answer appeal", "appeal": appeal.pk, "granted": granted, "answer": answer})

    def act() -> Appeal:
        row = locked(appeal.contribution)
        asked = Appeal.objects.select_for_update().get(tenant_id=appeal.tenant_id, pk=appeal.pk)
        if asked.answered_at is not None or row.withdrawn_at is not None:
            raise NotNow(_("Dit verzoek is al afgehandeld."))
        if actor.id is None or hidden_by(row) == actor.id:
            raise NotAllowed(_("U verborg deze woorden zelf. Vraag een collega om mee te kijken."))
        asked.granted, asked.answer, asked.answered_at, asked.answered_by_id = granted, answer, clock.now(), actor.id
        asked.save(update_fields=("granted", "answer", "answered_at", "answered_by"))
        if granted and row.moderation == Moderation.HIDDEN:
            _act(row, Moderation.SHOWN, answer, actor)
        record(
            tenant_id=row.tenant_id,
            kind="appeal.answered",
            subject="contribution",
            subject_id=row.pk,
            actor=actor,
            data={"granted": granted},
            key=key,
            body=body,
        )
        return asked

    def again(_entry: Entry) -> Appeal:
        return Appeal.objects.get(tenant_id=appeal.tenant_id, pk=appeal.pk)

    return once(tenant_id=appeal.tenant_id, key=key, body=body, act=act, again=again)


def revise(*, contribution: Contribution, text: str, reason: str, actor: Actor, key: str | None = None) -> Revision:
    """Change what the public reads, for instance to take out a third person's name. The words as given stay in Source.

    The giver sees what stood there, what stands there now, and why.
    """
    text = clean(
        text,
        limit=TEXT_LIMIT,
        empty=_("Laat de woorden niet leeg. Verbergen kan met een reden."),
        too_long=_("Uw tekst is te lang. Maak hem korter dan 5.000 tekens."),
    )
    reason = clean(
        reason, limit=200, field="reason", empty=_("Schrijf op waarom de tekst verandert."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )  # fmt: skip
    body = fingerprint({"act": "revise", "contribution": contribution.pk, "text": text, "reason": reason})

    def act() -> Revision:
        row = locked(contribution)
        if row.withdrawn_at is not None:
            raise NotNow(_("De gever trok deze woorden in."))
        if row.text == text:
            raise BadInput(_("De tekst is niet veranderd."), field="text")
        made = Revision.objects.create(
            tenant_id=row.tenant_id,
            created_at=clock.now(),
            contribution=row,
            before=row.text,
            after=text,
            reason=reason,
            by_role=actor.role,
        )
        row.text = text
        row.save(update_fields=("text",))
        record(
            tenant_id=row.tenant_id,
            kind="contribution.revised",
            subject="contribution",
            subject_id=row.pk,
            actor=actor,
            data={"revision": str(made.pk)},
            key=key,
            body=body,
        )
        return made

    def again(entry: Entry) -> Revision:
        return Revision.objects.get(tenant_id=contribution.tenant_id, pk=entry.data["revision"])

    return once(tenant_id=contribution.tenant_id, key=key, body=body, act=act, again=again)
