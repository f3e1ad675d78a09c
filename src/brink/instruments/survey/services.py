"""What the desk writes: the questions before opening, what was read in the own words, and the weights afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.preconditions import running
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.survey import editing
from brink.instruments.survey.editing import Draft
from brink.instruments.survey.models import FrozenQuestions, Weighting, WordsAnswered
from brink.instruments.survey.outcome import figures_in
from brink.instruments.survey.queries import counted_answers, questions_of
from brink.instruments.survey.questions import Kind, Questionnaire
from brink.instruments.survey.round_settings import planned_questions
from brink.instruments.survey.weighing import Targets, result

QUESTIONS_CHANGED, WORDS_KEPT = "survey.questions_changed", "survey.words_answered"
WEIGHTED, ACCOUNTED, PUBLISHED = "survey.weighted", "survey.accounted", "survey.weighting_published"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the questions: `what` is add, change, remove, copy, up, down or put (all at once)."""

    what: str
    question: str = ""
    draft: Draft | None = None
    all: Questionnaire | None = None


def _edited(now: Questionnaire, edit: Edit) -> Questionnaire:
    if edit.all is not None and edit.what == "put":
        return edit.all
    if edit.draft is not None and edit.what in ("add", "change"):
        return editing.add(now, edit.draft) if edit.what == "add" else editing.change(now, edit.question, edit.draft)
    plain: Mapping[str, Callable[[], Questionnaire]] = {
        "remove": lambda: editing.remove(now, edit.question),
        "copy": lambda: editing.copy(now, edit.question),
        "up": lambda: editing.move(now, edit.question, down=False),
        "down": lambda: editing.move(now, edit.question, down=True),
    }
    if edit.what not in plain:
        raise BadInput(_("Kies wat u met de vraag wilt doen."))
    return plain[edit.what]()


@act(QUESTIONS_CHANGED, Round, on=("round.process", "round"), part=True)
def change_questions(
    *, round: Round, edit: Edit, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Round]:
    """Change the questions of a round that is being set up. Raises BadInput, or NotNow once it was released."""
    running(round.process)
    if round.opened_at is not None:
        raise NotNow(_("Deze vragenlijst staat vast sinds de ronde is vrijgegeven. Begin een nieuwe ronde."))
    after = _edited(planned_questions(round.settings), edit)
    round.settings = {**round.settings, "questions": after.as_data()}
    round.save(update_fields=("settings",))
    return Done(round, {"process": str(round.process_id), "what": edit.what, "questions": len(after)})


def freeze_questions(round: Round) -> None:
    """Freeze the questions at the moment of release, inside the act that releases."""
    asked = planned_questions(round.settings)
    FrozenQuestions.objects.get_or_create(
        tenant_id=round.tenant_id, round=round,
        defaults={"created_at": clock.now(), "content": asked.as_data(), "fingerprint": asked.fingerprint},
    )  # fmt: skip


def _over(round: Round) -> None:
    if round_state(round, clock.now()) not in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze vragenlijst loopt nog. Kom terug als de ronde voorbij is."))


@act(WORDS_KEPT, Round, on=("round.process", "round"), part=True)
def answer_words(
    *, round: Round, question: str, text: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Round]:
    """Say what was read in the own words at one question and what the body does with that.

    Whoever wrote there reads it with their code, once the answer of the round is sent. Raises BadInput or NotNow.
    """
    _over(round)
    asked = questions_of(round).by_key.get(question)
    if asked is None or asked.kind is not Kind.OPEN:
        raise BadInput(_("Kies een vraag waar mensen in eigen woorden antwoord gaven."))
    said = clean(
        text, limit=2_000, empty=_("Schrijf op wat u heeft gelezen en wat u ermee doet."),
        too_long=_("Maak dit korter dan 2.000 tekens."),
    )  # fmt: skip
    WordsAnswered.objects.update_or_create(
        tenant_id=round.tenant_id, round=round, question=question,
        defaults={"text": said}, create_defaults={"text": said, "created_at": clock.now()},
    )  # fmt: skip
    return Done(round, {"process": str(round.process_id), "question": question})


def _closed(round: Round) -> Weighting:
    """Return the row of the weights of a closed round, made when there is none; raises NotNow once it is published."""
    if round.closed_at is None:
        raise NotNow(_("Wegen kan pas als de ronde is gesloten. Dan staan de antwoorden vast."))
    row, _made = Weighting.objects.get_or_create(
        tenant_id=round.tenant_id, round=round, defaults={"created_at": clock.now()}
    )
    if row.published_at is not None:
        raise NotNow(_("De gewogen cijfers staan al op de site. Die veranderen niet meer."))
    return row


@act(WEIGHTED, Round, on=("round.process", "round"), part=True)
def weigh_round(
    *, round: Round, targets: Targets, source: str, dated_on: date, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Round]:  # fmt: skip
    """Weigh the answers of a closed round to these figures of the population. Raises BadInput or NotNow."""
    row = _closed(round)
    row.source = clean(
        source, limit=200, field="source", empty=_("Schrijf op waar de cijfers vandaan komen."),
        too_long=_("Maak dit korter dan 200 tekens."),
    )  # fmt: skip
    if dated_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarvan de cijfers zijn."), field="dated_on")
    rows = [answers for _pk, answers in counted_answers(round) if answers]
    outcome = frozen_outcome(round)
    assert outcome is not None  # it is frozen in the act that closes
    row.result = result(questions_of(round), rows, targets, figures_in(outcome))
    row.margins = {name: {str(code): number for code, number in own.items()} for name, own in targets.items()}
    row.dated_on = dated_on
    row.save()
    return Done(round, {"process": str(round.process_id), "margins": sorted(targets)})


@dataclass(frozen=True, slots=True)
class Account:
    """How a survey was made, in words: what nobody can compute."""

    aim: str
    maker: str
    population: str
    sample: str
    processing: str
    limits: str


ACCOUNT_FIELDS = ("aim", "maker", "population", "sample", "processing", "limits")


@act(ACCOUNTED, Round, on=("round.process", "round"), part=True)
def account_for(
    *, round: Round, account: Account, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Round]:
    """Write down how a survey was made. Holes may stay until the figures are published."""
    row = _closed(round)
    for name in ACCOUNT_FIELDS:
        told = clean(getattr(account, name), limit=2_000, field=name, too_long=_("Maak dit korter dan 2.000 tekens."))
        setattr(row, name, told)
    row.save(update_fields=ACCOUNT_FIELDS)
    return Done(round, {"process": str(round.process_id)})


def holes(row: Weighting | None) -> list[str]:
    """Return what is missing before weighted figures may stand on the site, each in one sentence."""
    if row is None or not row.result:
        return [_("Weeg eerst de antwoorden.")]
    missing = {
        "aim": _("Schrijf op wat het doel was en hoe u het aanpakte."),
        "maker": _("Schrijf op wie opdracht gaf en wie de vragenlijst maakte."),
        "population": _("Schrijf op over wie de uitkomst gaat."),
        "sample": _("Schrijf op hoe mensen werden gevraagd om mee te doen."),
        "processing": _("Schrijf op hoe u de antwoorden heeft nagekeken."),
        "limits": _("Schrijf op wat mensen niet uit de cijfers mogen halen."),
    }
    return [said for name, said in missing.items() if not getattr(row, name)]


@act(PUBLISHED, Round, on=("round.process", "round"))
def publish_weighting(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Put the weighted figures on the site, once. Raises NotNow with the first hole in how it was made."""
    row = _closed(round)
    missing = holes(row)
    if missing:
        raise NotNow(missing[0])
    row.published_at = clock.now()
    row.save(update_fields=("published_at",))
    return Done(round, {"process": str(round.process_id), "margins": sorted(row.margins)}, public=True)
