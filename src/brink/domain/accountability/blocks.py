"""What accountability shows on the page of a question, on the page of a decision, and at the desk."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.accountability import queries
from brink.domain.accountability.making import choice_words
from brink.domain.accountability.models import InternalRoom, PublicText, RoomFit, ServedQuestions
from brink.domain.accountability.room_fit import is_the_councils, outside
from brink.domain.decisions.models import Decision
from brink.domain.framework.levels import Level
from brink.domain.processes.models import Process
from brink.domain.processes.points import ProcessPage, Stop
from brink.domain.processes.work_points import WorkLine
from brink.foundation.findings import Finding, Severity
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer

# The anchor on the desk page of a decision at which a finding of this app points.
FIT = "ruimte-bestuur"
SEGMENTS = {"kennisgeving": PublicText.Kind.NOTICE, "motivering": PublicText.Kind.MOTIVATION}


def accounted(page: ProcessPage) -> Stop | None:
    """Return where a question accounts for itself, from what was read along with it: no query. None of nothing."""
    lines, facts = list(_lines(page.process)), vars(page.process)
    serves = queries.questions_at(facts.get("account_questions") or (), facts.get("account_serves") or ())
    panel = Panel("accountability/block_process.html", {"lines": lines, "serves": serves})
    title = _("Zo leggen wij verantwoording af")
    return Stop("verantwoording", title, walked=True, panel=panel, always=True) if lines or serves else None


def _lines(process: Process) -> Iterator[tuple[str, str, str]]:
    """Return each page on which a question accounts for itself: its name, its address, and how it stands."""
    facts = vars(process)

    def version(name: str) -> str:
        return _("versie %(version)d") % {"version": facts[name]}

    if facts.get("account_level") or facts.get("account_exception"):
        level = str(Level(facts["account_level"]).label) if facts["account_level"] else facts["account_exception"]
        yield _("Of inwoners meedoen, en waarom"), reverse("accountability:choice", args=[process.slug]), level
    if facts.get("account_notice"):
        address = reverse("accountability:text", args=[process.slug, "kennisgeving"])
        yield _("Kennisgeving (hoe u mee kunt doen)"), address, version("account_notice")
    if facts.get("account_room"):
        address = reverse("accountability:internal_room", args=[process.slug])
        yield (
            _("Wat de volksvertegenwoordiging en het bestuur aan elkaar overlaten"), address, version("account_room")
        )  # fmt: skip
    if facts.get("account_motivation"):
        address = reverse("accountability:text", args=[process.slug, "motivering"])
        yield _("Motivering (hoe inwoners zijn gehoord)"), address, version("account_motivation")
    if facts.get("account_check"):
        address = reverse("accountability:self_check", args=[process.slug])
        yield _("Hoe wij ons aan de vuistregels hebben gehouden"), address, version("account_check")


def _fit_of(decision: Decision) -> RoomFit | None:
    return getattr(decision, "room_fit", None)


def fit_part(decision: Decision, _viewer: Viewer) -> Panel | None:
    """Return how a decision lies in the room between council and executive, for its public page. No query."""
    fit = _fit_of(decision)
    if fit is None:
        return None
    past = outside(queries.given_by(fit.room), queries.taken_in(decision, fit))
    context = {
        "fit": fit, "past": past, "councils": is_the_councils(decision.organ.role),
        "address": reverse("accountability:internal_room", args=[decision.process.slug]),
    }  # fmt: skip
    return Panel("accountability/fit_told.html", context)


def fit_findings(decision: Decision) -> list[Finding]:
    """Return what is odd about a decision beside the room: not said, of an older room, or outside it.

    One query; two of a row that was not read with what is tied to it.
    """
    room = queries.in_force(decision.process)
    if room is None or is_the_councils(decision.organ.role):
        return []
    fit = _fit_of(decision)
    if fit is None:
        said = _("Zeg of dit besluit past bij wat de volksvertegenwoordiging overlaat.")
        return [Finding("room_fit", said, where=FIT)]
    if fit.room_id != room.pk:
        return [Finding("room_fit_old", _("De afspraak over de ruimte is veranderd. Kijk of het besluit nog past."),
                        where=FIT)]  # fmt: skip
    past = outside(queries.given_by(room), queries.taken_in(decision, fit))
    said = _("Dit besluit past niet binnen wat de volksvertegenwoordiging overlaat. %(why)s")
    return [Finding("room_left", said % {"why": one}, weight=Severity.ADVICE, where=FIT) for one in past]


def fit_work(decision: Decision, viewer: Viewer) -> Panel | None:
    """Return the way from the desk page of a decision to what it says of the room. One query."""
    room = queries.in_force(decision.process)
    if room is None:
        return None
    fit = _fit_of(decision)
    past = outside(queries.given_by(room), queries.taken_in(decision, fit)) if fit else []
    return Panel("accountability/fit_work.html", {"anchor": FIT, "decision": decision, "fit": fit, "past": past})


def room_lines(process: Process, viewer: Viewer) -> Sequence[WorkLine]:
    """Return where the desk works on the room between council and executive. One query; none of a standing question."""
    if process.standing or process.withdrawn_at is not None:
        return []
    found = list(queries.rooms(viewer, process)[:1])
    address = reverse("accountability:desk_room", args=[process.slug])
    said = _room_said(found[0]) if found else _("nog niet afgesproken")
    waits = bool(found) and found[0].adopted_at is None
    return [WorkLine(_("Ruimte tussen volksvertegenwoordiging en bestuur"), address, said, waits)]


def _room_said(room: InternalRoom) -> str:
    if room.adopted_at is not None:
        day = date_format(room.adopted_at, "j F Y")
        return _("versie %(version)d, openbaar sinds %(day)s") % {"version": room.version, "day": day}
    adopted = sum(one is not None for one in (room.council_on, room.executive_on))
    said = ngettext(
        "versie %(version)d, %(count)d van de twee heeft die vastgesteld",
        "versie %(version)d, %(count)d van de twee hebben die vastgesteld", adopted,
    )  # fmt: skip
    return said % {"version": room.version, "count": adopted}


def text_lines(process: Process, viewer: Viewer) -> Sequence[WorkLine]:
    """Return where the desk makes what the law asks for, names guiding questions and answers the rules.

    One query; none of a standing or a stopped question.
    """
    if process.standing or process.withdrawn_at is not None:
        return []
    facts = queries.desk_facts(process)
    choice = facts["choice"]
    said = choice_words(choice) if choice else _("nog niet gekozen")
    lines = [WorkLine(_("Participatiebesluit"), reverse("accountability:desk_choice", args=[process.slug]), said,
                      choice is None)]  # fmt: skip
    newest = {PublicText.Kind.NOTICE: facts["account_notice"], PublicText.Kind.MOTIVATION: facts["account_motivation"]}
    for segment, kind in SEGMENTS.items():
        said = _version_said(newest[kind]) or _("nog niet op de site")
        address = reverse("accountability:desk_text", args=[process.slug, segment])
        lines.append(WorkLine(str(kind.label).capitalize(), address, said))
    count = len(facts["account_serves"] or ())
    named = ngettext("%(count)d vraag gekozen", "%(count)d vragen gekozen", count) % {"count": count}
    address = reverse("accountability:serving", args=[process.slug])
    filled = _version_said(facts["account_check"]) or _("nog niet ingevuld")
    return [
        *lines, WorkLine(_("Leidende vragen"), address, named if count else _("nog niet gekozen"), not count),
        WorkLine(_("Zelftoets van de vuistregels"), reverse("accountability:desk_check", args=[process.slug]), filled),
    ]  # fmt: skip


def _version_said(version: int | None) -> str:
    return _("versie %(version)d") % {"version": version} if version else ""


def serving_findings(process: Process) -> list[Finding]:
    """Advise a question that names no guiding question of its kader to do so. One query; none where there are none."""
    if process.standing or not process.framework.questions:
        return []
    if ServedQuestions.objects.filter(process=process).exists():
        return []
    message = _("Zeg bij welke leidende vraag van het kader dit hoort.")
    address = reverse("accountability:serving", args=[process.slug])
    return [Finding("serves", message, weight=Severity.ADVICE, where=address)]
