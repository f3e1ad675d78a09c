"""Routes and what may be told: pure, against slow obvious twins."""

from collections import Counter
from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.foundation.errors import BadInput
from brink.instruments.survey import editing, routing, soundness, tally
from brink.instruments.survey.answers import EMPTY, Answer, Disposition, as_data, from_data, of_codes
from brink.instruments.survey.editing import Draft
from brink.instruments.survey.questions import Condition, Kind, Option, Part, Question, Questionnaire
from brink.instruments.survey.seeding import answer
from brink.instruments.survey.tests.conftest import make_questions


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Draw two to five questions, each on a page of its own, that hang on earlier ones."""
    made: list[Question] = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        kind = draw(st.sampled_from((Kind.ONE, Kind.ONE, Kind.SEVERAL)))
        own = tuple(Option(code, f"antwoord {code}") for code in range(1, draw(st.integers(2, 3)) + 1))
        specials = draw(st.sampled_from(((), (97,))))
        condition = None
        if made and draw(st.booleans()):
            parts = []
            for one in draw(st.lists(st.sampled_from(made), min_size=1, max_size=2)):
                codes = draw(st.lists(st.sampled_from(sorted(one.labels)), min_size=1, max_size=2, unique=True))
                parts.append(Part(one.key, tuple(sorted(codes))))
            condition = Condition(tuple(parts), draw(st.booleans()))
        made.append(
            Question(f"v{number}", f"Vraag {number}?", kind, options=own, specials=specials, new_page=True,
                     required=draw(st.booleans()), condition=condition)
        )  # fmt: skip
    return Questionnaire(tuple(made))


def every_answer(question: Question) -> list[tuple[int, ...]]:
    """Return all that can be chosen at a question, the slow way."""
    own = [code for code in question.labels if code not in question.alone]
    sizes = range(1, len(own) + 1) if question.kind is Kind.SEVERAL else (1,)
    found = [*chain.from_iterable(combinations(own, size) for size in sizes)]
    found += [(code,) for code in question.alone]
    return found if question.required else [(), *found]


@settings(max_examples=80, deadline=None)
@given(questionnaires())
def test_what_is_said_of_reach_is_what_walking_every_answer_shows(questionnaire: Questionnaire) -> None:
    seen: Counter[str] = Counter()
    walks, lengths = 0, set()
    for chosen in product(*(every_answer(one) for one in questionnaire)):
        answers = {one.key: of_codes(codes) for one, codes in zip(questionnaire, chosen, strict=True)}
        path = routing.path(questionnaire, answers)
        seen.update(one.key for one in path)
        walks += 1
        lengths.add(len(path))
    found = soundness.reach(questionnaire)
    assert found is not None
    assert found.never == {one.key for one in questionnaire if not seen[one.key]}
    assert found.always == {one.key for one in questionnaire if one.condition and seen[one.key] == walks}
    assert (found.shortest, found.longest) == (min(lengths), max(lengths))


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.integers(0, 10**6))
def test_a_route_depends_on_answers_alone_and_nothing_outside_it_is_sent(
    questionnaire: Questionnaire, seed: int
) -> None:
    rng = Random(seed)
    answers = {one.key: answer(one, rng) for one in questionnaire if rng.random() < 0.9}
    path = routing.path(questionnaire, answers)
    assert routing.path(questionnaire, dict(reversed(answers.items()))) == path
    asked = {one.key for one in path}
    # What was said at a question that is not asked changes nothing.
    without = {key: one for key, one in answers.items() if key in asked}
    assert routing.path(questionnaire, without) == path
    sent = routing.sent(questionnaire, answers)
    assert sent.keys() == questionnaire.by_key.keys()
    assert {key for key, one in sent.items() if one.disposition is Disposition.NOT_ASKED} == set(sent) - asked
    assert all(sent[key] == answers.get(key, EMPTY) for key in asked)
    assert from_data(as_data(sent)) == sent
    paper = routing.sent(questionnaire, answers, on_paper=True)
    against = {key for key, one in paper.items() if one.disposition is Disposition.AGAINST_ROUTE}
    assert against == {key for key, one in answers.items() if key not in asked and one != EMPTY}


def people(questionnaire: Questionnaire, seed: int, size: int) -> list[dict[str, Answer]]:
    rng = Random(seed)
    drawn = [{one.key: answer(one, rng) for one in questionnaire} for _one in range(size)]
    return [routing.sent(questionnaire, one) for one in drawn]


@settings(max_examples=40, deadline=None)
@given(questionnaires(), st.integers(0, 10**6), st.integers(0, 120))
def test_everybody_has_one_disposition_and_no_few_are_told(
    questionnaire: Questionnaire, seed: int, size: int
) -> None:
    rows = people(questionnaire, seed, size)
    told = tally.tell(questionnaire, rows)
    for one in questionnaire:
        counts = Counter(tally.cell_of(one, row[one.key]) for row in rows)
        assert sum(counts.values()) == size
        shown = told[one.key]
        assert all(count is None or count == 0 or count >= 10 for count in shown.cells.values())
        if one.kind is Kind.SEVERAL or shown.asked is None:
            continue
        # Subtracting what is shown from all who were asked leaves nobody, or ten and more.
        hidden = [cell for cell, count in shown.cells.items() if count is None]
        rest = sum(counts[cell] for cell in hidden)
        assert not hidden or rest == 0 or rest >= 10
        assert len(hidden) != 1


def test_who_was_not_asked_cannot_be_worked_out_from_a_question_that_hangs_on_another() -> None:
    """Twelve said no and three did not know: with the base of the next question beside it the three are not found."""
    questionnaire = Questionnaire((
        Question("v1", "Een?", Kind.ONE, options=(Option(1, "ja"), Option(2, "nee")), specials=(97,)),
        Question("v2", "Twee?", Kind.ONE, options=(Option(1, "ja"), Option(2, "nee")), new_page=True,
                 condition=Condition((Part("v1", (2,)),))),
    ))  # fmt: skip
    rows = [{"v1": of_codes((1,))}] * 50 + [{"v1": of_codes((2,)), "v2": of_codes((1,))}] * 12
    rows += [{"v1": of_codes((97,))}] * 3
    told = tally.tell(questionnaire, [routing.sent(questionnaire, row) for row in rows])
    assert told["v1"].cells == {"dont_know": None, "1": None, "2": 12, "empty": 0}, "the large one hides the three"
    assert told["v2"].asked == 12


def _with(**changed: object) -> Draft:
    return Draft(**{"text": "Een vraag?", "kind": "one", "options": "ja\nnee", "specials": (97,), **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("draft", "field", "said"),
    [
        (_with(text=" "), "text", "Schrijf de vraag op."),
        (_with(text="woord " * 31), "text", "Gebruik hooguit 30 woorden."),
        (_with(kind="tekening"), "kind", "Kies wat voor antwoord u vraagt."),
        (_with(options="ja"), "options", "Schrijf ten minste twee antwoorden, elk op een eigen regel."),
        (_with(options="ja\nJa"), "options", "‘ja’ staat er twee keer. Haal er een weg."),
        (_with(kind="scale", points=8, low="a", high="b"), "points", "Kies een schaal van drie tot zeven punten."),
        (_with(kind="scale", low="", high="b"), "low", "Schrijf bij beide kanten van de schaal wat die betekent."),
        (_with(kind="number", least=5, most=5), "most", "Het kleinste getal moet kleiner zijn dan het grootste."),
        (_with(when=("v9:1",), new_page=True), "when",
         "Vraag 6 hangt af van een antwoord dat er niet meer is. Kies de voorwaarde opnieuw."),
        (_with(when=("v3:1",)), "when",
         "Vraag 6 hangt af van vraag 3 op dezelfde pagina. Laat vraag 6 een nieuwe pagina beginnen."),
        (_with(when=("v1:1",), new_page=True, required=True), "required",
         "Vraag 6 is verplicht, maar niet iedereen krijgt die vraag. Haal de voorwaarde weg, of zet ‘verplicht’ uit."),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_is_refused_in_one_sentence(draft: Draft, field: str, said: str) -> None:
    with pytest.raises(BadInput) as wrong:
        editing.add(make_questions(), draft)
    assert (wrong.value.field, str(wrong.value)) == (field, said)


def test_a_question_that_moves_before_what_it_hangs_on_is_found() -> None:
    moved = editing.move(make_questions(), "v2", down=False)
    assert [one.message for one in soundness.findings(moved)] == [
        "Vraag 1 hangt af van vraag 2, maar die komt later. Zet vraag 2 eerder.",
        "Vraag 1 krijgt niemand te zien. Pas de voorwaarde aan of haal de vraag weg.",
    ]
    with pytest.raises(BadInput, match="Vraag 2 hangt van deze vraag af"):
        editing.remove(make_questions(), "v1")


def test_a_question_keeps_the_codes_of_answers_that_stay() -> None:
    before = make_questions()
    now = editing.change(before, "v2", _with(kind="several", options="familie\nsport\nwerk", new_page=True))
    assert {one.label: one.code for one in now.by_key["v2"].options} == {"familie": 3, "sport": 2, "werk": 1}
    assert editing.copy(before, "v2").questions[2].key == "v6"
