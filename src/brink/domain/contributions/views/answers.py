"""/balie/antwoorden/: one reason per bundle beside the words themselves, what the giver will read, and sending."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions import foreseen
from brink.domain.contributions.answer_acts import acts_on
from brink.domain.contributions.desk_forms import AnswerDraftForm, HandOverForm, ReasonForm, RoundAnswerForm
from brink.domain.contributions.landing_findings import same_answers
from brink.domain.contributions.models import Answer, Bundle, BundleItem, Contribution, Destination, HandOver
from brink.domain.contributions.permissions import LANDING_WRITE, REPLY_WRITE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.queries.counting import resolve
from brink.domain.contributions.services import landing, recalling, replying
from brink.domain.contributions.services.answers import checked
from brink.domain.contributions.services.cosigning import held_back, told, why_held
from brink.domain.contributions.services.sorting import assign_answer
from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import act, done, found, key_of, member, new_key, own, page, page_of, press
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process, Round
from brink.domain.processes.views.assigning import assigning
from brink.foundation.errors import NotNow
from brink.foundation.requests import BrinkRequest

PER_PAGE = 25


def _process(request: BrinkRequest, slug: str) -> Process:
    return own(request, Process.objects.select_related("tenant", "owner"), slug=slug)


def _bundle(process: Process, pk: UUID) -> Bundle:
    return found(Bundle.objects.filter(tenant_id=process.tenant_id, process=process, merged_into=None), pk=pk)


def _lander(request: BrinkRequest, process: Process) -> Actor:
    """Return who lays answers ready; raises NotAllowed for who may not."""
    return actor_for(member(request), LANDING_WRITE, process.tenant_id)


def _round_form(round: Round, data: QueryDict | None = None) -> RoundAnswerForm:
    return RoundAnswerForm(data, auto_id=f"id_{round.pk}_%s")


def _stop_form(process: Process, data: QueryDict | None = None) -> ReasonForm:
    return ReasonForm(data, initial={"reason": process.withdrawn_reason}, auto_id="id_stop_%s")


def _overview(
    request: BrinkRequest,
    process: Process,
    sent: tuple[Round, RoundAnswerForm] | None = None,
    stop: ReasonForm | None = None,
) -> HttpResponse:
    """Show the page; `sent` (for a round) and `stop` are forms that came back with something to mend."""
    stopped = process.withdrawn_at is not None
    waiting = [] if stopped else desk.rounds_waiting(process)
    rounds = [(line, _round_form(line.round)) for line in waiting]
    if sent is not None:
        rounds = [(line, sent[1] if line.round.pk == sent[0].pk else form) for line, form in rounds]
    shown = {line.round.pk for line, _form in rounds if not line.missing}
    context = {
        "process": process,
        "counts": resolve(process),
        "advice": same_answers(process),
        "lines": desk.bundle_lines(process),
        "objections": list(desk.open_objections(process)[:PER_PAGE]),
        "returned": list(desk.came_back(process)[:PER_PAGE]),
        "stop": stop or (_stop_form(process) if stopped else None),
        "page": page_of(request, desk.unbundled(process), PER_PAGE),
        "rounds": rounds,
        # A round that nobody waits for any more, or that runs again: its words are not lost with its place.
        "gone": sent if sent is not None and sent[0].pk not in shown else None,
        "unsent": _with_signatures(
            replying.unsent(process)
            .select_related("destination", "handler", "cosignature__holder")
            .order_by("created_at")[:PER_PAGE]
        ),
        "until": recalling.last_sending(process),
        "key": new_key(),
    }
    return page(request, "contributions/desk_answers.html", context, *[one for one in (stop, sent and sent[1]) if one])


def _with_signatures(answers: Iterable[Answer]) -> list[tuple[Answer, str]]:
    """Return these answers, each with where signing along stands, "" where nobody is asked."""
    return [(one, told(one.cosignature) if hasattr(one, "cosignature") else "") for one in answers]


def ready(request: BrinkRequest, slug: str) -> HttpResponse:
    """Lead back to the answers: one lies ready now."""
    said = _("Het antwoord ligt klaar. Verstuur het als u het heeft nagelezen.")
    return done(request, reverse("contributions:answers", args=[slug]), said)


@require_safe
def answers(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show where the answers of a process stand: who waits, what lies ready, who says it is wrong."""
    return _overview(request, _process(request, slug))


def _read_over(request: BrinkRequest, process: Process) -> list[Answer]:
    """Return the answers that were read over and are sent now, as the page that showed them carried them along."""
    ids = [pk for pk in request.POST.get("antwoorden", "").split(",") if pk]
    rows = Answer.objects.filter(tenant_id=process.tenant_id, process=process)
    return [found(rows, pk=pk) for pk in ids]


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one answer, or all that lie ready, as their givers will read them; then send what was read over."""
    process, asked = _process(request, slug), request.POST if request.method == "POST" else request.GET
    chosen = asked.get("answer", "")
    sent: list[int] = []

    def foresee() -> Foreseen:
        actor_for(member(request), REPLY_WRITE, process.tenant_id)
        every = replying.unsent(process)
        waiting = every.exclude(pk__in=held_back(every)).select_related(
            "destination", "signed_by", "handler", "process__tenant", "process__owner", "cosignature__holder"
        )
        rows = [one for one in waiting.order_by("created_at", "id") if not chosen or str(one.pk) == chosen]
        if not rows and (held := why_held(every.filter(pk=chosen) if chosen else every)):
            raise NotNow(held)
        return foreseen.sending(process, rows)

    def do() -> None:
        actor = actor_for(member(request), REPLY_WRITE, process.tenant_id)
        picked = _read_over(request, process)
        sent.append(replying.send(process=process, actor=actor, answers=picked, key=key_of(request)))

    def said() -> str:
        text = ngettext("%(n)s gever heeft nu antwoord.", "%(n)s gevers hebben nu antwoord.", sent[0])
        return text % {"n": sent[0]}

    back = reverse("contributions:answers", args=[slug])
    return press(request, do, said=lazy(said, str)(), to=back, foresee=foresee)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Let a colleague read over and send an answer that lies ready, or take it up oneself."""
    process = _process(request, slug)
    answer = found(Answer.objects.filter(tenant_id=process.tenant_id, process=process), pk=pk)
    return assigning(
        request, process, answer,
        lambda to, actor, key: assign_answer(answer=answer, to=to, actor=actor, key=key),
        back=reverse("contributions:answers", args=[slug]), nobody=_("Dit antwoord is van niemand."),
        title=_("Wie leest dit antwoord na?"), lead=answer.reason,
    )  # fmt: skip


@require_POST
def call_back(request: BrinkRequest, slug: str) -> HttpResponse:
    """Make drafts again of what was just sent and read by nobody."""
    process, called = _process(request, slug), list[int]()

    def do() -> None:
        actor = actor_for(member(request), REPLY_WRITE, process.tenant_id)
        called.append(recalling.call_back(process=process, actor=actor, key=key_of(request)))

    def said() -> str:
        text = ngettext(
            "Teruggehaald: %(n)s gever heeft het niet gelezen. Het antwoord ligt weer klaar.",
            "Teruggehaald: %(n)s gevers hebben het niet gelezen. De antwoorden liggen weer klaar.",
            called[0],
        )
        return text % {"n": called[0]}

    return press(request, do, said=lazy(said, str)(), to=reverse("contributions:answers", args=[slug]))


@require_POST
def answer_round(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer everybody whose voice lands with a round, in one go."""
    process = _process(request, slug)
    round = found(Round.objects.filter(tenant_id=process.tenant_id, process=process), pk=pk)
    form = _round_form(round, request.POST)
    acted = act(
        request,
        form,
        lambda: landing.land_round(
            round=round, reason=form.cleaned_data["reason"], actor=_lander(request, process), key=form.act_key
        ),
    )
    return ready(request, slug) if acted else _overview(request, process, sent=(round, form))


@require_POST
def answer_stopped(request: BrinkRequest, slug: str) -> HttpResponse:
    """Tell everybody without an answer that the question was stopped, and why, in one go."""
    process = _process(request, slug)
    form = _stop_form(process, request.POST)
    acted = act(
        request,
        form,
        lambda: landing.land_stopped(
            process=process, reason=form.cleaned_data["reason"], actor=_lander(request, process),
            signed_by=process.owner, key=form.act_key,
        ),
    )  # fmt: skip
    return ready(request, slug) if acted else _overview(request, process, stop=form)


def draft_form(
    request: BrinkRequest, process: Process, bundle: Bundle | None = None, voices: Sequence[Contribution] = ()
) -> AnswerDraftForm:
    """Return the form of an answer. One that was sent is compared with the answer that lies there now."""
    last = landing.lying(bundle=bundle, contributions=voices)
    initial: dict[str, object] = {"signed_by": process.owner_id}
    if last is not None and request.method == "POST":
        initial = {
            "outcome": last.outcome, "reason": last.reason, "not_adopted": last.not_adopted,
            "destination": last.destination_id, "parked_until": last.parked_until, "signed_by": last.signed_by_id,
        }  # fmt: skip
    version = f"{last.pk if last is not None else 'none'}:0"
    return AnswerDraftForm(request.POST or None, initial=initial, process=process, version=version)


def answered(
    request: BrinkRequest, process: Process, form: AnswerDraftForm, *, bundle: Bundle | None = None,
    voices: Sequence[Contribution] = (),
) -> bool:  # fmt: skip
    """Land when asked to, or check what will be shown; tell whether it landed."""
    looks = request.POST.get("doe") == "bekijk"

    def do() -> None:
        data = form.cleaned_data
        if looks:
            written = Destination(tenant_id=process.tenant_id, title=data["place"]) if data["place"].strip() else None
            checked(form.draft(data["destination"] or written), process.tenant_id)
            return
        landing.land(
            process=process,
            draft=form.draft(data["destination"]),
            written_place=data["place"],
            bundle=bundle,
            contributions=voices,
            change_reason=data["change_reason"],
            seen_answer=form.seen_answer,
            actor=_lander(request, process),
            key=form.act_key,
        )

    return act(request, form, do) is not None and not looks


def preview(form: AnswerDraftForm, process: Process) -> dict[str, object] | None:
    """Return what the giver will read, when the form is complete."""
    if not form.is_bound or not form.is_valid():
        return None
    data = form.cleaned_data
    label = dict(form.fields["outcome"].choices)[data["outcome"]]  # type: ignore[attr-defined]
    where = data["destination"].title if data["destination"] else data["place"]
    signed = f"{data['signed_by'].name}, {process.tenant.name}" if data["signed_by"] else process.tenant.name
    return {"outcome": label, "reason": data["reason"], "not_adopted": data["not_adopted"], "where": where,
            "parked_until": data["parked_until"], "signed": signed}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def answer_bundle(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer a bundle: one reason, with the words themselves beside it."""
    process = _process(request, slug)
    bundle = _bundle(process, pk)
    form = draft_form(request, process, bundle=bundle)
    if answered(request, process, form, bundle=bundle):
        return ready(request, slug)
    items = BundleItem.objects.filter(
        tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None, contribution__withdrawn_at=None
    )
    shown = page_of(request, items.select_related("contribution__source").order_by("created_at", "id"), PER_PAGE)
    latest = landing.latest_answer(bundle)
    late = items.filter(contribution__landed_at=None).count() if latest else 0
    context = {
        "process": process, "bundle": bundle, "form": form, "preview": preview(form, process), "page": shown,
        "voices": [item.contribution for item in shown], "latest": latest, "late": late, "key": new_key(),
        "acts": acts_on(latest, request.viewer),
    }  # fmt: skip
    return page(request, "contributions/desk_answer.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def link_late(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Give those who joined a bundle late its answer too."""
    process = _process(request, slug)
    bundle = _bundle(process, pk)

    def foresee() -> Foreseen:
        _lander(request, process)
        return foreseen.linking(bundle)

    return press(
        request,
        lambda: landing.link_late(bundle=bundle, actor=_lander(request, process), key=key_of(request)),
        said=_("Ook zij hebben nu dit antwoord."),
        foresee=foresee,
        to=reverse("contributions:answers", args=[slug]),
    )


def _give_back(voice: Contribution, passed: HandOver | None) -> ReasonForm | None:
    """Return the form with which words go back to who passed them on, while the giver has no answer from here."""
    if passed is None or passed.refused_at is not None or voice.replied_at is not None:
        return None
    return ReasonForm(auto_id="id_back_%s")


@require_http_methods(["GET", "HEAD", "POST"])
def answer_voice(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer one voice: loose words, or a giver who said that the answer is wrong."""
    process = _process(request, slug)
    rows = Contribution.objects.filter(tenant_id=process.tenant_id, process=process, withdrawn_at=None)
    voice = found(rows.select_related("source", "objection"), pk=pk)
    form = draft_form(request, process, voices=[voice])
    if answered(request, process, form, voices=[voice]):
        return ready(request, slug)
    current, objection = desk.current_landing(voice), getattr(voice, "objection", None)
    passed = desk.passed_to(voice)
    said = _("De gever zegt: het klopt niet. ‘%(text)s’") % {"text": objection.text} if objection else ""
    context = {
        "process": process, "voice": voice, "voices": [voice], "form": form, "preview": preview(form, process),
        "latest": current.answer if current else None, "objection": objection, "objection_text": said,
        "hand_over": HandOverForm(tenant_id=voice.tenant_id, auto_id="id_over_%s"),
        "passed": passed,
        "give_back": _give_back(voice, passed),
        "acts": acts_on(current.answer if current else None, request.viewer),
    }  # fmt: skip
    return page(request, "contributions/desk_answer.html", context, form)
