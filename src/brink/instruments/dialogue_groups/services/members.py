"""Groups and who is in them: invited by a code, named apart and encrypted, forgotten when the term is over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean, email_address
from brink.instruments.dialogue_groups.models import DialogueGroup, Evening, GroupMember
from brink.instruments.dialogue_groups.queries import has_seat_by_mail
from brink.instruments.dialogue_groups.round_settings import KEPT_DAYS, MOST_GROUPS, MemberKind

SHOWN_FOR = timedelta(hours=1)
"""So long after an invitation its letter can be printed again; after that nobody can read the code any more."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited into a group. `institution` is for an institution or a company alone."""

    kind: str
    name: str
    email: str = ""
    institution: str = ""
    host: bool = False


def at_work(round: Round) -> Round:
    """Return the round while its groups may still write; raises NotNow before release and after the last day."""
    running(round.process)
    if round.opened_at is None:
        raise NotNow(_("De ronde is nog niet vrijgegeven. Daarna kunnen de groepen beginnen."))
    if round.closed_at is not None or clock.now() >= round.closes_at:
        raise NotNow(_("De groepen zijn klaar. Hun voorstellen liggen vast."))
    return round


@act("groups.group_added", DialogueGroup, on=("round.process", "round"))
def add_group(*, round: Round, title: str, task: str, actor: Actor, key: str | None) -> Done[DialogueGroup]:
    """Add a group while the others are at work. Raises BadInput or NotNow."""
    at_work(round)
    rows = DialogueGroup.objects.filter(tenant=round.tenant_id, round=round)
    if rows.count() >= MOST_GROUPS:
        raise BadInput(_("Er passen hooguit %(most)s groepen in een ronde.") % {"most": MOST_GROUPS}, field="title")
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    group = DialogueGroup.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, number=number,
        title=clean(title, limit=120, field="title", empty=_("Geef de groep een thema."),
                    too_long=_("Maak het thema korter dan 120 tekens.")),
        task=clean(task, limit=300, field="task", too_long=_("Maak de opdracht korter dan 300 tekens.")),
    )  # fmt: skip
    return Done(group, {"round": str(round.pk), "number": number}, public=True)


@act("groups.evening_planned", Evening, on=("group.round", "group"))
def plan_evening(*, group: DialogueGroup, on: date, place: str, actor: Actor, key: str | None) -> Done[Evening]:
    """Plan an evening of a group, within the days of the round. Raises BadInput or NotNow."""
    round = at_work(group.round)
    if not round.opens_at.astimezone(clock.AMSTERDAM).date() <= on <= round.last_day:
        raise BadInput(_("Kies een dag waarop de groepen aan het werk zijn."), field="on")
    rows = Evening.objects.filter(tenant=group.tenant_id, group=group)
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    row = Evening.objects.create(
        tenant_id=group.tenant_id, created_at=clock.now(), group=group, number=number, on=on,
        place=clean(place, limit=160, field="place", empty=_("Schrijf op waar de groep samenkomt."),
                    too_long=_("Maak de plek korter dan 160 tekens.")),
    )  # fmt: skip
    return Done(row, {"round": str(round.pk), "group": group.number}, public=True)


@act("groups.evening_told", Evening, on=("evening.group", "evening"))
def tell_evening(
    *, evening: Evening, account: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Evening]:
    """Write down what an evening was about. Raises BadInput, or NotNow for one that is still to come."""
    if evening.on > clock.today():
        raise NotNow(_("Deze avond moet nog komen. Schrijf het verslag daarna."))
    evening.account = clean(
        account, limit=2_000, field="account", empty=_("Schrijf op waar het over ging."),
        too_long=_("Maak het verslag korter dan 2.000 tekens."),
    )  # fmt: skip
    evening.save(update_fields=("account",))
    return Done(evening, {"round": str(evening.group.round_id), "group": evening.group.number}, public=True)


def _cleaned(group: DialogueGroup, who: Invited) -> dict[str, Any]:
    if who.kind not in MemberKind.values:
        raise BadInput(_("Kies of het een inwoner, een instelling of een bedrijf is."), field="kind")
    name = clean(
        who.name, limit=120, field="name", empty=_("Vul de naam in. Alleen de balie leest hem."),
        too_long=_("Maak de naam korter dan 120 tekens."),
    )  # fmt: skip
    institution = clean(
        who.institution, limit=120, field="institution", too_long=_("Maak de naam korter dan 120 tekens."),
        empty="" if who.kind == MemberKind.RESIDENT else _("Vul de naam van de instelling of het bedrijf in."),
    )  # fmt: skip
    if who.kind == MemberKind.RESIDENT and institution:
        raise BadInput(_("Een inwoner komt voor zichzelf. Laat de organisatie leeg."), field="institution")
    email = email_address(
        who.email, wrong=_("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
    ) if who.email.strip() else ""  # fmt: skip
    if len(email) > 254:
        raise BadInput(_("Dit e-mailadres is te lang."), field="email")
    if email and has_seat_by_mail(group.tenant_id, email):
        raise BadInput(
            _("De raad en het bestuur wachten met meepraten tot de groepen klaar zijn. Nodig iemand anders uit."),
            field="email",
        )
    return {"kind": who.kind, "name": name, "email": email, "institution": institution, "host": who.host}


def _seed(tenant_id: object, key: str) -> str:
    return f"{tenant_id} {key} group member"


def code_of(member: GroupMember) -> str:
    """Return the code of an invitation within the hour after it was made, for its letter; "" after that. One query."""
    entry = Entry.objects.filter(tenant_id=member.tenant_id, kind="groups.member_invited", subject_id=member.pk).first()
    if entry is None or not entry.key or entry.at + SHOWN_FOR < clock.now():
        return ""
    return codes.given_for(_seed(member.tenant_id, entry.key), member.code_hash) or ""


@act("groups.member_invited", GroupMember, on=("group.round", "group"))
def invite(*, group: DialogueGroup, who: Invited, actor: Actor, key: str | None) -> Done[GroupMember]:
    """Invite somebody into a group; the code is theirs, and only its hash is kept. Raises BadInput or NotNow."""
    at_work(group.round)
    columns = _cleaned(group, who)
    rows = GroupMember.objects.filter(tenant=group.tenant_id, group=group)
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    _code, stored = codes.issued(_seed(group.tenant_id, key) if key else None)
    row = GroupMember.objects.create(
        tenant_id=group.tenant_id, created_at=clock.now(), group=group, number=number, code_hash=stored, **columns
    )
    return Done(row, {"round": str(group.round_id), "group": group.number})


@act("groups.member_left", GroupMember, on=("member.group", "member"))
def leave(*, member: GroupMember, actor: Actor, key: str | None, seen: int | None = None) -> Done[GroupMember]:
    """Note that somebody stopped: their code opens nothing any more and who they were is destroyed. Raises NotNow."""
    if member.left_at is not None:
        raise NotNow(_("Dit lid is al gestopt."))
    if member.proposals.filter(withdrawn_at=None, stopped_at=None).exists():
        raise NotNow(_("Dit lid trekt nog een voorstel. Laat de groep eerst een andere trekker kiezen."))
    member.left_at = member.destroyed_at = clock.now()
    member.name = member.email = ""
    member.save(update_fields=("left_at", "destroyed_at", "name", "email"))
    return Done(member, {"round": str(member.group.round_id), "group": member.group.number})


def member_by(code: str, round: Round) -> GroupMember | None:
    """Return who writes under this code in this round; None for another code, and for who stopped. One query."""
    normal = codes.normalise(code)
    if normal is None:
        return None
    rows = GroupMember.objects.filter(tenant=round.tenant_id, group__round=round, left_at=None)
    return rows.filter(code_hash__in=codes.hash_code(normal).every).select_related("group__round__process").first()


@act("groups.members_destroyed", Round, on="round")
def destroy(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Destroy who the members of a round were; their groups, numbers and proposals stay."""
    rows = GroupMember.objects.filter(tenant=round.tenant_id, group__round=round, destroyed_at=None)
    count = rows.update(name="", email="", destroyed_at=clock.now())
    return Done(round, {"members": count}, public=True)


def destroy_due(at: datetime) -> int:
    """Destroy who the members were of every round whose term is over; returns of how many rounds. One query."""
    due = GroupMember.objects.filter(destroyed_at=None, group__round__closes_at__lt=at - timedelta(days=KEPT_DAYS))
    rounds = list(Round.objects.filter(pk__in=due.order_by().values("group__round")).order_by("id"))
    for one in rounds:
        destroy(round=one, actor=SYSTEM, key=None)
    return len(rounds)
