"""Making a process, and the steps of its life apart from room and rounds."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.framework.models import Framework, Phase, Scale
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Person
from brink.domain.places.models import Area
from brink.domain.processes.checks import participation_findings, weighing_findings
from brink.domain.processes.models import Dossier, Lesson, Process, Theme
from brink.domain.processes.rules import Step, findings, is_public
from brink.domain.processes.services.acts import Asked, Done, hold_back, line, lock, perform, running
from brink.domain.processes.services.rounds import freeze
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import alone

# Words that stand where a slug may stand in an address.
RESERVED = frozenset({"nieuw", "agenda", "wegwijzer", "drukwerk", "kaart", "zoek"})


@dataclass(frozen=True)
class ProcessFacts:
    """What an officer says about a process. `dossier` is a title: an existing one of this body, or a new one."""

    title: str
    phase: Phase
    scale: Scale
    owner: Person
    themes: tuple[Theme, ...]
    areas: tuple[Area, ...]
    participation: bool = True
    ground: str = ""
    motivation: str = ""
    dossier: str = ""
    lead: str = Process.Lead.GOVERNMENT
    predecessor: Process | None = None
    source: str = ""


def facts_of(process: Process) -> ProcessFacts:
    """Return what stands about a process, so that one thing of it can be changed."""
    return ProcessFacts(
        title=process.title,
        phase=process.phase,
        scale=process.scale,
        owner=process.owner,
        themes=tuple(process.themes.all()),
        areas=tuple(process.areas.all()),
        participation=process.participation,
        ground=process.ground,
        motivation=process.motivation,
        dossier=process.dossier.title if process.dossier else "",
        lead=process.lead,
        predecessor=process.predecessor,
        source=process.source,
    )


def new_slug(title: str, body: Body) -> str:
    """Return an address that no process on this node has: the title, else with the body's name, else numbered."""
    stem = slugify(title)[:60].strip("-") or "proces"
    taken = dict(Process.objects.filter(slug__startswith=stem[:50]).values_list("slug", "tenant_id"))
    named = [] if taken.get(stem) == body.pk else [f"{stem}-{body.slug}"[:75]]
    wanted = (stem, *named, *(f"{stem}-{number}" for number in range(2, 1_000)))
    return next(slug for slug in wanted if slug not in taken and slug not in RESERVED)


def _checked(facts: ProcessFacts, tenant: Body, framework: Framework) -> dict[str, object]:
    """Return the cleaned columns, or raise one sentence at the field that needs mending."""
    if facts.phase.framework_id != framework.pk or facts.scale.framework_id != framework.pk:
        raise BadInput(_("Kies een fase en een schaal uit hetzelfde kader."), field="phase")
    if facts.owner.tenant_id != tenant.pk:
        raise BadInput(_("Kies een contactpersoon van uw eigen organisatie."), field="owner")
    if facts.predecessor is not None and facts.predecessor.tenant_id != tenant.pk:
        raise BadInput(_("Kies een vorig proces van uw eigen organisatie."), field="predecessor")
    if not facts.themes:
        raise BadInput(_("Kies minstens één thema."), field="themes")
    if not facts.areas:
        raise BadInput(_("Kies minstens één gebied."), field="areas")
    if facts.lead not in Process.Lead.values:
        raise BadInput(_("Kies wie dit proces trekt."), field="lead")
    return {
        "title": line(facts.title, limit=160, field="title", empty=_("Geef het proces een titel.")),
        "phase": facts.phase,
        "scale": facts.scale,
        "owner": facts.owner,
        "participation": facts.participation,
        "ground": line(facts.ground, limit=200, field="ground"),
        "motivation": line(facts.motivation, limit=5_000, field="motivation"),
        "lead": facts.lead,
        "predecessor": facts.predecessor,
        "source": line(facts.source, limit=2_000, field="source"),
    }


def _dossier(tenant: Body, title: str, themes: Sequence[Theme]) -> Dossier | None:
    """Find or make the dossier of this title; an empty title means none."""
    title = line(title, limit=160, field="dossier")
    if not title:
        return None
    dossier, made = Dossier.objects.get_or_create(
        tenant=tenant, slug=slugify(title)[:80] or "dossier", defaults={"title": title, "created_at": clock.now()}
    )
    if made:
        dossier.themes.set(themes)
    return dossier


def _asked(facts: ProcessFacts) -> dict[str, object]:
    return {one.name: getattr(facts, one.name) for one in fields(facts)}


def create_process(
    *, tenant: Body, framework: Framework, facts: ProcessFacts, actor: Actor, key: str | None
) -> Process:
    """Make a draft process that pins one version of the kader. Raises BadInput with one sentence."""
    if framework.tenant_id != tenant.pk:
        raise BadInput(_("Kies een kader van uw eigen organisatie."), field="framework")

    def act() -> Done:
        columns = _checked(facts, tenant, framework)
        process = Process.objects.create(
            tenant=tenant,
            created_at=clock.now(),
            slug=new_slug(str(columns["title"]), tenant),
            framework=framework,
            dossier=_dossier(tenant, facts.dossier, facts.themes),
            **columns,
        )
        process.themes.set(facts.themes)
        process.areas.set(facts.areas)
        return Done(process, {"framework": str(framework.pk), "participation": facts.participation})

    body = {"tenant": tenant, "framework": framework, **_asked(facts)}
    return perform(Asked(tenant.pk, "process.created", actor, key, body), Process, act)


def edit_process(*, process: Process, facts: ProcessFacts, actor: Actor, key: str | None) -> Process:
    """Change what stands about a process. The kader stays pinned; a published yes or no stays as it was."""

    def act() -> Done:
        now = running(lock(process.pk))
        columns = _checked(facts, now.tenant, now.framework)
        columns["dossier"] = _dossier(now.tenant, facts.dossier, facts.themes)
        if facts.predecessor is not None and facts.predecessor.pk == now.pk:
            raise BadInput(_("Een proces kan niet op zichzelf volgen."), field="predecessor")
        if now.participation_at is not None:
            for name in ("participation", "ground", "motivation"):
                if columns[name] != getattr(now, name):
                    raise NotNow(_("Het participatiebesluit is openbaar en staat vast."), field=name)
        changed = sorted(name for name, value in columns.items() if getattr(now, name) != value)
        for name, value in columns.items():
            setattr(now, name, value)
        now.save(update_fields=list(columns))
        now.themes.set(facts.themes)
        now.areas.set(facts.areas)
        return Done(now, {"changed": changed}, public=is_public(now))

    body = {"process": process, **_asked(facts)}
    return perform(Asked(process.tenant_id, "process.edited", actor, key, body), Process, act)


def publish_participation(*, process: Process, actor: Actor, key: str | None) -> Process:
    """Make the yes or no, with ground and motivation, readable for everybody (domain.md F36)."""

    def act() -> Done:
        now = running(lock(process.pk))
        if now.participation_at is not None:
            raise NotNow(_("Het participatiebesluit is al openbaar."))
        hold_back(participation_findings(now))
        now.participation_at = clock.now()
        now.save(update_fields=("participation_at",))
        return Done(now, {"participation": now.participation}, public=True)

    return perform(Asked(process.tenant_id, "process.participation", actor, key, {"process": process}), Process, act)


def withdraw_process(*, process: Process, reason: str, actor: Actor, key: str | None) -> Process:
    """Stop a process, with a reason that stays readable. Released rounds are closed and counted; voices still land."""

    def act() -> Done:
        for round in process.rounds.filter(opened_at__isnull=False, closed_at=None).order_by("pk"):
            alone(round.pk)
        now = running(lock(process.pk))
        if now.decided_at is not None:
            raise NotNow(_("Er is al besloten. U kunt dit proces niet meer intrekken."))
        now.withdrawn_reason = line(
            reason, limit=2_000, field="reason", empty=_("Schrijf op waarom u dit proces intrekt.")
        )
        now.withdrawn_at = clock.now()
        now.save(update_fields=("withdrawn_at", "withdrawn_reason"))
        closed = [
            str(freeze(one, by=actor, at=now.withdrawn_at).pk)
            for one in now.rounds.select_for_update().filter(opened_at__isnull=False, closed_at__isnull=True)
        ]
        return Done(now, {"closed_rounds": closed}, public=is_public(now))

    body = {"process": process, "reason": reason}
    return perform(Asked(process.tenant_id, "process.withdrawn", actor, key, body), Process, act)


def start_weighing(*, process: Process, actor: Actor, key: str | None) -> Process:
    """Say that the body now weighs what it heard: every released round is closed and counted first."""

    def act() -> Done:
        now = running(lock(process.pk))
        if now.weighing_at is not None or now.decided_at is not None:
            raise NotNow(_("De weging is al begonnen."))
        hold_back(weighing_findings(now, list(now.rounds.all())))
        hold_back(findings(Step.WEIGH, now))
        now.weighing_at = clock.now()
        now.save(update_fields=("weighing_at",))
        return Done(now, public=True)

    return perform(Asked(process.tenant_id, "process.weighing", actor, key, {"process": process}), Process, act)


def mark_answered(*, process: Process, actor: Actor, key: str | None) -> Process:
    """Say that every giver has an answer. Rooms above hold this back while one voice is in the air (promise 3)."""

    def act() -> Done:
        now = running(lock(process.pk))
        if now.answered_at is not None:
            raise NotNow(_("Dit proces is al teruggekoppeld."))
        if now.decided_at is None:
            raise NotNow(_("Er is nog geen besluit. Zet eerst het besluit op de site."))
        hold_back(findings(Step.ANSWER, now))
        now.answered_at = clock.now()
        now.save(update_fields=("answered_at",))
        return Done(now, {"contributions": now.contribution_count}, public=True)

    return perform(Asked(process.tenant_id, "process.answered", actor, key, {"process": process}), Process, act)


def add_lesson(*, process: Process, happened: str, change: str, actor: Actor, key: str | None) -> Lesson:
    """Write down what went otherwise than hoped, and what changes."""

    def act() -> Done:
        now = running(lock(process.pk))
        lesson = Lesson.objects.create(
            tenant_id=now.tenant_id,
            created_at=clock.now(),
            process=now,
            happened=line(happened, limit=2_000, field="happened", empty=_("Schrijf op wat er gebeurde.")),
            change=line(change, limit=2_000, field="change", empty=_("Schrijf op wat u voortaan anders doet.")),
        )
        return Done(lesson, {"process": str(now.pk)})

    body = {"process": process, "happened": happened, "change": change}
    return perform(Asked(process.tenant_id, "lesson.added", actor, key, body), Lesson, act)


def evaluate(*, process: Process, note: str = "", actor: Actor, key: str | None) -> Process:
    """Close the book: with at least one lesson, or with a note that says why there is none. Lessons become public."""

    def act() -> Done:
        now = running(lock(process.pk))
        if now.answered_at is None:
            raise NotNow(_("Koppel eerst terug aan iedereen die meedeed. Kijk daarna terug."))
        lessons = now.lessons.count()
        now.evaluation_note = line(note, limit=2_000, field="note")
        if not lessons and not now.evaluation_note:
            raise BadInput(_("Schrijf een leermoment op, of schrijf op waarom er geen is."), field="note")
        hold_back(findings(Step.EVALUATE, now))
        now.evaluated_at = clock.now()
        now.save(update_fields=("evaluated_at", "evaluation_note"))
        return Done(now, {"lessons": lessons}, public=True)

    body = {"process": process, "note": note}
    return perform(Asked(process.tenant_id, "process.evaluated", actor, key, body), Process, act)
