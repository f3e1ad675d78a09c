"""Changes to a questionnaire that is being set up: add, change, move, remove, copy. Pure: each gives a new one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput
from brink.foundation.text import clean
from brink.instruments.survey.questions import (
    LEAST_POINTS,
    MOST_POINTS,
    MOST_QUESTIONS,
    NONE,
    SPECIAL,
    Condition,
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    Topic,
)
from brink.instruments.survey.soundness import condition_findings

TEXT_WORDS, HELP_WORDS = 30, 40
MOST_OPTIONS, LABEL_LIMIT = 20, 100
BIGGEST = 1_000_000
KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the clerk filled in of one question, as it was typed; `options` holds one answer on each line."""

    text: str
    kind: str
    topic: str = Topic.OPINION.value
    help: str = ""
    options: str = ""
    points: int = 5
    low: str = ""
    high: str = ""
    least: int = 0
    most: int = 0
    unit: str = ""
    specials: tuple[int, ...] = ()
    required: bool = False
    new_page: bool = False
    # Each "key:code"; an answer to another question under which this one is asked.
    when: tuple[str, ...] = ()
    every: bool = True


def _line(text: str, field: str, *, words: int, empty: str = "") -> str:
    found = clean(
        " ".join(text.split()), limit=400, field=field, empty=empty, too_long=_("Maak dit korter dan 400 tekens.")
    ) if text.strip() or empty else ""  # fmt: skip
    if len(found.split()) > words:
        raise BadInput(_("Gebruik hooguit %(n)s woorden.") % {"n": words}, field=field)
    return found


def _labels(draft: Draft) -> list[str]:
    found = [" ".join(line.split()) for line in draft.options.splitlines() if line.strip()]
    if len(found) < 2:
        raise BadInput(_("Schrijf ten minste twee antwoorden, elk op een eigen regel."), field="options")
    if len(found) > MOST_OPTIONS:
        raise BadInput(_("Gebruik hooguit twintig antwoorden."), field="options")
    if max(len(one) for one in found) > LABEL_LIMIT:
        raise BadInput(_("Maak elk antwoord korter dan 100 tekens."), field="options")
    folded = [one.casefold() for one in found]
    twice = next((one for one in found if folded.count(one.casefold()) > 1), "")
    if twice:
        raise BadInput(_("‘%(answer)s’ staat er twee keer. Haal er een weg.") % {"answer": twice}, field="options")
    return found


def options_of(labels: Sequence[str], before: Sequence[Option] = ()) -> tuple[Option, ...]:
    """Give each answer a code; one that was there before keeps its own, so that conditions on it stay true."""
    known = {one.label.casefold(): one.code for one in before}
    taken = {known[label.casefold()] for label in labels if label.casefold() in known}
    free = iter(code for code in range(1, NONE) if code not in taken)
    return tuple(Option(known.get(label.casefold()) or next(free), label) for label in labels)


def _kind(draft: Draft) -> Kind:
    if draft.kind not in list(Kind):
        raise BadInput(_("Kies wat voor antwoord u vraagt."), field="kind")
    return Kind(draft.kind)


def _shape(draft: Draft, kind: Kind, before: Question | None) -> dict[str, object]:
    """Return what belongs to its kind of answer, and nothing of the others."""
    if kind in (Kind.ONE, Kind.SEVERAL):
        kept = before.options if before is not None and before.kind in (Kind.ONE, Kind.SEVERAL) else ()
        return {"options": options_of(_labels(draft), kept)}
    if kind is Kind.SCALE:
        if not LEAST_POINTS <= draft.points <= MOST_POINTS:
            raise BadInput(_("Kies een schaal van drie tot zeven punten."), field="points")
        ends = _("Schrijf bij beide kanten van de schaal wat die betekent.")
        return {
            "options": tuple(Option(code, str(code)) for code in range(1, draft.points + 1)),
            "low": _line(draft.low, "low", words=6, empty=ends), "high": _line(draft.high, "high", words=6, empty=ends),
        }  # fmt: skip
    if kind is Kind.NUMBER:
        if not -BIGGEST <= draft.least < draft.most <= BIGGEST:
            raise BadInput(_("Het kleinste getal moet kleiner zijn dan het grootste."), field="most")
        return {"least": draft.least, "most": draft.most, "unit": _line(draft.unit, "unit", words=3)}
    return {}


def parts_of(when: Sequence[str]) -> tuple[Part, ...]:
    """Read the ticked answers under which a question is asked, by question."""
    found: dict[str, list[int]] = {}
    for one in when:
        key, _colon, code = one.rpartition(":")
        if not KEY.fullmatch(key) or not code.isdecimal() or len(code) > 2:
            raise BadInput(_("Kies de voorwaarde opnieuw."), field="when")
        found.setdefault(key, []).append(int(code))
    return tuple(Part(key, tuple(sorted(set(codes)))) for key, codes in found.items())


def made(draft: Draft, key: str, before: Question | None = None) -> Question:
    """Return the question that was filled in; raises BadInput at the field that needs mending."""
    kind = _kind(draft)
    if draft.topic not in list(Topic):
        raise BadInput(_("Kies waar de vraag over gaat."), field="topic")
    if not set(draft.specials) <= set(SPECIAL):
        raise BadInput(_("Kies de antwoorden die erbij staan opnieuw."), field="specials")
    parts = parts_of(draft.when)
    specials = tuple(code for code in SPECIAL if code in draft.specials and (code != NONE or kind is Kind.SEVERAL))
    return Question(
        key=key, text=_line(draft.text, "text", words=TEXT_WORDS, empty=_("Schrijf de vraag op.")), kind=kind,
        topic=Topic(draft.topic), help=_line(draft.help, "help", words=HELP_WORDS),
        specials=() if kind is Kind.OPEN else specials, required=draft.required and kind is not Kind.OPEN,
        new_page=draft.new_page, condition=Condition(parts, draft.every) if parts else None,
        **_shape(draft, kind, before),  # type: ignore[arg-type]
    )  # fmt: skip


def _fits(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Refuse a condition that cannot be, at the moment at which it is made."""
    wrong = next(condition_findings(questionnaire, questionnaire.by_key[key]), None)
    if wrong is not None:
        raise BadInput(wrong.message, field="required" if wrong.key == "survey.hidden_required" else "when")
    return questionnaire


def _free_key(questionnaire: Questionnaire) -> str:
    number = 1
    while f"v{number}" in questionnaire.by_key:
        number += 1
    return f"v{number}"


def _room(questionnaire: Questionnaire) -> None:
    if len(questionnaire) >= MOST_QUESTIONS:
        raise BadInput(_("Er zijn al veertig vragen. Haal er eerst een weg."), field="text")


def add(questionnaire: Questionnaire, draft: Draft) -> Questionnaire:
    """Add a question at the end."""
    _room(questionnaire)
    key = _free_key(questionnaire)
    return _fits(questionnaire.with_questions((*questionnaire, made(draft, key))), key)


def _there(questionnaire: Questionnaire, key: str) -> Question:
    if key not in questionnaire.by_key:
        raise BadInput(_("Deze vraag is er niet meer. Open de pagina opnieuw."))
    return questionnaire.by_key[key]


def change(questionnaire: Questionnaire, key: str, draft: Draft) -> Questionnaire:
    """Put another question in the place of one, under the same key."""
    now = made(draft, key, _there(questionnaire, key))
    return _fits(questionnaire.with_questions([now if one.key == key else one for one in questionnaire]), key)


def remove(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Take a question away. Raises BadInput while another one hangs on it."""
    _there(questionnaire, key)
    numbers = questionnaire.numbers
    hanging = [
        numbers[one.key] for one in questionnaire
        if one.condition is not None and any(part.question == key for part in one.condition.parts)
    ]  # fmt: skip
    if hanging:
        said = _("Vraag %(own)s hangt van deze vraag af. Haal daar eerst de voorwaarde weg.")
        raise BadInput(said % {"own": hanging[0]})
    return questionnaire.with_questions([one for one in questionnaire if one.key != key])


def move(questionnaire: Questionnaire, key: str, *, down: bool) -> Questionnaire:
    """Let a question change places with its neighbour; the first and the last stay where they are."""
    _there(questionnaire, key)
    order = list(questionnaire)
    at = next(place for place, one in enumerate(order) if one.key == key)
    to = at + (1 if down else -1)
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return questionnaire.with_questions(order)


def copy(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Put the same question behind itself, with a key of its own."""
    _room(questionnaire)
    twin = replace(_there(questionnaire, key), key=_free_key(questionnaire), new_page=False)
    order: list[Question] = []
    for one in questionnaire:
        order += [one, twin] if one.key == key else [one]
    return questionnaire.with_questions(order)


def draft_of(question: Question) -> Mapping[str, object]:
    """Return what the form of the clerk shows of a question."""
    condition = question.condition
    when = [f"{part.question}:{code}" for part in condition.parts for code in part.codes] if condition else []
    return {
        "text": question.text, "kind": question.kind.value, "topic": question.topic.value, "help": question.help,
        "options": "\n".join(one.label for one in question.options) if question.kind is not Kind.SCALE else "",
        "points": len(question.options) if question.kind is Kind.SCALE else 5, "low": question.low,
        "high": question.high, "least": question.least, "most": question.most, "unit": question.unit,
        "specials": [str(code) for code in question.specials], "required": question.required,
        "new_page": question.new_page, "when": when, "every": "all" if condition is None or condition.every else "any",
    }  # fmt: skip
