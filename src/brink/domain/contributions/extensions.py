"""What the words of givers add elsewhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from brink.domain.contributions import blocks, mail_topics, quotations
from brink.domain.contributions.models import Destination
from brink.domain.contributions.path_sources import Place, register_places
from brink.domain.contributions.queries.counting import outcomes
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.search_documents import CONTRIBUTION
from brink.domain.contributions.services.erasure_replay import complete_recent
from brink.domain.contributions.services.retention import erase_due
from brink.domain.contributions.ways_back import WAYS_BACK
from brink.domain.journal.mail_topics import mail_topics as topics
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.places.points import home_blocks
from brink.domain.processes.exports import process_exports
from brink.domain.processes.models import Process
from brink.domain.processes.points import process_blocks
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
    """Return how many voices there are, in whole tens, and where they landed; nothing under ten."""
    return {
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
pages.register("follow", "contributions:code")
pages.register("done", "contributions:stop")
pages.register("contribution desk", "contributions:voice")
navigation.register("contributions follow", Entry(Menu.SITE, _("Volg uw woorden"), "contributions:code"), order=40)
navigation.register("contributions desk", Entry(Menu.DESK, _("Inbreng"), "contributions:desk"), order=30)
desk_queue.register("contributions", desk_items, order=20)
search_documents.register("contribution", CONTRIBUTION, order=35)
periodic.register("givers", erase_due, order=40)
periodic.register("erasure list", complete_recent, order=45)
process_exports.register("contributions", _counts, order=20)
process_blocks.register("contributions landed", blocks.landed, order=60)
home_blocks.register("contributions follow", blocks.home_follow, order=20)
for place, (name, topic) in enumerate(mail_topics.TOPICS.items()):
    # First what became of the words, then what was done about showing them; what the question does comes after both.
    topics.register(name, topic, order=10 + 10 * place if topic.answer else 100 + 10 * place)
for name, what in (
    ("contribution.withdrawn", _("intrekkingen")),
    ("contribution.publicity_changed", _("naamwijzigingen")),
    ("giver.contact_left", _("adressen voor antwoord")),
    ("reply.confirmed", _("reacties op een antwoord")),
    ("objection.made", _("bezwaren tegen een antwoord")),
    ("appeal.made", _("verzoeken om een tweede blik")),
    ("code.mailed", _("verzoeken om een code")),
):
    public_acts.register(name, PublicAct(what, device=30, line=150, round=2_000))
binder.register("contributions", quotations)
register_places("round", round_places)
