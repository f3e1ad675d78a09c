"""The nota: written, adopted once nothing misses, told to everybody, and afterwards who signed is destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.services import landing, replying
from brink.domain.journal.acts import Done, act, part_key, still_newest
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean_all
from brink.instruments.submission.models import Nota, Point, Signatory, Submission
from brink.instruments.submission.queries import adopted, holes, nota_of, standing
from brink.instruments.submission.round_settings import KEPT_DAYS


@dataclass(frozen=True, slots=True)
class NotaFacts:
    """What the body says around the answers. `remedy` is written by a lawyer: where to object or appeal, and when."""

    introduction: str
    decision: str
    remedy: str
    official_changes: str = ""


@act("submission.nota_written", Nota, on=("round.process", "round", "before"))
def write_nota(
    *, round: Round, facts: NotaFacts, before: Nota | None = None, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Nota]:  # fmt: skip
    """Write or change the text around the answers; a draft until it is adopted.

    `before` is what the writer had before them, None when there was nothing. Raises Conflict when somebody else was
    first.
    """
    if seen is not None:
        still_newest(before, Nota.objects.filter(tenant_id=round.tenant_id, round=round))
    if adopted(round) is not None:
        raise NotNow(_("De nota is vastgesteld. Daarna verandert er niets meer in."))
    long = _("Maak deze tekst korter.")
    texts = clean_all(
        {name: getattr(facts, name) for name in ("introduction", "decision", "remedy", "official_changes")},
        {
            "introduction": Limit(4_000, long, empty=_("Schrijf een inleiding: waar ging het over?")),
            "decision": Limit(1_500, long, empty=_("Schrijf op wat is besloten, en door wie.")),
            "remedy": Limit(1_500, long, empty=_("Schrijf op wat iemand tegen het besluit kan doen, en tot wanneer.")),
            "official_changes": Limit(4_000, long),
        },
    )
    nota = nota_of(round) or Nota(tenant_id=round.tenant_id, created_at=clock.now(), round=round)
    for name, text in texts.items():
        setattr(nota, name, text)
    nota.save()
    return Done(nota, {"round": str(round.pk)}, public=False)


@act("submission.nota_adopted", Nota, on=("round.process", "round"))
def adopt_nota(*, round: Round, adopted_on: date, actor: Actor, key: str | None) -> Done[Nota]:
    """Adopt the nota: from now on everybody reads it, and nothing in it changes. Raises NotNow with what misses."""
    if adopted(round) is not None:
        raise NotNow(_("De nota is al vastgesteld."))
    if round.closed_at is None:
        raise NotNow(_("De ronde is nog niet gesloten. Sluit de ronde eerst."))
    if adopted_on > clock.today() or adopted_on < round.last_day:
        raise BadInput(_("Kies de dag waarop de nota is vastgesteld: na de termijn, en niet later dan vandaag."),
                       field="adopted_on")  # fmt: skip
    nota = nota_of(round)
    missing = holes(standing(round), nota)
    if missing or nota is None:
        raise NotNow(" ".join((_("De nota is nog niet af."), *(one.message for one in missing[:5]))))
    nota.adopted_on = adopted_on
    nota.save(update_fields=("adopted_on",))
    return Done(nota, {"round": str(round.pk), "process": str(round.process_id)}, public=True)


def words_to_all(nota: Nota) -> str:
    """Return what everybody who sent something in is told; the answers stand in the nota under their own number."""
    where = _("In de nota van zienswijzen staat ons antwoord op elk punt, onder uw nummer.")
    return f"{where}\n\n{_('Het besluit:')} {nota.decision}\n\n{nota.remedy}"


def tellable(round: Round) -> Nota:
    """Return the nota that everybody is told of; raises NotNow before it is adopted."""
    nota = adopted(round)
    if nota is None:
        raise NotNow(_("Stel eerst de nota vast."))
    return nota


@act("submission.told", Round, on=("round.process", "round"))
def tell(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Send everybody the decision and the way to the nota: under their code, by mail, and on the list for letters."""
    nota = tellable(round)
    laid = landing.land_round(round=round, reason=words_to_all(nota), actor=actor, key=part_key(key, "landed"))
    replying.send(process=round.process, answers=[laid], actor=actor, key=part_key(key, "sent"))
    return Done(round, {"process": str(round.process_id)}, public=True)


@act("submission.destroyed", Nota, on="nota")
def destroy(*, nota: Nota, actor: Actor, key: str | None) -> Done[Nota]:
    """Destroy who signed the submissions of a round; numbers, points and answers stay."""
    rows = Submission.objects.filter(tenant_id=nota.tenant_id, round_id=nota.round_id)
    people, _by_model = Signatory.objects.filter(tenant_id=nota.tenant_id, submission__in=rows).delete()
    nota.destroyed_at = clock.now()
    nota.save(update_fields=("destroyed_at",))
    return Done(nota, {"round": str(nota.round_id), "people": people}, public=True)


def destroy_due(at: datetime) -> int:
    """Destroy what is due in all rounds; returns of how many. One query while there is nothing."""
    due = Nota.objects.filter(destroyed_at=None, told_at__lte=at - timedelta(days=KEPT_DAYS)).order_by("id")
    done = 0
    for nota in due:
        destroy(nota=nota, actor=SYSTEM, key=None)
        done += 1
    return done


@act("submission.key_list", Round, on="round", lock=False, again=lambda _entry, asked: asked["round"], adds=True)
def note_key_list(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Write down that somebody took the list of numbers with names: for a court or the archive, and for nobody else."""
    return Done(round, {"process": str(round.process_id)}, public=False)


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty who signed, for whom and what was said; the number stays, so that the row of numbers has no hole."""
    rows = Submission.objects.filter(contribution_id__in=list(contribution_ids))
    Signatory.objects.filter(submission__in=rows).delete()
    Point.objects.filter(submission__in=rows).update(summary="", answer="", changes=None, change="")
    number = rows.update(clean_text="", clean_at=None, ruling="", ruling_reason="")
    return Erasure(rows=number, fields=("clean_text", "ruling_reason"))
