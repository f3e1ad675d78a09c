"""Reads of the desk: lists, queues and suggestions, each in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.landing_modes import before_landing, living, with_round
from brink.domain.contributions.models import (
    Answer,
    Appeal,
    Bundle,
    Channel,
    Contribution,
    HandOver,
    Landing,
    Moderation,
    ModerationAct,
    Objection,
    OutcomeCode,
    ResponseTerms,
    TrackingCode,
)
from brink.domain.contributions.permissions import GIVER_READ
from brink.domain.contributions.queries.waiting import desk_items as desk_items
from brink.domain.contributions.services.bundling import unbundled_words
from brink.domain.contributions.visibility_rules import open_words, to_check
from brink.domain.processes.models import Process, Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock, codes
from brink.foundation.findings import Finding
from brink.foundation.search.finding import holds, narrow, personal_matches
from brink.foundation.spreadsheets import Sheet
from brink.foundation.visibility import DESK, Viewer


def narrowed(viewer: Viewer, wish: dict[str, Any]) -> QuerySet[Contribution]:
    """Return the contributions that this member of staff may handle, narrowed by the fields of the filter form."""
    rows = Contribution.objects.filter(tenant_id__in=viewer.tenants(DESK)).select_related("process", "round", "tenant")
    if wish.get("q"):
        rows = rows.filter(_asked(viewer, rows, wish["q"]))
    if wish.get("process"):
        rows = rows.filter(process=wish["process"])
    if wish.get("channel"):
        rows = rows.filter(channel=wish["channel"])
    there = Q(withdrawn_at=None)
    states = {
        "air": there & Q(landed_at=None),
        "loose": unbundled_words(),
        "waiting": to_check(),
        "hidden": there & Q(moderation=Moderation.HIDDEN),
        "reopened": there & Q(reopened_at__isnull=False, drafted_at=None),
        "late": there & Q(first_replied_at=None, reply_due_on__lt=clock.today()),
    }
    return rows.filter(states[wish["state"]]) if wish.get("state") in states else rows


def _asked(viewer: Viewer, rows: QuerySet[Contribution], typed: str) -> Q:
    """Return the condition that a voice holds these words, has this code, or is of who has this name or number.

    Who gave it is asked only in bodies where the viewer may read that. Names and numbers are compared by keyed hash.
    """
    named = personal_matches(typed) & Q(tenant_id__in=viewer.tenants(GIVER_READ.roles))
    code = codes.normalise(typed)
    coded = TrackingCode.objects.filter(code_hash__in=codes.hash_code(code).every) if code else None
    wanted = named if coded is None else named | Q(pk__in=coded.values("contribution"))
    # Whoever is found by name or code needs no guess at slips in the words.
    words = holds(typed) if rows.filter(wanted).exists() else Q(pk__in=narrow(rows, typed).order_by().values("pk"))
    return wanted | words


def processes_of(viewer: Viewer) -> QuerySet[Process]:
    """Return the processes of the bodies at whose desk this viewer sits."""
    return Process.objects.filter(tenant_id__in=viewer.tenants(DESK)).order_by("title")


def rounds_to_note(viewer: Viewer) -> list[Round]:
    """Return the rounds into which words can be written down now: open, or over and not closed yet."""
    now = clock.now()
    rows = Round.objects.filter(
        tenant_id__in=viewer.tenants(DESK), closed_at=None, process__answered_at=None, process__withdrawn_at=None
    ).select_related("process")
    return [one for one in rows if round_state(one, now) in (RoundState.OPEN, RoundState.OVER)]


def waiting_for_check(viewer: Viewer) -> QuerySet[Contribution]:
    """Return the words that wait for a moderator, longest first."""
    rows = Contribution.objects.filter(to_check(), tenant_id__in=viewer.tenants(DESK))
    return rows.select_related("process", "source").order_by("created_at", "id")


def not_looked_over(viewer: Viewer) -> QuerySet[Contribution]:
    """Return words that stand on the site and that no human of the house saw yet, longest first."""
    looked = ModerationAct.objects.filter(contribution=OuterRef("pk"))
    since = looked.filter(created_at__gte=OuterRef("changed_at"))
    new = Q(~Exists(looked), changed_at=None, channel=Channel.WEB, bundled_at=None)
    changed = Q(~Exists(since), changed_at__isnull=False)
    rows = Contribution.objects.filter(
        open_words(), new | changed, tenant_id__in=viewer.tenants(DESK), landed_at=None
    )
    return rows.select_related("process", "source").order_by("created_at", "id")


def ticked(viewer: Viewer, typed: Sequence[str]) -> list[Contribution]:
    """Return the contributions with these keys at the bodies of a viewer; what is no key at all is left out."""
    keys = []
    for one in typed[:200]:
        try:
            keys.append(UUID(one))
        except ValueError:
            continue
    rows = Contribution.objects.filter(tenant_id__in=viewer.tenants(DESK), pk__in=keys)
    return list(rows.select_related("process").order_by("created_at", "id"))


def open_appeals(viewer: Viewer) -> QuerySet[Appeal]:
    """Return requests for a second look that nobody answered, with what was decided before."""
    acts = ModerationAct.objects.filter(to=Moderation.HIDDEN).order_by("created_at", "id")
    return (
        Appeal.objects.filter(tenant_id__in=viewer.tenants(DESK), answered_at=None, contribution__withdrawn_at=None)
        .select_related("contribution__process", "contribution__source")
        .prefetch_related(Prefetch("contribution__moderation_acts", queryset=acts, to_attr="hidings"))
        .order_by("created_at", "id")
    )


def appeal_at(viewer: Viewer, typed: str) -> Appeal | None:
    """Return the appeal with this key at a body of the viewer, or None; also for what is no key at all."""
    try:
        key = UUID(typed)
    except ValueError:
        return None
    return Appeal.objects.filter(tenant_id__in=viewer.tenants(DESK), pk=key).first()


def loose(process: Process) -> QuerySet[Contribution]:
    """Return the words of a process that wait to be laid together, oldest first."""
    rows = Contribution.objects.filter(unbundled_words(), tenant_id=process.tenant_id, process=process)
    return rows.order_by("created_at", "id")


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle on the desk: how many lie in it, how many of those have an answer, and the latest answer."""

    bundle: Bundle
    waiting: int
    answer: Answer | None

    @property
    def sent(self) -> bool:
        """Tell whether the latest answer reached its givers."""
        return self.answer is not None and self.answer.sent_at is not None


def bundles_sheet(process: Process) -> Sheet:
    """Return the bundles of a process as they are put in a file, with where their answers stand. Three queries."""
    columns = (
        _("Nummer"), _("Bundel"), _("Samenvatting"), _("Bijdragen"), _("Zonder antwoord"), _("Wat gebeurde ermee"),
        _("Reden"), _("Verstuurd"),
    )  # fmt: skip
    cells = (
        (
            one.bundle.number, one.bundle.title, one.bundle.summary, one.bundle.item_count, one.waiting,
            one.answer.get_outcome_display() if one.answer else "", one.answer.reason if one.answer else "",
            (_("ja") if one.sent else _("nee")) if one.answer else "",
        )
        for one in bundle_lines(process)
    )  # fmt: skip
    return Sheet(_("bundels"), columns, cells)


def bundle_lines(process: Process) -> list[BundleLine]:
    """Return the bundles of a process with where their answers stand, in three queries."""
    there = Q(items__removed_at=None, items__contribution__withdrawn_at=None)
    bundles = list(
        Bundle.objects.filter(tenant_id=process.tenant_id, process=process, merged_into=None)
        .annotate(waiting=Count("items", filter=there & Q(items__contribution__landed_at=None)))
        .order_by("number")
    )
    pairs = (
        Landing.objects.filter(tenant_id=process.tenant_id, bundle__in=bundles)
        .order_by("answer__created_at", "answer_id")
        .values_list("bundle_id", "answer_id")
        .distinct()
    )
    latest = {bundle_id: answer_id for bundle_id, answer_id in pairs if bundle_id is not None}
    found = Answer.objects.in_bulk(list(latest.values()))
    answers = {bundle_id: found[answer_id] for bundle_id, answer_id in latest.items()}
    return [BundleLine(bundle, bundle.waiting, answers.get(bundle.pk)) for bundle in bundles]


def unbundled(process: Process) -> QuerySet[Contribution]:
    """Return the voices that wait for an answer of their own: in no bundle, and not landing with their round."""
    waiting = living(process).filter(bundled_at=None, landed_at=None).exclude(with_round())
    return waiting.order_by("created_at", "id")


def open_objections(process: Process) -> QuerySet[Objection]:
    """Return the objections that wait for a new landing, with the words and the answer they are about."""
    return (
        Objection.objects.filter(
            tenant_id=process.tenant_id,
            contribution__process=process,
            contribution__reopened_at__isnull=False,
            contribution__drafted_at=None,
            answered_at=None,
        )
        .select_related("contribution__source", "landing__answer")
        .order_by("due_on", "id")
    )


def came_back(process: Process) -> QuerySet[HandOver]:
    """Return the hand-overs that the other body refused, whose words wait here for a new answer."""
    rows = HandOver.objects.filter(
        tenant_id=process.tenant_id,
        contribution__process=process,
        refused_at__isnull=False,
        contribution__reopened_at__isnull=False,
        contribution__drafted_at=None,
    )
    return rows.select_related("to_body", "contribution__source").order_by("refused_at", "id")


def passed_to(voice: Contribution) -> HandOver | None:
    """Return how these words came here from another body, or None when they did not."""
    return HandOver.objects.filter(copy_id=voice.pk).select_related("tenant").first()


def takes_words(tenants: Iterable[UUID]) -> dict[UUID, bool]:
    """Return which of these bodies said whether they take words over. One query."""
    return dict(ResponseTerms.objects.filter(tenant_id__in=tenants).values_list("tenant_id", "takes_hand_over"))


def passed_to_us(tenants: Iterable[UUID]) -> list[tuple[HandOver, Contribution]]:
    """Return what others passed on to these bodies and still waits there, with the words. Two queries."""
    passed = {
        one.copy_id: one
        for one in HandOver.objects.filter(to_body_id__in=tenants, refused_at=None).select_related("tenant")
    }
    rows = Contribution.objects.filter(
        tenant_id__in=tenants, pk__in=list(passed), withdrawn_at=None, replied_at=None, handed_over_at=None
    )
    return [(passed[one.pk], one) for one in rows.select_related("source").order_by("created_at", "id")]


def passed_by_us(tenants: Iterable[UUID]) -> list[HandOver]:
    """Return the last of what these bodies passed on, with what the receiver said. One query."""
    rows = HandOver.objects.filter(tenant_id__in=tenants).select_related("to_body", "contribution__source")
    return list(rows.order_by("-created_at", "-id")[:25])


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in which voices wait that land with it: how many, and what must be answered before they may."""

    round: Round
    waiting: int
    missing: list[Finding]


def rounds_waiting(process: Process) -> list[RoundLine]:
    """Return the rounds in which voices wait that land with their round."""
    waiting = Count(
        "contributions",
        filter=with_round("contributions")
        & Q(contributions__landed_at=None, contributions__withdrawn_at=None, contributions__held_at=None),
    )
    rows = Round.objects.filter(tenant_id=process.tenant_id, process=process).annotate(waiting=waiting)
    rows = rows.filter(waiting__gt=0).select_related("process").order_by("number")
    return [RoundLine(round, round.waiting, before_landing([round])) for round in rows]


def current_landing(voice: Contribution) -> Landing | None:
    """Return the landing that holds for a voice now."""
    return (
        Landing.objects.filter(tenant_id=voice.tenant_id, contribution=voice, current=True)
        .select_related("answer__destination", "answer__signed_by", "bundle")
        .first()
    )


def answers_lying(process: Process) -> QuerySet[Landing, tuple[UUID, str, str | None]]:
    """Return the answers that people have or will have, with reason and bundle: (answer, reason, title of the bundle).

    Without those that are one answer for everybody: of a round, of a question that was stopped. Oldest first, one
    query.
    """
    rows = Landing.objects.filter(
        tenant_id=process.tenant_id, contribution__process=process, current=True, contribution__withdrawn_at=None
    ).exclude(answer__outcome__in=(OutcomeCode.COLLECTIVE, OutcomeCode.STOPPED, OutcomeCode.ELSEWHERE))
    said = rows.order_by("answer__created_at", "answer_id").values_list("answer_id", "answer__reason", "bundle__title")
    return said.distinct()
