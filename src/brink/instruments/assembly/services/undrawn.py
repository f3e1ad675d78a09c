"""Telling who was not drawn, and destroying what is known of people once the term is over, with a record of it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.participation.round_page import address_of
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import NotNow
from brink.foundation.mail import NotSent, post
from brink.instruments.assembly.models import Assembly, Draw, PanelSeat, PoolPlace, Volunteer, VolunteerContact
from brink.instruments.assembly.round_settings import KEY, Settings
from brink.instruments.assembly.services.commissioning import assembly_of
from brink.instruments.assembly.services.signing_up import EMPTY

BATCH = 100


def held_draw(round: Round) -> Draw | None:
    """Return the draw that was held, or None. One query."""
    return Draw.objects.filter(tenant_id=round.tenant_id, round=round, test=False, held_at__isnull=False).first()


def undrawn(draw: Draw) -> QuerySet[Volunteer]:
    """Return who took part and has no seat, and did not withdraw."""
    drawn = PanelSeat.objects.filter(draw=draw).values("volunteer")
    rows = Volunteer.objects.filter(tenant_id=draw.tenant_id, places__draw=draw).exclude(pk__in=drawn)
    return rows.filter(contribution__withdrawn_at=None).exclude(person_key="")


def not_drawn(draw: Draw) -> list[Volunteer]:
    """Return them with how to reach them. One query."""
    return list(undrawn(draw).select_related("contact", "round__process__tenant").order_by("id"))


@act("assembly.undrawn_told", Round, on=("round.process", "round"))
def tell_not_drawn(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Tell everybody who was not drawn: by mail where they left one; for the others there is a list for letters."""
    draw, assembly = held_draw(round), assembly_of(round)
    if draw is None:
        raise NotNow(_("Er is nog niet geloot."))
    if assembly.told_at is not None:
        raise NotNow(_("Wie niet is geloot, heeft al bericht gekregen."))
    assembly.told_at = clock.now()
    assembly.save(update_fields=("told_at",))
    return Done(round, {"process": str(round.process_id), "people": len(not_drawn(draw))}, public=True)


@act("assembly.addresses_read", Round, on=("round.process", "round"), lock=False, adds=True)
def read_addresses(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Note that somebody took the list of addresses for letters: it names people."""
    return Done(round, {"process": str(round.process_id)}, public=False)


def mail_waiting() -> int:
    """Mail whoever was told and left an address; returns how many mails went out. Safe to run twice."""
    done = 0
    rows = Assembly.objects.filter(told_at__isnull=False, undrawn_destroyed_at=None, destroyed_at=None)
    for assembly in rows.select_related("round").order_by("id"):
        draw = held_draw(assembly.round)
        if draw is None:
            continue
        rows_waiting = undrawn(draw).filter(contact__isnull=False, contact__mailed_at=None)
        waiting = rows_waiting.exclude(contact__email="").select_related("contact", "round__process__tenant")
        done += sum(_send(one) for one in waiting.order_by("id")[:BATCH])
    return done


def _send(volunteer: Volunteer) -> bool:
    contact = volunteer.contact
    with exempt("assembly mail"):
        if not VolunteerContact.objects.filter(pk=contact.pk, mailed_at=None).update(mailed_at=clock.now()):
            return False
    try:
        with override("nl"):
            post(_("De loting is geweest"), letter_to(volunteer.round), [contact.email])
    except NotSent:
        with exempt("assembly mail"):
            VolunteerContact.objects.filter(pk=contact.pk).update(mailed_at=None)
        return False
    return True


def letter_to(round: Round) -> tuple[str, ...]:
    """Return what whoever was not drawn reads, in mail or in a letter."""
    process = round.process
    follow = f"{settings.BASE_URL}{page_url('process', process.slug)}"
    draw = f"{settings.BASE_URL}{address_of(round, 'draw')}"
    return (
        _("Dag,"),
        _("U heeft zich aangemeld voor ‘%(title)s’. U bent niet geloot. Dank u wel dat u mee wilde doen.")
        % {"title": round.title},
        _("Zo ging de loting, en zo rekent u die na: %(link)s") % {"link": draw},
        _("U kunt alles volgen en op andere manieren meedoen: %(link)s") % {"link": follow},
        _("Valt er iemand uit? Dan loten wij opnieuw, en kunnen wij u bellen."),
        process.tenant.name,
    )


def destroy_on(round: Round, draw: Draw | None) -> tuple[date | None, date | None]:
    """Return on which days what is known of who was not drawn goes, and of everybody; None while that is not known."""
    days = timedelta(days=Settings.of(round.settings).keep_days)
    ended = round.closed_at
    everybody = (ended + days).astimezone(clock.AMSTERDAM).date() if ended is not None else None
    if draw is None or draw.held_at is None:
        return everybody, everybody
    undrawn = (draw.held_at + days).astimezone(clock.AMSTERDAM).date()
    return (min(undrawn, everybody) if everybody is not None else undrawn), everybody


@act("assembly.destroyed", Round, on=("round.process", "round"))
def destroy(*, round: Round, everybody: bool, actor: Actor, key: str | None) -> Done[Round]:
    """Empty what is known of who was not drawn, or of everybody; who sat stays counted. By the clock."""
    assembly, rows = assembly_of(round), Volunteer.objects.filter(tenant_id=round.tenant_id, round=round)
    if not everybody:
        rows = rows.exclude(
            pk__in=PanelSeat.objects.filter(tenant_id=round.tenant_id, draw__round=round).values("volunteer")
        )
    ids = list(rows.values_list("pk", flat=True))
    VolunteerContact.objects.filter(tenant_id=round.tenant_id, volunteer__in=ids).delete()
    PoolPlace.objects.filter(tenant_id=round.tenant_id, volunteer__in=ids).delete()
    Volunteer.objects.filter(pk__in=ids).update(**EMPTY)
    now = clock.now()
    assembly.undrawn_destroyed_at = assembly.undrawn_destroyed_at or now
    assembly.destroyed_at = now if everybody else assembly.destroyed_at
    assembly.save(update_fields=("undrawn_destroyed_at", "destroyed_at"))
    data = {"process": str(round.process_id), "people": len(ids), "everybody": everybody}
    return Done(round, data, public=True)


def destroy_due(at: datetime) -> int:
    """Destroy what is due, in all rounds; returns of how many. One query while there is nothing."""
    rows = Assembly.objects.filter(destroyed_at=None, round__instrument=KEY).select_related("round__process")
    today, done = at.astimezone(clock.AMSTERDAM).date(), 0
    for one in rows.order_by("id"):
        undrawn, everybody = destroy_on(one.round, held_draw(one.round))
        if everybody is not None and everybody <= today:
            destroy(round=one.round, everybody=True, actor=SYSTEM, key=f"assembly {one.pk} destroyed")
        elif one.undrawn_destroyed_at is None and undrawn is not None and undrawn <= today:
            destroy(round=one.round, everybody=False, actor=SYSTEM, key=f"assembly {one.pk} undrawn")
        else:
            continue
        done += 1
    return done
