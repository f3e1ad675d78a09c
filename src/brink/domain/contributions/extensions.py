"""What the words of givers add elsewhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from brink.domain.contributions import blocks, mail_topics, quotations
from brink.domain.contributions.earlier_part import earlier_panels, take_earlier
from brink.domain.contributions.foreseen import EARLIER_PART
from brink.domain.contributions.loose_parts import LoosePart, loose_parts
from brink.domain.contributions.models import Destination, Unreached
from brink.domain.contributions.own_block import heard_outside, to_sign
from brink.domain.contributions.path_sources import Place, register_places
from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.queries.clarity import clarity_facts
from brink.domain.contributions.queries.counting import outcomes, told_by
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.search_documents import CONTRIBUTION
from brink.domain.contributions.services.admitting import erase_admissions
from brink.domain.contributions.services.erasure_replay import complete_recent
from brink.domain.contributions.services.retention import erase_due
from brink.domain.contributions.ways_back import WAYS_BACK
from brink.domain.contributions.work_lines import work_lines
from brink.domain.journal.mail_topics import mail_topics as topics
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import own_blocks, own_topics
from brink.domain.places.points import home_blocks
from brink.domain.processes.exports import process_exports
from brink.domain.processes.models import Process
from brink.domain.processes.points import process_blocks, process_facts
from brink.domain.processes.work_points import process_work
from brink.foundation.addresses import page_url, pages
from brink.foundation.disclosure import batched, publishable
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import PublicAct, public_acts
from brink.foundation.queue import desk_queue
from brink.foundation.quotations import binder
from brink.foundation.search import search_documents
from brink.foundation.visibility import ANYONE, visible


def _counts(process: Process) -> dict[str, Any]:
    """Return how many voices there are, in whole tens, where they landed and how that was told; nothing under ten.

    A voice that was split counts once.
    """
    unreached = Unreached.objects.filter(tenant_id=process.tenant_id, process=process).first()
    return {
        "told_by": {how: count for how, count in told_by(process).items() if publishable(count)},
        "unreached": unreached.reason if unreached is not None else None,
        "contributions": batched(process.contribution_count) or None,
        "landings": {code: count for code, count in outcomes(process).items() if publishable(count)},
    }


def round_places(destinations: Sequence[Destination]) -> dict[UUID, Place]:
    """Say that what landed with a round came down on the page of its question. One query."""
    ids = {one.process_id for one in destinations if one.process_id is not None}
    slugs = dict(visible(ANYONE, Process.objects.filter(pk__in=ids)).values_list("pk", "slug"))
    return {
        one.pk: Place(address=page_url("process", slugs[one.process_id]))
        for one in destinations
        if one.process_id in slugs
    }


register_ways_back(WAYS_BACK)
loose_parts.register(EARLIER_PART, LoosePart(earlier_panels, take_earlier), order=50)
own_blocks.register("contributions to sign", to_sign, order=12)
own_topics.register("contributions heard", heard_outside, order=30)
process_facts.register("contributions clarity", clarity_facts)
pages.register("follow", "contributions:code")
pages.register("done", "contributions:stop")
pages.register("passing desk", "contributions:passing")
pages.register("notes", "contributions:notes")
pages.register("contribution desk", "contributions:voice")
navigation.register("contributions follow", Entry(Menu.SITE, _("Volg uw woorden"), "contributions:code"), order=40)
navigation.register("contributions desk", Entry(Menu.DESK, _("Inbreng"), "contributions:desk"), order=30)
navigation.register(
    "contributions passing",
    Entry(Menu.DESK_END, _("Doorgeven tussen overheden"), "contributions:passing", action=LANDING_WRITE),
    order=35,
)
desk_queue.register("contributions", desk_items, order=20)
search_documents.register("contribution", CONTRIBUTION, order=35)
periodic.register("givers", erase_due, order=40)
periodic.register("admissions", erase_admissions, order=46)
periodic.register("erasure list", complete_recent, order=45)
process_exports.register("contributions", _counts, order=20)
process_work.register("contributions", work_lines, order=20)
process_blocks.register("contributions landed", blocks.landed, order=60)
home_blocks.register("contributions follow", blocks.home_follow, order=20)
for place, (name, topic) in enumerate(mail_topics.TOPICS.items()):
    # First what became of the words, then what was done about showing them; what the question does comes after both.
    topics.register(name, topic, order=10 + 10 * place if topic.answer else 100 + 10 * place)
for name, what in (
    ("contribution.withdrawn", _("intrekkingen")),
    ("contribution.publicity_changed", _("naamwijzigingen")),
    ("clarity.said", _("antwoorden op de vraag of het duidelijk was")),
    ("contribution.changed", _("veranderingen van eigen woorden")),
    ("giver.contact_left", _("adressen voor antwoord")),
    ("reply.confirmed", _("reacties op een antwoord")),
    ("objection.made", _("bezwaren tegen een antwoord")),
    ("appeal.made", _("verzoeken om een tweede blik")),
    ("round.joined", _("aanmeldingen bij een ronde")),
    ("admission.confirmed", _("bevestigingen")),
    ("code.mailed", _("verzoeken om een code")),
):
    public_acts.register(name, PublicAct(what, device=30, line=150, round=2_000))
binder.register("contributions", quotations)
register_places("round", round_places)
