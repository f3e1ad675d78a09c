"""What accountability adds elsewhere."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brink.domain.accountability import blocks, queries
from brink.domain.accountability.journal_labels import KINDS
from brink.domain.accountability.models import PublicText
from brink.domain.accountability.seeding import seed
from brink.domain.accountability.ways_back import WAYS_BACK
from brink.domain.decisions.points import DecisionBlock, Stands, decision_blocks, decision_findings, decision_work
from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.processes.exports import process_exports
from brink.domain.processes.models import Process
from brink.domain.processes.points import copied_along, process_blocks, process_facts
from brink.domain.processes.work_points import process_work
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.visibility import ANYONE


def _export(process: Process) -> dict[str, Any]:
    """Return how a question accounts for itself: every version of each text that everybody may read."""
    return {
        "internal_rooms": [
            {
                "version": one.version, "alone": one.alone, "ceiling_cents": one.ceiling_cents,
                "until": one.until.isoformat() if one.until else None, "returns": list(one.returns),
                "informs": list(one.informs), "reason": one.reason,
            }
            for one in queries.rooms(ANYONE, process)
        ],
        "participation_choices": [
            {"version": one.version, "level": one.level, "exception": one.exception_name,
             "source": one.exception_source, "reason": one.reason}
            for one in queries.choices(ANYONE, process)
        ],
        "serves": queries.served(process),
        "self_checks": [
            {"version": one.version, "answers": one.answers, "reason": one.reason}
            for one in queries.checks(ANYONE, process)
        ],
        "public_texts": [
            {"kind": one.kind, "version": one.version, "parts": one.parts, "reason": one.reason}
            for kind in PublicText.Kind.values for one in queries.texts(ANYONE, process, kind)
        ],
    }  # fmt: skip


register_labels(KINDS)
register_ways_back(WAYS_BACK)
pages.register("internal_room", "accountability:internal_room")
navigation.register("baseline", Entry(Menu.ABOUT, _("De nulmeting"), "accountability:baseline"), order=45)
demo_seeds.register("accountability", seed, order=40)
process_facts.register("accountability", queries.process_facts)
copied_along.register("accountability", queries.served_anew)
process_blocks.register("accountability", blocks.accounted, order=60)
process_work.register("accountability room", blocks.room_lines, order=46)
process_work.register("accountability texts", blocks.text_lines, order=47)
process_exports.register("accountability", _export, order=35)
decision_blocks.register(
    "room_fit", DecisionBlock(blocks.fit_part, tie="room_fit__room", stands=Stands.ABOVE), order=10
)
decision_findings.register("accountability fit", blocks.fit_findings, order=10)
decision_work.register("accountability fit", blocks.fit_work, order=10)
