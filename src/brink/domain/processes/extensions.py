"""What questions and their rounds add elsewhere."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.labels import register_labels
from brink.domain.journal.links import subject_links
from brink.domain.journal.mail_topics import mail_topics as topics
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.body_parts import body_parts
from brink.domain.people.points import own_blocks, own_topics
from brink.domain.places.map_sources import map_sources
from brink.domain.places.points import AreaBlock, area_blocks, home_blocks
from brink.domain.processes import blocks, exports, mail_topics, open_tables, own_block, search_documents
from brink.domain.processes import map_sources as on_the_map
from brink.domain.processes.instrument import registry
from brink.domain.processes.journal_labels import KINDS
from brink.domain.processes.models import Process
from brink.domain.processes.queries import calendar, planning
from brink.domain.processes.services.progress_notes import note_standing
from brink.domain.processes.ways_back import WAYS_BACK
from brink.foundation import clock
from brink.foundation.addresses import page_url, pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.open_tables import open_tables as tables
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import PublicAct, public_acts
from brink.foundation.queue import QueueItem, desk_queue
from brink.foundation.search import search_documents as documents
from brink.foundation.visibility import Viewer, visible
from brink.ui.components import Link


def _instruments() -> None:
    for instrument in registry:
        instrument.tick(at=clock.now())


def _instrument_items(viewer: Viewer) -> list[QueueItem]:
    return [item for instrument in registry for item in instrument.desk_items(viewer)]


def _links(viewer: Viewer, ids: Sequence[UUID]) -> Mapping[UUID, Link]:
    rows = visible(viewer, Process.objects.filter(pk__in=ids)).values_list("pk", "slug", "title")
    return {pk: Link(title, page_url("process", slug)) for pk, slug, title in rows}


register_labels(KINDS)
register_ways_back(WAYS_BACK)
subject_links.register("process", _links)
pages.register("process desk", "processes:desk")
body_parts.register("processes themes", blocks.themes_part)
navigation.register("processes desk", Entry(Menu.DESK, _("Vragen"), "processes:index"), order=20)
# What waits in the questions themselves stands beside the table of how they are doing, read once for both.
desk_queue.register("instruments", _instrument_items, order=90)
periodic.register("instruments", _instruments, order=10)
periodic.register("standing", note_standing, order=20)
documents.register("process", search_documents.PROCESS, order=10)
documents.register("event", search_documents.EVENT, order=30)
map_sources.register("process", on_the_map.QUESTIONS, order=10)
map_sources.register("boundary", on_the_map.LIMITS, order=15)
map_sources.register("event", on_the_map.EVENTS, order=30)
tables.register("rounds", open_tables.tables)
exports.process_exports.register("processes", exports.question, order=10)
exports.process_exports.register("assurance", exports.assurance, order=11)
EVENT, DECISION = {"event": _("Bijeenkomst")}, {"decision": _("Besluit")}
calendar.calendar.register("events", calendar.CalendarSource(calendar.events, kinds=EVENT, to_come_to=True), order=10)
calendar.calendar.register(
    "moments", calendar.CalendarSource(calendar.moments, kinds=DECISION, to_come_to=True), order=20
)
for name, source, kinds in (
    ("rounds", calendar.rounds, {"opens": _("Ronde gaat open"), "closes": _("Ronde sluit")}),
    ("promises", calendar.promises, {"reply": _("Antwoord voor iedereen"), "term": _("Termijn van de wet")}),
):
    calendar.calendar.register(name, calendar.CalendarSource(source, kinds=kinds), order=30)
for name, source, kinds in (
    ("work", planning.work, {"work": _("Werk aan de balie")}),
    ("absences", planning.absences, {"absence": _("Afwezig")}),
):
    calendar.calendar.register(name, calendar.CalendarSource(source, kinds=kinds, desk_only=True), order=90)
area_blocks.register("processes open", AreaBlock(blocks.open_here), order=10)
area_blocks.register("processes calendar", AreaBlock(blocks.dates), order=20)
area_blocks.register("processes others", AreaBlock(blocks.others), order=30)
home_blocks.register("processes calendar", blocks.home_dates, order=30)
# That a question was stopped comes right after the answers, other news of it after what became of the words.
for place, (name, topic) in enumerate({**mail_topics.TOPICS, **mail_topics.STANDING}.items()):
    topics.register(name, topic, order=35 if name == "stopped" else 300 + 10 * place)
own_blocks.register("processes moments", own_block.moments, order=20)
own_topics.register("processes open", own_block.asked_now, order=40)
public_acts.register("sheets.printed", PublicAct(_("formulieren"), device=30, line=150, round=2_000))
