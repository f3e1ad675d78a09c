"""Sorting what came in: whose work it is, which theme it has, and what colleagues should know of it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer, Bundle, Contribution, StaffNote
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.people.services.colleagues import colleague
from brink.domain.processes.models import Process, Round, Theme
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.text import clean

NOTE_LIMIT = 2_000


@act("contribution.assigned", Contribution, on="contribution")
def assign(
    *, contribution: Contribution, to: Account | None, actor: Actor, key: str | None = None
) -> Done[Contribution]:
    """Give a contribution to a member of staff, or to nobody again.

    Raises BadInput for who has no desk here, NotNow for words that were taken back.
    """
    require_there(contribution).handler = colleague(to, contribution.tenant_id)
    contribution.save(update_fields=("handler",))
    return Done(contribution, {"to": str(to.pk) if to is not None else None})


@act("answer.assigned", Answer, on=("answer.process", "answer"))
def assign_answer(*, answer: Answer, to: Account | None, actor: Actor, key: str | None = None) -> Done[Answer]:
    """Let a colleague read over and send an answer that lies ready. Raises NotNow for one that was sent."""
    if answer.sent_at is not None:
        raise NotNow(_("Dit antwoord is al verstuurd."))
    answer.handler = colleague(to, answer.tenant_id)
    answer.save(update_fields=("handler",))
    return Done(answer, {"to": str(to.pk) if to is not None else None, "process": str(answer.process_id)})


@act("contribution.themed", Contribution, on="contribution")
def set_theme(
    *, contribution: Contribution, theme: Theme | None, actor: Actor, key: str | None = None
) -> Done[Contribution]:
    """Say what theme a contribution has. Raises NotNow when it was withdrawn."""
    require_there(contribution).theme = theme
    contribution.save(update_fields=("theme",))
    return Done(contribution, {"theme": str(theme.pk) if theme is not None else None})


def _note(text: str) -> str:
    return clean(
        text, limit=NOTE_LIMIT, field="text", empty=_("Schrijf op wat uw collega’s moeten weten."),
        too_long=_("Maak de notitie korter dan 2.000 tekens."),
    )  # fmt: skip


def _there(contribution: Contribution | None) -> None:
    """Refuse a note about words that were taken back: nothing new is kept about whoever gave them."""
    # As it stands now, not as it was when the page was opened.
    gone = contribution and Contribution.everything.filter(pk=contribution.pk).exclude(withdrawn_at=None).exists()
    if gone:
        raise NotNow(_("De gever heeft deze woorden ingetrokken. Er kan geen notitie meer bij."))


@act("note.added", StaffNote, on="process")
def add_note(
    *, process: Process, text: str, by: Account, actor: Actor, contribution: Contribution | None = None,
    round: Round | None = None, bundle: Bundle | None = None, key: str | None = None,
) -> Done[StaffNote]:  # fmt: skip
    """Write a note for colleagues: about a question, or a round, bundle or contribution of it that is still there."""
    _there(contribution)
    if bundle is not None and Bundle.objects.filter(pk=bundle.pk, merged_into__isnull=False).exists():
        raise NotNow(_("Deze bundel is samengevoegd met een andere. Schrijf uw notitie bij die bundel."))
    if any(one is not None and one.process_id != process.pk for one in (contribution, round, bundle)):
        raise BadInput(_("Dit hoort bij een andere vraag."), field="text")
    row = StaffNote.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, contribution=contribution,
        round=round, bundle=bundle, text=_note(text), by=by,
    )  # fmt: skip
    return Done(row, {"process": str(process.pk)})


@act("note.changed", StaffNote, on="note")
def change_note(
    *, note: StaffNote, text: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[StaffNote]:
    """Change one's own note."""
    _own(note, actor)
    _there(note.contribution)
    note.text, note.changed_at = _note(text), clock.now()
    note.save(update_fields=("text", "changed_at"))
    return Done(note, {"process": str(note.process_id)})


@act("note.removed", StaffNote, on=("note.process", "note"), again=lambda _entry, _asked: None)
def remove_note(*, note: StaffNote, actor: Actor, key: str | None = None) -> Done[None]:
    """Take one's own note away, with its words; that there was one stays in the journal."""
    _own(note, actor)
    pk = note.pk
    note.delete()
    note.pk = pk
    return Done(None, {"process": str(note.process_id)}, row=note)


def notes_about(
    *, process: Process, contribution: Contribution | None = None, round: Round | None = None,
    bundle: Bundle | None = None,
) -> QuerySet[StaffNote]:  # fmt: skip
    """Return the notes about exactly this, oldest first; of a bundle also those of bundles that went up in it."""
    rows = StaffNote.objects.filter(tenant_id=process.tenant_id, process=process).select_related("by")
    if bundle is not None:
        return rows.filter(Q(bundle=bundle) | Q(bundle__merged_into=bundle))
    return rows.filter(contribution=contribution, round=round, bundle=None)


def _own(note: StaffNote, actor: Actor) -> None:
    if note.by_id != actor.id:
        raise NotAllowed(_("Alleen wie de notitie heeft geschreven, kan haar veranderen."))
