"""What fits in a dialogue and when: sentences that change while it runs, answers to them once it is over."""

import pytest

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.body_answers import answer_statements, before_landing
from brink.instruments.dialogue.services.statements import add_own, add_seed, next_number, plant_seeds, retire, reword
from brink.instruments.dialogue.tests.conftest import SEEDS, Village, make_village

STAFF = Actor(role="officer")
OUTSIDE = AnswerDraft(OutcomeCode.OUTSIDE, "Dat mag niet van de wet.")


def over(village: Village) -> None:
    Round.objects.filter(pk=village.round.pk).update(closes_at=clock.now())
    village.round.refresh_from_db()
    for one in village.statements:
        one.round = village.round


def test_a_sentence_gets_the_next_number_of_its_own_round_and_stands_once(village: Village) -> None:
    other = make_village_beside(village)
    assert (next_number(village.round), next_number(other)) == (len(SEEDS) + 1, 1)
    added = plant_seeds(other, (SEEDS[0], "Een nieuwe zin.", "Een nieuwe zin."))
    assert [(one.number, one.text, one.is_seed) for one in added] == [
        (1, SEEDS[0], True), (2, "Een nieuwe zin.", True),
    ]  # fmt: skip
    made = add_seed(round=village.round, text="Een nieuwe zin.", actor=STAFF)
    assert (made.number, made.round, made.tenant) == (len(SEEDS) + 1, village.round, village.world.body)
    with pytest.raises(BadInput, match="staat er al") as refusal:
        add_seed(round=village.round, text="Een nieuwe zin.", actor=STAFF)
    assert refusal.value.field == "text"


def make_village_beside(village: Village) -> Round:
    from tests.builders import make_round

    return make_round(village.round.process, "dialogue", number=2)


@pytest.mark.parametrize(("length", "fits"), [(139, True), (140, True), (141, False)])
def test_a_sentence_is_short(village: Village, length: int, fits: bool) -> None:
    text = ("Bouw huizen " * 20)[: length - 1] + "x"
    if fits:
        assert add_seed(round=village.round, text=text, actor=STAFF).text == text
    else:
        with pytest.raises(BadInput, match="te lang") as refusal:
            add_seed(round=village.round, text=text, actor=STAFF)
        assert refusal.value.field == "text"


def test_sentences_change_with_a_reason_while_the_dialogue_runs(village: Village) -> None:
    first, second = village.statements[:2]
    said = {"actor": STAFF, "reason": "Het was onduidelijk."}
    for wrong, field in (({"text": first.text}, "text"), ({"text": " "}, "text"), ({"reason": " "}, "reason")):
        with pytest.raises(BadInput) as refusal:
            reword(statement=first, **{"text": "Anders gezegd.", **said, **wrong})
        assert refusal.value.field == field
    with pytest.raises(BadInput) as refusal:
        retire(statement=second, reason="x" * 201, actor=STAFF)
    assert refusal.value.field == "reason"
    retire(statement=second, **said)
    second.refresh_from_db()
    assert second.retired_reason == "Het was onduidelijk."
    for act in (lambda: retire(statement=second, **said), lambda: reword(statement=second, text="Anders.", **said)):
        with pytest.raises(NotNow, match="doet niet meer mee"):
            act()
    answer(round=village.round, token="t" * 32, answers={first.pk: 1})
    first.refresh_from_db()
    new = reword(statement=first, text="Anders gezegd.", **said)
    first.refresh_from_db()
    assert (new.number, new.version, new.is_seed, new.view_count) == (first.number, first.version + 1, True, 0)
    assert (first.text, first.retired_at is None, first.retired_reason) == (SEEDS[0], False, "Het was onduidelijk.")
    over(village)
    third = village.statements[2]
    for act in (
        lambda: add_seed(round=village.round, text="Te laat.", actor=STAFF),
        lambda: retire(statement=third, **said),
        lambda: reword(statement=third, text="Te laat.", **said),
    ):
        with pytest.raises(NotNow, match="voorbij"):
            act()


def test_sentences_are_answered_together_once_the_dialogue_is_over(village: Village) -> None:
    asked = {"round": village.round, "actor": STAFF, "draft": OUTSIDE}
    answer(round=village.round, token="t" * 32, answers={one.pk: 1 for one in village.statements[:3]})
    with pytest.raises(NotNow, match="loopt nog"):
        answer_statements(**asked, statements=village.statements[:1])
    over(village)
    asked["round"] = village.round
    with pytest.raises(BadInput, match="een of meer zinnen"):
        answer_statements(**asked, statements=[])
    for outcome in (OutcomeCode.COLLECTIVE, OutcomeCode.ELSEWHERE, OutcomeCode.PARKED):
        with pytest.raises(BadInput) as refusal:
            answer_statements(
                **{**asked, "draft": AnswerDraft(outcome, "Dat komt later aan bod.")}, statements=village.statements[:1]
            )
        assert refusal.value.field == "outcome"
    assert [one.message for one in before_landing(village.round)] == [
        "Nog 3 zinnen wachten op een antwoord. Beantwoord die eerst."
    ]
    assert answer_statements(**asked, statements=village.statements[:2]) == 2
    assert [one.message for one in before_landing(village.round)] == [
        "Nog 1 zin wacht op een antwoord. Beantwoord die eerst."
    ]
    elsewhere = make_village_beside(village)
    stranger = plant_seeds(elsewhere, ("Van een andere ronde.",))
    assert answer_statements(**asked, statements=[village.statements[2], *stranger]) == 1
    assert before_landing(village.round) == []
    told = dict(Statement.objects.values_list("text", "outcome"))
    assert [told[text] for text in SEEDS] == ["outside"] * 3 + [""] * 3
    assert told["Van een andere ronde."] == ""
    assert Entry.objects.filter(kind="dialogue.statements_answered").count() == 2


@pytest.mark.django_db
def test_a_resident_adds_a_sentence_only_where_the_round_allows_it() -> None:
    closed = make_village(own_statements=False)
    with pytest.raises(NotNow, match="geen eigen zin"):
        add_own(round=closed.round, text="Een bus.", key=None)
    assert Statement.objects.filter(is_seed=False).count() == 0
