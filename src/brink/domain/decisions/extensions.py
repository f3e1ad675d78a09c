"""What decisions add elsewhere."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.commitments.promised import promise_origins
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.points import portfolio_holders
from brink.domain.contributions.queries.stops import Stop, day_of, path_stops
from brink.domain.decisions import blocks, queries
from brink.domain.decisions.commitments import by_decision
from brink.domain.decisions.delegation_views import kinds_part
from brink.domain.decisions.journal_labels import KINDS
from brink.domain.decisions.models import Decision, Erratum
from brink.domain.decisions.own_block import asked_of_group, expected, own_positions, own_themes, this_month
from brink.domain.decisions.ways_back import WAYS_BACK
from brink.domain.decisions.work_lines import involvement_lines, work_lines
from brink.domain.journal.labels import register_labels
from brink.domain.journal.mail_topics import MailTopic, mail_topics, of_process
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.body_parts import body_parts
from brink.domain.people.points import elected_blocks, elected_parts, own_blocks, own_topics
from brink.domain.processes.exports import process_exports
from brink.domain.processes.models import Process
from brink.domain.processes.points import process_blocks
from brink.domain.processes.work_points import process_work
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.queue import desk_queue
from brink.foundation.search import Document, SearchKind, Watched, search_documents
from brink.foundation.visibility import ANYONE
from brink.ui.components import Fact


def _export(process: Process) -> dict[str, Any]:
    """Return the published decisions."""
    return {
        "decisions": [
            {
                "title": one.title, "on": one.on.isoformat(), "text": one.text, "explanation": one.explanation,
                "minority": _minority(one), "votes": _votes(one),
                "principles": _principles(one),
            }
            for one in queries.of_process(ANYONE, process)
        ]
    }


def _minority(one: Decision) -> dict[str, Any] | None:
    """Return what the minority of the residents brought, as far as it may be read; None when there is no such group."""
    note = getattr(one, "minority", None)
    if note is None or note.none_found or note.taken_back:
        return None
    names = ("argument", "holders", "adopted", "not_further", "softening")
    return {name: str(getattr(note, name)) for name in names} | {"quoted": note.quoted_id is not None}


def _principles(one: Decision) -> dict[str, str] | None:
    """Return what the decision answers to each principle, "" where it holds; None when it was not asked yet then."""
    row = getattr(one, "principles", None)
    return {key: str(but) for key, but in row.answers.items()} if row is not None else None


def _votes(one: Decision) -> list[dict[str, Any]]:
    """Return the vote of each fractie, and of those that were against why, as they said it or were asked."""
    return [
        {
            "group": vote.group, "in_favour": vote.in_favour, "against": vote.against,
            "argument": said.argument if said else "", "by_member": bool(said and said.by_member),
            "minutes": said.minutes if said else "", "proposal": said.proposal if said else "",
            "proposal_state": said.proposal_state if said else "", "taken_over": said.taken_over if said else "",
            "asked_on": said.asked_on.isoformat() if said and said.asked_on else "",
        }
        for vote in one.votes.all()
        for said in [queries.said_of(vote)]
    ]  # fmt: skip


def _document(one: Decision) -> Document:
    """Tell a decision: what was decided, and why."""
    return Document(
        kind="decision",
        tenant_id=one.tenant_id,
        title=one.title,
        text=f"{one.explanation}\n{one.text}",
        address=reverse("decisions:detail", args=[one.slug]),
        moment=one.published_at or one.created_at,
        also=[str(where) for where in (*one.process.areas.all(), *one.process.themes.all())],
    )


_DECISIONS = SearchKind(
    key="decision",
    names=_("Besluiten"),
    rows=lambda: Decision.objects.select_related("process").prefetch_related("process__areas", "process__themes"),
    tell=_document,
    watched=(Watched("decisions_decision", columns=("title", "explanation", "text", "slug", "published_at")),),
    area="process__areas",
    theme="process__themes",
    moment="on",
)


def _corrections(voice: Contribution) -> list[Stop]:
    """Return the corrections of decisions about words since they were given: one query once there is one."""
    if voice.process.decided_at is None:
        return []
    rows = Erratum.objects.filter(
        tenant_id=voice.tenant_id, decision__process_id=voice.process_id, published_at__gte=voice.created_at
    )
    return [
        Stop(
            "followed",
            gettext("Een fout in het besluit is verbeterd"),
            on=day_of(one.published_at),
            words=gettext("Lees wat er stond en wat er nu staat"),
            facts=(Fact(gettext("Waarom"), one.reason),),
            address=f"{reverse('decisions:detail', args=[one.decision.slug])}#verbeterd",
        )
        for one in rows.select_related("decision").order_by("published_at")
        if one.published_at is not None
    ]


register_labels(KINDS)
register_ways_back(WAYS_BACK)
body_parts.register("decisions kinds", kinds_part, order=40)
pages.register("decision", "decisions:detail")
navigation.register("decisions", Entry(Menu.ABOUT, _("Besluiten"), "decisions:index"), order=30)
navigation.register("decisions desk", Entry(Menu.DESK, _("Besluiten"), "decisions:desk_index"), order=40)
desk_queue.register("decisions", queries.desk_items, order=30)
process_exports.register("decisions", _export, order=30)
search_documents.register("decision", _DECISIONS, order=40)
process_work.register("decisions", work_lines, order=40)
process_work.register("decisions involvement", involvement_lines, order=45)
process_blocks.register("decisions positions", blocks.standpoints, order=45)
elected_blocks.register("decisions themes", blocks.themes_of, order=10)
elected_parts.register("decisions themes", blocks.themes_part, order=10)
elected_blocks.register("decisions positions", blocks.positions_of, order=20)
process_blocks.register("decisions decided", blocks.decided, order=50)
promise_origins.register("decision", by_decision, order=30)
path_stops.register("corrected decisions", _corrections, order=20)
mail_topics.register(
    "decision_corrected",
    MailTopic(
        _("In het besluit is een fout verbeterd. De oude tekst en de reden staan erbij."),
        ("decision.corrected",),
        of_process,
    ),
    order=290,
)
own_blocks.register("decisions asked", asked_of_group, order=5)
own_blocks.register("decisions", this_month, order=10)
own_blocks.register("decisions expected", expected, order=18)
portfolio_holders.register("decisions themes", queries.holders)
own_topics.register("decisions positions", own_positions, order=10)
own_topics.register("decisions themes", own_themes, order=20)
