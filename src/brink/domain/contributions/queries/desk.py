"""Reads of the desk: lists, queues and suggestions, each in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import (
    Answer,
    Appeal,
    Bundle,
    BundleItem,
    Contribution,
    Landing,
    Moderation,
    ModerationAct,
    Objection,
)
from brink.domain.processes.models import Process, Round
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.methods.matching import Entry, Index

# More loose words than this make the page slow (0.7 s for 400) without making the first suggestions better.
SUGGEST_FROM = 150
SAMPLES = 400
ALIKE = 0.18
GROUPS = 6


def narrowed(viewer: Viewer, wish: dict[str, Any]) -> QuerySet[Contribution]:
    """Return the contributions that this member of staff may handle, narrowed by the fields of the filter form."""
    rows = Contribution.objects.filter(tenant_id__in=viewer.tenants(DESK)).select_related("process", "round", "tenant")
    if wish.get("q"):
        rows = rows.filter(Q(text__icontains=wish["q"]) | Q(title__icontains=wish["q"]))
    if wish.get("process"):
        rows = rows.filter(process=wish["process"])
    if wish.get("channel"):
        rows = rows.filter(channel=wish["channel"])
    there = Q(withdrawn_at=None)
    states = {
        "air": there & Q(landed_at=None),
        "loose": there & Q(landed_at=None, bundled_at=None) & ~Q(text=""),
        "waiting": there & Q(moderation=Moderation.WAITING),
        "hidden": there & Q(moderation=Moderation.HIDDEN),
        "reopened": there & Q(reopened_at__isnull=False),
        "late": there & Q(first_replied_at=None, reply_due_on__lt=clock.today()),
    }
    return rows.filter(states[wish["state"]]) if wish.get("state") in states else rows


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
    return (
        Contribution.objects.filter(
            tenant_id__in=viewer.tenants(DESK), moderation=Moderation.WAITING, withdrawn_at=None
        )
        .select_related("process", "source")
        .order_by("created_at", "id")
    )


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
    """Return the words of a process that lie in no bundle, oldest first; filled sessions have no words to bundle."""
    return (
        Contribution.objects.filter(
            tenant_id=process.tenant_id, process=process, bundled_at=None, withdrawn_at=None, landed_at=None
        )
        .exclude(text="")
        .order_by("created_at", "id")
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that seem to say the same: with which bundle they go (None: a new one), and what they share."""

    voices: tuple[Contribution, ...]
    shared: str
    bundle: Bundle | None = None


def suggestions(process: Process) -> list[Suggestion]:
    """Suggest how loose words can be laid together: first with bundles that exist, then among themselves.

    Looks at the oldest `SUGGEST_FROM` loose words; after those are laid the next come up. Three queries.
    """
    waiting = list(loose(process)[:SUGGEST_FROM])
    if not waiting:
        return []
    bundles = {
        bundle.pk: bundle
        for bundle in Bundle.objects.filter(tenant_id=process.tenant_id, process=process, merged_into=None)
    }
    return group_alike(waiting, bundles, _samples(bundles))


def _samples(bundles: dict[UUID, Bundle]) -> dict[UUID, str]:
    """Return title, summary and some words of each bundle as one text to compare with."""
    texts = {pk: [bundle.title, bundle.summary] for pk, bundle in bundles.items()}
    rows = BundleItem.objects.filter(bundle__in=bundles, removed_at=None).order_by("created_at", "id")
    for bundle_id, text in rows.values_list("bundle_id", "contribution__text")[:SAMPLES]:
        if len(texts[bundle_id]) < 8:
            texts[bundle_id].append(text)
    return {pk: "\n".join(lines) for pk, lines in texts.items()}


def group_alike(
    waiting: Sequence[Contribution], bundles: dict[UUID, Bundle], samples: dict[UUID, str]
) -> list[Suggestion]:
    """Group words that share enough. The one place that knows how likeness is measured."""
    voices = {str(voice.pk): voice for voice in waiting}
    index = Index.build(
        [
            *(Entry(key, f"{voice.title} {voice.text}".strip()) for key, voice in voices.items()),
            *(Entry(f"bundle {pk}", text) for pk, text in samples.items()),
        ]
    )
    near: dict[str, dict[str, str]] = {}
    to_bundle: dict[UUID, list[str]] = {}
    reasons: dict[UUID, str] = {}
    for key, voice in voices.items():
        matches = [match for match in index.search(f"{voice.title} {voice.text}", top=12) if match.key != key]
        alike = [match for match in matches if match.score >= ALIKE]
        best = next((match for match in alike if match.key.startswith("bundle ")), None)
        if best is not None and best is alike[0]:
            pk = UUID(best.key.removeprefix("bundle "))
            to_bundle.setdefault(pk, []).append(key)
            reasons.setdefault(pk, _shared(best.why))
        else:
            near[key] = {match.key: _shared(match.why) for match in alike if match.key in voices}
    found = [Suggestion(tuple(voices[key] for key in keys), reasons[pk], bundles[pk]) for pk, keys in to_bundle.items()]
    return [*found, *_alike_groups(near, voices)][:GROUPS]


def _shared(why: Sequence[Any]) -> str:
    return ", ".join(dict.fromkeys(word for reason in why for word in reason.shared))


def _alike_groups(near: dict[str, dict[str, str]], voices: dict[str, Contribution]) -> list[Suggestion]:
    """Take the word with most neighbours, group it with them, and go on with the rest."""
    left = {key: {other for other in others if other in near} for key, others in near.items()}
    found = []
    while left:
        seed = max(left, key=lambda key: (len(left[key]), key))
        members = [seed, *sorted(left[seed])]
        if len(members) < 2:
            break
        shared = next((near[seed][key] for key in members[1:] if near[seed].get(key)), "")
        found.append(Suggestion(tuple(voices[key] for key in members), shared))
        gone = set(members)
        left = {key: others - gone for key, others in left.items() if key not in gone}
    return found


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


def alone(process: Process) -> QuerySet[Contribution]:
    """Return the voices with words that wait for an answer and lie in no bundle."""
    return loose(process)


def open_objections(process: Process) -> QuerySet[Objection]:
    """Return the objections that wait for a new landing, with the words and the answer they are about."""
    return (
        Objection.objects.filter(
            tenant_id=process.tenant_id, contribution__process=process, contribution__reopened_at__isnull=False
        )
        .select_related("contribution__source", "landing__answer")
        .order_by("due_on", "id")
    )


def rounds_with_sessions(process: Process) -> list[tuple[Round, int]]:
    """Return the rounds in which filled sessions wait for an answer, with how many."""
    rows = (
        Round.objects.filter(tenant_id=process.tenant_id, process=process)
        .annotate(
            waiting=Count(
                "contributions",
                filter=Q(contributions__kind="session", contributions__landed_at=None)
                & Q(contributions__withdrawn_at=None),
            )
        )
        .order_by("number")
    )
    return [(round, round.waiting) for round in rows if round.waiting]


def current_landing(voice: Contribution) -> Landing | None:
    """Return the landing that holds for a voice now."""
    return (
        Landing.objects.filter(tenant_id=voice.tenant_id, contribution=voice, current=True)
        .select_related("answer__destination", "answer__signed_by", "bundle")
        .first()
    )


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits at the desk in this room, in three queries over all processes of the viewer's bodies."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    there = Q(contributions__withdrawn_at=None)
    rows = (
        Process.objects.filter(tenant_id__in=tenants, withdrawn_at=None)
        .annotate(
            unchecked=Count("contributions", filter=there & Q(contributions__moderation=Moderation.WAITING)),
            unbundled=Count(
                "contributions",
                filter=there & Q(contributions__bundled_at=None, contributions__landed_at=None)
                & ~Q(contributions__text=""),
            ),
            unanswered=Count("contributions", filter=there & Q(contributions__landed_at=None)),
            unsent=Count(
                "contributions",
                filter=there & Q(contributions__landed_at__isnull=False, contributions__replied_at=None,
                                 contributions__reopened_at=None),
            ),
            due=Min("contributions__reply_due_on", filter=there & Q(contributions__first_replied_at=None)),
            oldest=Min("contributions__created_at", filter=there & Q(contributions__moderation=Moderation.WAITING)),
        )
        .filter(Q(unchecked__gt=0) | Q(unbundled__gt=0) | Q(unanswered__gt=0) | Q(unsent__gt=0))
    )  # fmt: skip
    items = [item for row in rows for item in _process_items(row)]
    return [*items, *_objections(tenants), *_appeals(tenants)]


def _process_items(row: Any) -> list[QueueItem]:
    """Return the queue items of one process; bundling can start at once, answering waits for the decision."""
    said = [
        ("check", row.unchecked, ngettext("%(n)s inbreng wacht op controle", "%(n)s inbrengen wachten op controle",
         row.unchecked), _("Kijk ze na"), f"/balie/inbreng/controle/?vraag={row.slug}",
         (row.oldest + timedelta(days=2)).date() if row.oldest else None),
        ("bundle", row.unbundled, ngettext("%(n)s inbreng heeft nog geen bundel",
         "%(n)s inbrengen hebben nog geen bundel", row.unbundled), _("Bekijk het voorstel"),
         f"/balie/bundels/{row.slug}/", None),
        ("send", row.unsent, ngettext("%(n)s antwoord ligt klaar", "%(n)s antwoorden liggen klaar", row.unsent),
         _("Lees na en verstuur"), f"/balie/antwoorden/{row.slug}/", row.due),
    ]  # fmt: skip
    if row.decided_at is not None or (row.due is not None and row.due <= clock.today() + timedelta(days=7)):
        title = ngettext("%(n)s mens wacht op antwoord", "%(n)s mensen wachten op antwoord", row.unanswered)
        address = f"/balie/antwoorden/{row.slug}/"
        said.append(("answer", row.unanswered, title, _("Geef antwoord"), address, row.due))
    return [
        QueueItem(
            f"contributions.{key}.{row.pk}", row.tenant_id, title % {"n": count}, row.title, act, address, due, count
        )
        for key, count, title, act, address, due in said
        if count
    ]


def _objections(tenants: frozenset[UUID]) -> list[QueueItem]:
    rows = (
        Objection.objects.filter(tenant_id__in=tenants, contribution__reopened_at__isnull=False)
        .order_by()
        .values_list("tenant_id", "contribution__process__slug", "contribution__process__title")
        .annotate(first=Min("due_on"), count=Count("pk"))
    )
    return [
        QueueItem(
            f"contributions.objection.{slug}",
            tenant_id,
            ngettext("%(n)s gever zegt: dit antwoord klopt niet", "%(n)s gevers zeggen: dit antwoord klopt niet", count)
            % {"n": count},
            title,
            _("Lees de reactie"),
            f"/balie/antwoorden/{slug}/#klopt-niet",
            due,
            count,
        )
        for tenant_id, slug, title, due, count in rows
    ]


def _appeals(tenants: frozenset[UUID]) -> list[QueueItem]:
    rows = (
        Appeal.objects.filter(tenant_id__in=tenants, answered_at=None, contribution__withdrawn_at=None)
        .order_by()
        .values_list("tenant_id")
        .annotate(Min("created_at"), Count("pk"))
    )
    return [
        QueueItem(
            f"contributions.appeal.{tenant_id}",
            tenant_id,
            ngettext("%(n)s gever vraagt een tweede blik", "%(n)s gevers vragen een tweede blik", count) % {"n": count},
            _("Verborgen woorden"),
            _("Kijk mee"),
            "/balie/inbreng/controle/#tweede-blik",
            _plus(first, 10),
            count,
        )
        for tenant_id, first, count in rows
    ]


def _plus(moment: Any, days: int) -> date:
    day: date = (moment + timedelta(days=days)).astimezone(clock.AMSTERDAM).date()
    return day
