"""Choosing whether residents take part, and putting a notice or a motivation on the site."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from brink.domain.accountability.exceptions import exceptions
from brink.domain.accountability.making import Made, motivation, notice
from brink.domain.accountability.models import ParticipationChoice, PublicText
from brink.domain.accountability.queries import choice_in_force
from brink.domain.accountability.text_facts import facts_of, followed
from brink.domain.framework.levels import Level
from brink.domain.journal.acts import Done, act, part_key, still_newest
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.domain.processes.services.preconditions import clean_line, hold_back, running
from brink.domain.processes.services.processes import ProcessFacts, edit_process
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow


def made(process: Process, kind: str) -> Made:
    """Return a text as it would be made now: its words in the language of the site, its holes in that of the reader."""
    facts = facts_of(process)
    after = followed(process) if kind == PublicText.Kind.MOTIVATION else None

    def make() -> Made:
        return motivation(facts, after) if after is not None else notice(facts)

    with translation.override(settings.LANGUAGE_CODE):
        parts = make().parts
    return Made(parts, make().holes)


@act("public_text.published", PublicText, on="process", subject="publictext")
def publish_text(*, process: Process, kind: str, reason: str = "", actor: Actor, key: str | None) -> Done[PublicText]:
    """Make a text of what is there and put it on the site, as a version that stays.

    Raises NotNow with the first hole, or when it says the same as the version before; a next version has a reason.
    """
    if kind not in PublicText.Kind.values:
        raise BadInput(_("Deze tekst kennen wij niet."), field="kind")
    if process.withdrawn_at is not None:
        raise NotNow(_("Deze vraag is gestopt. Er komt geen tekst meer bij."))
    text = made(process, kind)
    hold_back(list(text.holes))
    rows = PublicText.objects.filter(tenant_id=process.tenant_id, process=process, kind=kind)
    before = rows.order_by("-version").first()
    reason = clean_line(reason, limit=1_000, field="reason")
    if before is not None:
        if before.parts == text.stored():
            raise NotNow(_("Deze tekst staat zo al op de site. Er is niets veranderd."))
        if not reason:
            raise BadInput(_("Schrijf op waarom er een nieuwe versie komt."), field="reason")
    decision = followed(process).decision if kind == PublicText.Kind.MOTIVATION else None
    row = PublicText.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, kind=kind, decision=decision,
        version=before.version + 1 if before else 1, parts=text.stored(), reason=reason if before else "",
    )  # fmt: skip
    return Done(row, {"process": str(process.pk), "kind": kind, "version": row.version}, public=True)


def _agreed(process: Process, level: str, exception: str) -> None:
    """Raise NotNow when a choice says otherwise than what everybody can read already."""
    if process.participation_at is not None and process.participation != bool(level):
        told = (
            _("Op de site staat dat inwoners meedoen. Kies een niveau.")
            if process.participation
            else _("Op de site staat dat inwoners niet meedoen. Kies een uitzondering.")
        )
        raise NotNow(told, field="level" if process.participation else "exception")
    room = room_in_force(process)
    if room is not None and level and room.level != level:
        said = _("De speelruimte zegt ‘%(level)s’. Kies dat niveau, of verander eerst de speelruimte.")
        raise NotNow(said % {"level": Level(room.level).label}, field="level")


@act("participation.chosen", ParticipationChoice, on=("process", "before"), subject="participationchoice")
def choose_participation(
    *, process: Process, level: str, exception: str, reason: str, before: ParticipationChoice | None = None,
    actor: Actor, key: str | None, seen: int | None = None,
) -> Done[ParticipationChoice]:  # fmt: skip
    """Choose at which level residents take part, or on which exception of the ordinance not; each with its reason.

    Until the yes or no of the question is public it follows from this. `before` is what the writer had before them:
    raises Conflict when another choice stands by now.
    """
    rows = ParticipationChoice.objects.filter(tenant_id=process.tenant_id, process=process)
    if seen is not None:
        still_newest(before, rows)
    if running(process).standing:
        raise NotNow(_("De vaste vraag staat altijd open. Daar hoort geen keuze bij."))
    if bool(level) == bool(exception):
        raise BadInput(_("Kies een niveau, of kies een uitzondering. Niet allebei."), field="level")
    if level and level not in Level.values:
        raise BadInput(_("Kies een niveau uit de lijst."), field="level")
    if exception and exception not in exceptions():
        raise BadInput(_("Kies een uitzondering uit de lijst."), field="exception")
    reason = clean_line(reason, limit=2_000, field="reason", empty=_("Schrijf op waarom u dit kiest."))
    _agreed(process, level, exception)
    now, ground = choice_in_force(process), exceptions().get(exception)
    if now is not None and (now.level, now.exception, now.reason) == (level, exception, reason):
        raise NotNow(_("Dit staat er zo al."))
    row = ParticipationChoice.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process,
        version=now.version + 1 if now else 1, level=level, exception=exception,
        exception_name=ground.name if ground else "", exception_source=ground.source if ground else "", reason=reason,
    )  # fmt: skip
    if process.participation_at is None:
        _follow(process, row, actor, key)
    return Done(row, {"process": str(process.pk), "version": row.version}, public=is_public(process))


def _follow(process: Process, choice: ParticipationChoice, actor: Actor, key: str | None) -> None:
    """Let the draft of the yes or no say what was chosen."""
    facts = ProcessFacts(
        title=process.title, phase=process.phase, scale=process.scale, owner=process.owner,
        themes=tuple(process.themes.all()), areas=tuple(process.areas.all()), participation=bool(choice.level),
        ground=choice.exception_name or process.ground or _("participatieverordening"), motivation=choice.reason,
        dossier=process.dossier.title if process.dossier else "", lead=process.lead, predecessor=process.predecessor,
        source=process.source,
    )  # fmt: skip
    edit_process(process=process, facts=facts, actor=actor, key=part_key(key, "process"))
