"""Making a process, and the steps of its life apart from room and rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.framework.models import Framework, Phase, Scale
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Person
from brink.domain.places.models import Area
from brink.domain.processes.models import Dossier, Lesson, Process, Round, Theme
from brink.domain.processes.services.preconditions import clean_line, hold_back, running
from brink.domain.processes.services.rounds import freeze
from brink.domain.processes.states import is_public
from brink.domain.processes.step_findings import never_ends, participation_findings, weighing_findings
from brink.domain.processes.steps import Step, findings, follow
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import hold_exclusive
from brink.foundation.slugs import free_slug

# Words that stand where a slug may stand in an address.
RESERVED = frozenset({"nieuw", "agenda", "wegwijzer", "drukwerk", "kaart", "zoek"})
# What fits in an address of at most 80 signs with a number behind it.
MOST_SLUG = 76


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
    slug: str = ""
    """The last part of its address, for the operator alone, who knows what is on the node; no form has it."""


def new_slug(title: str, body: Body) -> str:
    """Return an address that no process on this node has: the title, with the body's name where there are more bodies.

    Always with it then, and numbered by this body's own alone: were it added only where the title is taken, an address
    would tell of a question that another body has not shown to anybody.
    """
    several = Body.objects.exclude(pk=body.pk).exists()
    ending = f"-{body.slug}" if several else ""
    stem = f"{slugify(title)[: min(60, MOST_SLUG - len(ending))].strip('-') or 'proces'}{ending}"
    taken = set(Process.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    return free_slug(stem, taken)


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
    if facts.lead == Process.Lead.GOVERNMENT and not tenant.governs:
        raise BadInput(_("Een vereniging trekt haar vragen zelf, of samen met een overheid."), field="lead")
    return {
        "title": clean_line(facts.title, limit=160, field="title", empty=_("Geef het proces een titel.")),
        "phase": facts.phase,
        "scale": facts.scale,
        "owner": facts.owner,
        "participation": facts.participation,
        "ground": clean_line(facts.ground, limit=200, field="ground"),
        "motivation": clean_line(facts.motivation, limit=5_000, field="motivation"),
        "lead": facts.lead,
        "predecessor": facts.predecessor,
        "source": clean_line(facts.source, limit=2_000, field="source"),
    }


def _dossier(tenant: Body, title: str, themes: Sequence[Theme]) -> Dossier | None:
    """Find or make the dossier of this title; an empty title means none."""
    title = clean_line(title, limit=160, field="dossier")
    if not title:
        return None
    dossier, made = Dossier.objects.get_or_create(
        tenant=tenant, slug=slugify(title)[:80] or "dossier", defaults={"title": title, "created_at": clock.now()}
    )
    if made:
        dossier.themes.set(themes)
    return dossier


@act("process.created", Process, on="tenant", lock=False)
def create_process(
    *, tenant: Body, framework: Framework, facts: ProcessFacts, actor: Actor, key: str | None
) -> Done[Process]:
    """Make a draft process that pins one version of the kader. Raises BadInput with one sentence."""
    if framework.tenant_id != tenant.pk:
        raise BadInput(_("Kies een kader van uw eigen organisatie."), field="framework")
    columns = _checked(facts, tenant, framework)
    process = Process.objects.create(
        tenant=tenant,
        created_at=clock.now(),
        slug=facts.slug or new_slug(str(columns["title"]), tenant),
        framework=framework,
        dossier=_dossier(tenant, facts.dossier, facts.themes),
        **columns,
    )
    process.themes.set(facts.themes)
    process.areas.set(facts.areas)
    return Done(process, {"framework": str(framework.pk), "participation": facts.participation})


@act("process.edited", Process, on="process")
def edit_process(
    *, process: Process, facts: ProcessFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Process]:
    """Change what stands about a process. The kader stays pinned; a published yes or no stays as it was."""
    running(process)
    columns = _checked(facts, process.tenant, process.framework)
    columns["dossier"] = _dossier(process.tenant, facts.dossier, facts.themes)
    if facts.predecessor is not None and facts.predecessor.pk == process.pk:
        raise BadInput(_("Een proces kan niet op zichzelf volgen."), field="predecessor")
    if process.participation_at is not None:
        for name in ("participation", "ground", "motivation"):
            if columns[name] != getattr(process, name):
                raise NotNow(_("Het participatiebesluit is openbaar en staat vast."), field=name)
    changed = sorted(name for name, value in columns.items() if getattr(process, name) != value)
    for name, value in columns.items():
        setattr(process, name, value)
    process.save(update_fields=list(columns))
    process.themes.set(facts.themes)
    process.areas.set(facts.areas)
    return Done(process, {"changed": changed}, public=is_public(process))


def may_drop(process: Process) -> None:
    """Raise NotNow when somebody outside the desk has seen a question, or gave something to it."""
    running(process)
    if process.standing or is_public(process):
        raise NotNow(_("Deze vraag staat op de site. Weggooien kan niet; u kunt haar stoppen, met een reden."))
    if process.contribution_count or process.rounds.filter(opened_at__isnull=False).exists():
        raise NotNow(_("Bij deze vraag is al iets gegeven of vrijgegeven. Weggooien kan niet meer."))


@act("process.dropped", Body, on=("process.tenant", "process"))
def drop_process(*, process: Process, actor: Actor, key: str | None) -> Done[Body]:
    """Throw away a draft that nobody outside the desk has seen, with its rounds, events and drafts; returns the body.

    What was published is never thrown away: it is stopped, with a reason.
    """
    may_drop(process)
    tenant = process.tenant
    try:
        process.delete()
    except ProtectedError as error:
        raise NotNow(_("Iets anders verwijst al naar deze vraag. Weggooien kan niet meer.")) from error
    return Done(tenant)


@act("process.participation", Process, on="process")
def publish_participation(*, process: Process, actor: Actor, key: str | None) -> Done[Process]:
    """Make the yes or no, with ground and motivation, readable for everybody (domain.md F36)."""
    running(process)
    if process.participation_at is not None:
        raise NotNow(_("Het participatiebesluit is al openbaar."))
    hold_back(participation_findings(process))
    process.participation_at = clock.now()
    process.save(update_fields=("participation_at",))
    return Done(process, {"participation": process.participation}, public=True)


def _hold_open_rounds(arguments: Mapping[str, Any]) -> None:
    """Wait for whoever still gives an answer in a round of this process, and let nobody new in.

    Rounds that are still planned too: one may be released before the process itself is held.
    """
    rounds = Round.objects.filter(process=arguments["process"], closed_at=None)
    for pk in rounds.order_by("pk").values_list("pk", flat=True):
        hold_exclusive(pk)


@act("process.withdrawn", Process, on="process", before=_hold_open_rounds)
def withdraw_process(*, process: Process, reason: str, actor: Actor, key: str | None) -> Done[Process]:
    """Stop a process, with a reason that stays readable.

    Released rounds are closed and counted, meetings to come are called off, and nothing will be decided. Whoever spoke
    hears of it and still gets an answer: the process stays at the desk till then. Raises BadInput without a reason,
    NotNow for what was decided or stopped before.
    """
    if process.withdrawn_at is not None:
        raise NotNow(_("Deze vraag is al gestopt."))
    running(process)
    if process.decided_at is not None:
        raise NotNow(_("Er is al besloten. U kunt dit proces niet meer intrekken."))
    hold_back(never_ends(process))
    process.withdrawn_reason = clean_line(
        reason, limit=2_000, field="reason", empty=_("Schrijf op waarom u dit proces intrekt.")
    )
    process.withdrawn_at = clock.now()
    process.save(update_fields=("withdrawn_at", "withdrawn_reason"))
    closed = [
        str(freeze(one, by=actor, at=process.withdrawn_at).pk)
        for one in process.rounds.select_for_update().filter(opened_at__isnull=False, closed_at__isnull=True)
    ]
    coming = process.events.filter(starts_at__gt=process.withdrawn_at, cancelled_at=None)
    off = [str(pk) for pk in coming.values_list("pk", flat=True)]
    coming.update(cancelled_at=process.withdrawn_at, cancel_reason=_("De vraag is gestopt."))
    follow(Step.STOP, process)
    return Done(process, {"closed_rounds": closed, "events": off}, public=is_public(process))


@act("process.weighing", Process, on="process")
def start_weighing(*, process: Process, actor: Actor, key: str | None) -> Done[Process]:
    """Say that the body now weighs what it heard: every released round is closed and counted first."""
    running(process)
    if process.weighing_at is not None or process.decided_at is not None:
        raise NotNow(_("De weging is al begonnen."))
    hold_back(weighing_findings(process, list(process.rounds.all())))
    hold_back(findings(Step.WEIGH, process))
    process.weighing_at = clock.now()
    process.save(update_fields=("weighing_at",))
    return Done(process, public=True)


@act("process.answered", Process, on="process")
def mark_answered(*, process: Process, actor: Actor, key: str | None) -> Done[Process]:
    """Say that every giver has an answer: after the decision, or after the question was stopped.

    Layers above hold this back while one voice is unanswered (promise 3).
    """
    if process.answered_at is not None:
        raise NotNow(_("Dit proces is al teruggekoppeld."))
    if process.decided_at is None and process.withdrawn_at is None:
        raise NotNow(_("Er is nog geen besluit. Zet eerst het besluit op de site."))
    hold_back(findings(Step.ANSWER, process))
    process.answered_at = clock.now()
    process.save(update_fields=("answered_at",))
    return Done(process, {"contributions": process.contribution_count}, public=True)


def _lesson(happened: str, change: str) -> dict[str, str]:
    return {
        "happened": clean_line(happened, limit=2_000, field="happened", empty=_("Schrijf op wat er gebeurde.")),
        "change": clean_line(change, limit=2_000, field="change", empty=_("Schrijf op wat u voortaan anders doet.")),
    }


@act("lesson.added", Lesson, on="process")
def add_lesson(*, process: Process, happened: str, change: str, actor: Actor, key: str | None) -> Done[Lesson]:
    """Write down what went otherwise than hoped, and what changes."""
    running(process)
    lesson = Lesson.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, **_lesson(happened, change)
    )
    return Done(lesson, {"process": str(process.pk)})


@act("lesson.changed", Lesson, on=("lesson.process", "lesson"))
def change_lesson(
    *, lesson: Lesson, happened: str, change: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Lesson]:
    """Put a lesson in other words, until the book is closed."""
    running(lesson.process)
    said = _lesson(happened, change)
    lesson.happened, lesson.change = said["happened"], said["change"]
    lesson.save(update_fields=("happened", "change"))
    return Done(lesson, {"process": str(lesson.process_id)})


@act("lesson.dropped", Process, on=("lesson.process", "lesson"))
def drop_lesson(*, lesson: Lesson, actor: Actor, key: str | None, seen: int | None = None) -> Done[Process]:
    """Take a lesson away, until the book is closed."""
    process = running(lesson.process)
    lesson.delete()
    return Done(process)


@act("process.evaluated", Process, on="process")
def evaluate(*, process: Process, note: str = "", actor: Actor, key: str | None) -> Done[Process]:
    """Close the book: with at least one lesson, or with a note that says why there is none. Lessons become public."""
    running(process)
    if process.answered_at is None:
        raise NotNow(_("Koppel eerst terug aan iedereen die meedeed. Kijk daarna terug."))
    lessons = process.lessons.count()
    process.evaluation_note = clean_line(note, limit=2_000, field="note")
    if not lessons and not process.evaluation_note:
        raise BadInput(_("Schrijf een leermoment op, of schrijf op waarom er geen is."), field="note")
    hold_back(findings(Step.EVALUATE, process))
    process.evaluated_at = clock.now()
    process.save(update_fields=("evaluated_at", "evaluation_note"))
    return Done(process, {"lessons": lessons}, public=True)
