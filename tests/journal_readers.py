"""Who reads the journal entry of an act: decided once for each kind, whatever test does the act.

Drafts, requests and the house's own counting are read by staff; what was promised, told or decided, by anybody. A kind
that is on neither list hangs on whether its question is published (`is_public`) or words came, or is of a folder added.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ANYBODY = frozenset({
    "answers.sent", "appeal.answered", "appeal.made", "body.founded", "body.terms_set", "bundle.merged", "bundle.split",
    "contact.assigned", "contact.ended", "contact.handed_over", "contribution.given_back", "contribution.handed_over",
    "contribution.changed", "contribution.hidden", "contribution.revised", "earlier_words.closed", "contribution.shown",
    "contributions.received", "decision.published", "framework.adopted", "framework.imported", "member.added",
    "objection.made", "organ.added", "person.added", "places.areas_imported", "places.facts_loaded",
    "places.population_imported", "process.answered", "process.evaluated", "process.participation",
    "process.reply_date_set", "process.stands_closed", "process.stands_decided", "process.stands_open",
    "process.stands_weighing", "process.weighing", "role.ended", "role.first_admins", "role.granted", "room.changed",
    "room.published", "round.extended", "round.opened", "standing.opened", "team.added", "team.members_set",
    "house_rules.set", "idea.photo_removed", "group.added", "group.changed", "group.removed", "group.themes_chosen",
    "meeting.handled", "consultation.published", "petition.checked", "petition.destroyed", "petition.drawn",
    "petition.reached", "petition.rules_adopted", "petition.scheduled", "petition.told",
    "person.themes_chosen", "position.taken", "decision_kind.added", "decision_kind.changed", "decision_kind.removed",
    "public_text.published",
    "assembly.chance_heard", "assembly.committed", "assembly.destroyed", "assembly.expert_added",
    "assembly.expert_dropped", "assembly.followed_up", "assembly.offered", "assembly.pool_frozen",
    "assembly.pool_thawed", "assembly.replaced", "assembly.replied", "assembly.undrawn_told",
    "submission.destroyed", "submission.nota_adopted", "submission.told",
})  # fmt: skip
STAFF = frozenset({
    "consultation.draft_dropped", "consultation.dropped_told", "consultation.imported", "consultation.section_written",
    "remark.placed", "remark.supported", "remark.unsupported",
    "absence.added", "absence.removed", "answer.assigned", "contribution.assigned", "contribution.looked_over",
    "contribution.moved", "process.assigned", "process.begun", "process.copied", "template.dropped", "template.kept",
    "contribution.themed", "decision.advice", "decision.deviates", "decision.dilemmas", "decision.drafted",
    "decision.edited", "decision.minority", "decision.options", "decision.votes", "decision.weighed",
    "dialogue.statements_answered", "digest.set", "giver.read", "hall.asked", "hall.closed",
    "hall.opened", "hall.question_closed", "idea.recounted",
    "idea.supported", "idea.unsupported", "lesson.added", "line.looked_at", "mail.stopped", "note.added",
    "note.changed", "note.removed", "person.account_linked", "process.created", "process.recounted", "record.reminded",
    "signup.called", "signup.cancelled", "signup.made", "signup.read", "gathering.imported",
    "report.answered", "report.made", "role.requested", "role.withdrawn", "room.adopted", "room.bounded",
    "petition.accepted", "petition.confirmed", "petition.declared", "petition.invalidated", "petition.mend_asked",
    "petition.mended", "petition.paper_taken", "petition.refused", "petition.restored", "petition.sheet_taken",
    "petition.supported", "petition.registrations", "submission.answered", "submission.cleaned", "submission.dated",
    "submission.judged", "submission.key_list", "submission.nota_written", "submission.point_added",
    "submission.point_removed", "submission.point_written",
    "person.seated", "involvement.planned", "involvement.noted", "involvement.dropped",
    "decision.group_asked", "decision.group_noted", "decision.group_spoke", "talk.answered",
    "internal_room.written", "internal_room.dropped", "decision.fitted",
    "assembly.advice_changed", "assembly.addresses_read", "assembly.advised", "assembly.allowance_read",
    "assembly.called",
    "assembly.commission_dropped", "assembly.commissioned", "assembly.letters_fetched", "assembly.letters_made",
    "assembly.letters_posted", "assembly.present_noted", "assembly.replacement_asked",
    "assembly.replacement_confirmed", "assembly.signed_up", "assembly.sitting_set", "assembly.targets_set",
    "assembly.test_told", "assembly.tested", "assembly.written_down",
    "room.drafted", "room.edited", "round.dropped", "round.edited", "round.planned", "round.seeded",
})  # fmt: skip


@contextmanager
def kept_to(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every act of a test write its entry for those who may read it, and for nobody else."""
    from brink.domain.journal import acts

    write: Callable[..., Any] = acts.record

    def record(*, kind: str, public: bool, **given: Any) -> Any:
        assert kind not in (STAFF if public else ANYBODY), f"an entry {kind} with public={public}"
        return write(kind=kind, public=public, **given)

    monkeypatch.setattr(acts, "record", record)
    yield
