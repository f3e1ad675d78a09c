"""What waits at the desk in this app, for the one queue of whoever works there."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Appeal, Contribution, HandOver, Objection
from brink.domain.contributions.services.bundling import unbundled_words
from brink.domain.contributions.services.deadlines import terms_of
from brink.domain.contributions.services.handover import day_after_return
from brink.domain.contributions.services.reaching_givers import untold_landings
from brink.domain.contributions.services.replying import lying_ready
from brink.domain.contributions.visibility_rules import to_check
from brink.domain.people.queries import work_of
from brink.domain.processes.models import Process
from brink.domain.processes.queries.desk import whose_work
from brink.foundation import clock, workdays
from brink.foundation.addresses import fixed, page_url, pages
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.foundation.waiting_counts import Waiting, counted, read_waiting


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits at the desk in this app, in a fixed number of queries whatever the number of processes."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    counts = {question: _Voices(*found) for question, *found in _counts(tenants, viewer)}
    rows = (
        Process.objects.filter(pk__in=list(counts))
        .select_related("owner")
        .annotate(read_over=_to_read_over(viewer), **whose_work(viewer))
    )
    voices = [(row, counts[row.pk]) for row in rows]
    items = [item for row, found in voices for item in (*_process_items(row, found), *_given(row, found, viewer))]
    small = _small(tenants)
    passed_on = _passed_on(tenants) if any(one.what == "passed_on" for one in small) else []
    return [*items, *passed_on, *(_SAID[one.what](one) for one in small if one.what in _SAID)]


class _Voices(NamedTuple):
    """How many voices of one question wait for what, and since or until when."""

    unchecked: int
    unbundled: int
    unanswered: int
    unsent: int
    due: date | None
    oldest: datetime | None
    given: int
    soonest: date | None


def _counts(tenants: frozenset[UUID], viewer: Viewer) -> Iterable[tuple[Any, ...]]:
    """Return each question with unfinished voices, and the fields of `_Voices`: one query that reads no other table.

    Joined to its question each voice would carry all columns of it through the counting: twice the time.
    """
    open_, mine = Q(landed_at=None) | Q(reopened_at__isnull=False), work_of(viewer, "handler")
    unreplied = Q(first_replied_at=None)
    return (
        Contribution.objects.filter(to_check() | open_ | Q(drafted_at__isnull=False) | unreplied)
        .filter(tenant_id__in=tenants, withdrawn_at=None, held_at=None)
        .order_by()
        .values("process_id")
        .annotate(
            unchecked=Count("pk", filter=to_check()),
            unbundled=Count("pk", filter=unbundled_words()),
            unanswered=Count("pk", filter=Q(landed_at=None)),
            unsent=Count("pk", filter=Q(drafted_at__isnull=False)),
            due=Min("reply_due_on", filter=unreplied),
            oldest=Min("created_at", filter=to_check()),
            given=Count("pk", filter=mine & open_),
            soonest=Min("reply_due_on", filter=mine & unreplied),
        )
        .values_list("process_id", *_Voices._fields)
    )


def _small(tenants: frozenset[UUID]) -> list[Waiting]:
    """Return what little waits beside the voices themselves. One query for all kinds."""
    reopened = {"contribution__reopened_at__isnull": False, "contribution__drafted_at": None}
    objections = Objection.objects.filter(tenant_id__in=tenants, answered_at=None, **reopened)
    came_back = HandOver.objects.filter(tenant_id__in=tenants, refused_at__isnull=False, **reopened)
    appeals = Appeal.objects.filter(tenant_id__in=tenants, answered_at=None, contribution__withdrawn_at=None)
    untold = untold_landings(must=True, tenant_id__in=tenants)
    question, promised = "contribution__process__", "contribution__reply_due_on"
    slug, title = f"{question}slug", f"{question}title"
    return read_waiting((
        counted("objection", objections, where=slug, title=title, day="due_on"),
        counted("came_back", came_back, where=slug, title=title, day=promised, moment="refused_at"),
        counted("appeal", appeals, moment="created_at"),
        counted("to_reach", untold, where=slug, title=title, day=promised),
        counted("passed_on", _copies(tenants)),
    ))  # fmt: skip


def _process_items(row: Any, voices: _Voices) -> list[QueueItem]:
    """Return the queue items of one process; bundling can start at once, answering waits for the decision.

    A question that was stopped has none to wait for: nothing is to be bundled, and everybody is to be answered now.
    """
    stopped = row.withdrawn_at is not None
    answers = reverse("contributions:answers", args=[row.slug])
    said = [
        ("check", voices.unchecked, ngettext("%(n)s bijdrage wacht op controle", "%(n)s bijdragen wachten op controle",
         voices.unchecked), _("Kijk ze na"), f"{fixed('contributions:check')}?vraag={row.slug}",
         (voices.oldest + timedelta(days=2)).date() if voices.oldest else None),
        ("bundle", 0 if stopped else voices.unbundled, ngettext("%(n)s bijdrage heeft nog geen bundel",
         "%(n)s bijdragen hebben nog geen bundel", voices.unbundled), _("Bekijk het voorstel"),
         reverse("contributions:bundles", args=[row.slug]), None),
        ("send", voices.unsent, ngettext("%(n)s antwoord ligt klaar", "%(n)s antwoorden liggen klaar", voices.unsent),
         _("Lees na en verstuur"), answers, voices.due),
    ]  # fmt: skip
    standing = row.standing
    if standing:  # each voice is answered on its own, at the page of the register that takes them in
        said = [one for one in said if one[0] != "bundle"]
        answers = page_url("standing desk") if "standing desk" in pages.named() else answers
    soon = voices.due is not None and voices.due <= clock.today() + timedelta(days=7)
    if row.decided_at is not None or stopped or soon or standing:
        title = ngettext("%(n)s mens wacht op antwoord", "%(n)s mensen wachten op antwoord", voices.unanswered)
        if stopped:
            title = ngettext("De vraag is gestopt: %(n)s mens wacht op antwoord",
                             "De vraag is gestopt: %(n)s mensen wachten op antwoord", voices.unanswered)  # fmt: skip
        said.append(("answer", voices.unanswered, title, _("Geef antwoord"), answers, voices.due))
    return [
        QueueItem(
            f"contributions.{key}.{row.pk}",
            row.tenant_id,
            title % {"n": count},
            row.title,
            act,
            address,
            due,
            count,
            row.stand_in or row.worker,
        )
        for key, count, title, act, address, due in said
        if count
    ]


def _given(row: Any, voices: _Voices, viewer: Viewer) -> list[QueueItem]:
    """Return what a colleague gave this viewer, they took, or they do for somebody who is away."""
    found = []
    if voices.given:
        said = ngettext("%(n)s bijdrage is voor u", "%(n)s bijdragen zijn voor u", voices.given) % {"n": voices.given}
        address = f"{fixed('contributions:desk')}?process={row.pk}&person=mij&state=air"
        found.append(QueueItem(
            f"contributions.given.{row.pk}", row.tenant_id, said, row.title, _("Pak ze op"), address, voices.soonest,
            voices.given, viewer.account_id,
        ))  # fmt: skip
    if row.read_over:
        text = ngettext("%(n)s antwoord is voor u", "%(n)s antwoorden zijn voor u", row.read_over)
        found.append(QueueItem(
            f"contributions.read_over.{row.pk}", row.tenant_id, text % {"n": row.read_over}, row.title,
            _("Lees na en verstuur"), reverse("contributions:answers", args=[row.slug]), voices.due, row.read_over,
            viewer.account_id,
        ))  # fmt: skip
    return found


def _to_read_over(viewer: Viewer) -> Coalesce:
    """Count per question the answers that lie ready and are this viewer's to read over and send. No query."""
    rows = lying_ready().filter(work_of(viewer, "handler"), process=OuterRef("pk"))
    counted = rows.order_by().values("process").annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def _objection(one: Waiting) -> QueueItem:
    return QueueItem(
        f"contributions.objection.{one.where}",
        one.tenant_id,
        ngettext("%(n)s gever zegt: dit antwoord klopt niet",
                 "%(n)s gevers zeggen: dit antwoord klopt niet", one.number) % {"n": one.number},
        one.title,
        _("Lees de reactie"),
        f"{reverse('contributions:answers', args=[one.where])}#klopt-niet",
        one.day,
        one.number,
    )  # fmt: skip


def _came_back(one: Waiting) -> QueueItem:
    """Say that words wait that another body gave back."""
    assert one.moment is not None
    return QueueItem(
        f"contributions.came_back.{one.where}",
        one.tenant_id,
        ngettext("%(n)s bijdrage kwam terug van een andere overheid",
                 "%(n)s bijdragen kwamen terug van een andere overheid", one.number) % {"n": one.number},
        one.title,
        _("Geef antwoord"),
        f"{reverse('contributions:answers', args=[one.where])}#teruggekomen",
        day_after_return(one.tenant_id, one.moment, one.day),
        one.number,
    )  # fmt: skip


def _copies(tenants: frozenset[UUID]) -> QuerySet[Contribution]:
    """Return the words that other bodies passed on and that wait."""
    passed = HandOver.objects.filter(to_body_id__in=tenants, refused_at=None)
    return Contribution.objects.filter(
        tenant_id__in=tenants, pk__in=passed.order_by().values("copy_id"), withdrawn_at=None, replied_at=None,
        drafted_at=None, handed_over_at=None,
    )  # fmt: skip


def _passed_on(tenants: frozenset[UUID]) -> list[QueueItem]:
    """Return the words that other bodies passed on and that wait: from whom, why, since when, by when. Two queries."""
    waiting = dict(_copies(tenants).values_list("pk", "reply_due_on"))
    passed = HandOver.objects.filter(to_body_id__in=tenants, refused_at=None, copy_id__in=list(waiting))
    return [
        QueueItem(
            f"contributions.passed_on.{one.pk}",
            one.to_body_id,
            _("%(body)s heeft op %(day)s woorden aan u doorgegeven")
            % {"body": one.tenant.opening, "day": date_format(one.created_at.astimezone(clock.AMSTERDAM), "j F")},
            _("Reden: %(reason)s") % {"reason": one.reason},
            _("Lees en antwoord"),
            reverse("contributions:voice", args=[one.copy_id]),
            min(filter(None, (waiting[one.copy_id], _first_look(one)))),
        )
        for one in passed.select_related("tenant").order_by("created_at", "id")
    ]


def _first_look(passed: HandOver) -> date:
    """Return by when the receiver says whether it takes the words up: that should not wait for the whole term."""
    terms = terms_of(passed.to_body_id)
    return workdays.after(passed.created_at.astimezone(clock.AMSTERDAM).date(), terms.hand_over_working_days)


def _to_reach(one: Waiting) -> QueueItem:
    """Say that givers have an answer that they do not know of: they must be called or written."""
    return QueueItem(
        f"contributions.to_reach.{one.where}",
        one.tenant_id,
        ngettext("%(n)s gever moet u bellen of schrijven", "%(n)s gevers moet u bellen of schrijven", one.number)
        % {"n": one.number},
        one.title,
        _("Bel of schrijf"),
        reverse("contributions:to_reach", args=[one.where]),
        one.day,
        one.number,
    )


def _appeal(one: Waiting) -> QueueItem:
    return QueueItem(
        f"contributions.appeal.{one.tenant_id}",
        one.tenant_id,
        ngettext("%(n)s gever vraagt een tweede blik", "%(n)s gevers vragen een tweede blik", one.number)
        % {"n": one.number},
        _("Verborgen woorden"),
        _("Kijk mee"),
        f"{fixed('contributions:check')}#tweede-blik",
        _plus(one.moment, 10),
        one.number,
    )


_SAID: dict[str, Callable[[Waiting], QueueItem]] = {
    "objection": _objection, "came_back": _came_back, "appeal": _appeal, "to_reach": _to_reach,
}  # fmt: skip


def _plus(moment: Any, days: int) -> date:
    day: date = (moment + timedelta(days=days)).astimezone(clock.AMSTERDAM).date()
    return day
