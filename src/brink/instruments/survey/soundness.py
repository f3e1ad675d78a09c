"""What holds a questionnaire back before it opens: ways nobody walks, answers that are missing, too much. Pure.

Reach is decided by walking every pattern of answers to the questions that others hang on; above `MOST_PATTERNS` a
questionnaire is too complicated to be looked at, by us and by whoever has to answer for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from django.utils.translation import gettext as _

from brink.foundation.findings import Finding, Severity
from brink.instruments.survey.questions import (
    DONT_KNOW,
    LEAST_POINTS,
    MANY_QUESTIONS,
    MOST_POINTS,
    MOST_QUESTIONS,
    REFUSED,
    Kind,
    Question,
    Questionnaire,
    Topic,
)
from brink.instruments.survey.routing import holds

MOST_PATTERNS = 20_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Which questions nobody is asked, which everybody is asked for all their condition, and how long the ways are."""

    never: frozenset[str]
    always: frozenset[str]
    shortest: int
    longest: int


def bearers(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions that conditions name, in order."""
    named = {part.question for one in questionnaire if one.condition for part in one.condition.parts}
    return tuple(one for one in questionnaire if one.key in named)


def _named(questionnaire: Questionnaire, key: str) -> frozenset[int]:
    conditions = [one.condition for one in questionnaire if one.condition is not None]
    return frozenset(code for one in conditions for part in one.parts if part.question == key for code in part.codes)


def _values(questionnaire: Questionnaire, question: Question) -> Iterator[tuple[int, ...]]:
    """Yield what can be chosen at a question, as far as conditions tell it apart."""
    named = [code for code in question.labels if code in _named(questionnaire, question.key)]
    if not question.required or len(named) < len(question.labels):
        yield ()
    if question.kind is not Kind.SEVERAL:
        yield from ((code,) for code in named)
        return
    together = [code for code in named if code not in question.alone]
    yield from ((code,) for code in named if code in question.alone)
    for size in range(1, len(together) + 1):
        yield from combinations(together, size)


def patterns(questionnaire: Questionnaire) -> int:
    """Return how many patterns of answers there are to walk."""
    return prod(len(list(_values(questionnaire, one))) for one in bearers(questionnaire))


def reach(questionnaire: Questionnaire) -> Reach | None:
    """Walk every pattern; None when there are too many."""
    hung_on = bearers(questionnaire)
    if patterns(questionnaire) > MOST_PATTERNS:
        return None
    times = dict.fromkeys(questionnaire.by_key, 0)
    walks, lengths = 0, set()
    for pattern in product(*(list(_values(questionnaire, one)) for one in hung_on)):
        given = dict(zip((one.key for one in hung_on), pattern, strict=True))
        chosen: dict[str, tuple[int, ...]] = {}
        length = 0
        for one in questionnaire:
            if one.condition is None or holds(one.condition, chosen):
                times[one.key] += 1
                length += 1
                chosen[one.key] = given.get(one.key, ())
        walks += 1
        lengths.add(length)
    never = frozenset(key for key, number in times.items() if not number)
    always = frozenset(one.key for one in questionnaire if one.condition is not None and times[one.key] == walks)
    return Reach(never, always, min(lengths, default=0), max(lengths, default=0))


def _blocks(key: str, message: str) -> Finding:
    return Finding(f"survey.{key}", message)


def _advises(key: str, message: str) -> Finding:
    return Finding(f"survey.{key}", message, weight=Severity.ADVICE)


def condition_findings(questionnaire: Questionnaire, question: Question) -> Iterator[Finding]:
    """Say what is wrong with the condition of one question, by itself."""
    if question.condition is None:
        return
    own = questionnaire.numbers[question.key]
    for part in question.condition.parts:
        other = questionnaire.by_key.get(part.question)
        if other is None or not set(part.codes) <= set(other.labels) or not part.codes:
            said = _("Vraag %(own)s hangt af van een antwoord dat er niet meer is. Kies de voorwaarde opnieuw.")
            yield _blocks("gone", said % {"own": own})
            continue
        numbers = {"own": own, "other": questionnaire.numbers[other.key]}
        if other.key == question.key:
            yield _blocks("itself", _("Vraag %(own)s hangt af van zichzelf. Haal die voorwaarde weg.") % numbers)
        elif numbers["other"] > own:
            said = _("Vraag %(own)s hangt af van vraag %(other)s, maar die komt later. Zet vraag %(other)s eerder.")
            yield _blocks("forward", said % numbers)
        elif questionnaire.page_of[other.key] == questionnaire.page_of[question.key]:
            said = _("Vraag %(own)s hangt af van vraag %(other)s op dezelfde pagina. Laat vraag %(own)s een nieuwe "
                     "pagina beginnen.")  # fmt: skip
            yield _blocks("same_page", said % numbers)
    if question.required:
        said = _("Vraag %(own)s is verplicht, maar niet iedereen krijgt die vraag. Haal de voorwaarde weg, of zet "
                 "‘verplicht’ uit.")  # fmt: skip
        yield _blocks("hidden_required", said % {"own": own})


def _question_findings(questionnaire: Questionnaire, question: Question) -> Iterator[Finding]:
    own = {"own": questionnaire.numbers[question.key]}
    if question.kind in (Kind.ONE, Kind.SEVERAL) and len(question.options) < 2:
        yield _blocks("options", _("Vraag %(own)s heeft minder dan twee antwoorden. Voeg antwoorden toe.") % own)
    if question.kind is Kind.SCALE:
        if not LEAST_POINTS <= len(question.options) <= MOST_POINTS:
            yield _blocks("points", _("De schaal van vraag %(own)s heeft drie tot zeven punten nodig.") % own)
        if not question.low or not question.high:
            yield _blocks("ends", _("Schrijf bij vraag %(own)s wat de beide kanten van de schaal betekenen.") % own)
    if question.kind is Kind.NUMBER and question.least >= question.most:
        yield _blocks("bounds", _("Bij vraag %(own)s is het kleinste getal niet kleiner dan het grootste.") % own)
    if question.kind is Kind.OPEN:
        return
    if question.topic is Topic.OPINION and DONT_KNOW not in question.specials:
        yield _blocks("dont_know", _("Bij vraag %(own)s ontbreekt ‘weet ik niet’. Voeg dat toe.") % own)
    if question.topic is Topic.BACKGROUND and REFUSED not in question.specials:
        yield _blocks("refused", _("Bij vraag %(own)s ontbreekt ‘zeg ik liever niet’. Voeg dat toe.") % own)
    yield from condition_findings(questionnaire, question)


def _reach_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    found = reach(questionnaire)
    if found is None:
        yield _blocks("too_complex", _("De voorwaarden zijn te ingewikkeld om na te lopen. Splits de vragenlijst."))
        return
    for one in questionnaire:
        own = {"own": questionnaire.numbers[one.key]}
        if one.key in found.never:
            said = _("Vraag %(own)s krijgt niemand te zien. Pas de voorwaarde aan of haal de vraag weg.")
            yield _blocks("never", said % own)
        elif one.key in found.always:
            yield _advises("always", _("Vraag %(own)s krijgt iedereen te zien. Haal de voorwaarde weg.") % own)


def findings(questionnaire: Questionnaire) -> Sequence[Finding]:
    """Say what is missing before these questions may be put to anybody, and what would be better otherwise."""
    if not len(questionnaire):
        return (_blocks("none", _("Er is nog geen vraag. Voeg de eerste vraag toe.")),)
    found = [said for one in questionnaire for said in _question_findings(questionnaire, one)]
    # Of an open question the condition is looked at too; its answers cannot be missing.
    found += [said for one in questionnaire if one.kind is Kind.OPEN for said in condition_findings(questionnaire, one)]
    if len(questionnaire) > MOST_QUESTIONS:
        found.append(_blocks("many", _("Er zijn meer dan veertig vragen. Haal vragen weg.")))
    elif len(questionnaire) > MANY_QUESTIONS:
        found.append(_advises("long", _("Er zijn meer dan vijftien vragen. Veel mensen stoppen dan halverwege.")))
    return (*found, *_reach_findings(questionnaire))
