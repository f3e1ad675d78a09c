"""From answers to answers: minority views, the answer to each statement, and everybody landing at once."""

import pytest
from django.test import Client

from brink.domain.contributions.models import Answer, Contribution, Landing, OutcomeCode
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.contributions.services.replying import send
from brink.domain.journal.services import Actor
from brink.domain.people.act_forms import token_of
from brink.domain.processes.instrument import SignalDraft, registry
from brink.domain.processes.outcome import Outcome
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import Session, Statement
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.body_answers import answer_statements, land_sessions
from brink.instruments.dialogue.tests.conftest import Village
from brink.instruments.dialogue.tests.test_map import close, crowd

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")


def answer_statement(statement: Statement, draft: AnswerDraft, change_reason: str = "") -> int:
    """Give one statement its answer."""
    return answer_statements(
        round=statement.round, statements=[statement], draft=draft, actor=OFFICER, change_reason=change_reason
    )


def draft(village: Village, outcome: str = OutcomeCode.WEIGHED) -> AnswerDraft:
    spot = named_place(process=village.round.process, kind="round", title="Besluit")
    return AnswerDraft(outcome=outcome, reason="Wij kozen iets anders, want er is te weinig grond.", destination=spot)


def test_the_outcome_names_what_each_dissenting_group_sees(village: Village) -> None:
    crowd(village, (70, 40, 20))
    close(village)
    outcome = Dialogue().outcome(village.round)
    assert Outcome.from_data(outcome.as_data()) == outcome
    assert outcome.minority
    for view in outcome.minority:
        assert view.size >= 10
        assert view.title.startswith(f"Groep {view.key[-1].upper()}: ")
        sources = Contribution.objects.filter(pk__in=view.sources, kind="statement")
        assert sources.count() == len(view.sources) > 0
    assert outcome.reach.people == 130
    assert outcome.method is not None
    assert (outcome.method.name, outcome.method.seed) == ("brink.methods.opinion", village.round.seed)


def test_the_finding_about_everybody_reaches_everybody_and_no_other_names_a_session(village: Village) -> None:
    crowd(village)
    close(village)
    everybody, *others = Dialogue().outcome(village.round).findings
    assert set(everybody.sources) == {str(pk) for pk in Contribution.objects.values_list("pk", flat=True)}
    sessions = {str(pk) for pk in Contribution.objects.filter(kind="session").values_list("pk", flat=True)}
    assert not any(sessions & set(finding.sources) for finding in others)


def test_statements_are_answered_after_the_round_only(village: Village) -> None:
    with pytest.raises(NotNow, match="loopt nog"):
        answer_statement(statement=village.statements[0], draft=draft(village))


def test_an_answer_without_reason_is_refused(village: Village) -> None:
    close(village)
    with pytest.raises(BadInput, match="reden"):
        answer_statement(statement=village.statements[0], draft=AnswerDraft(outcome="weighed", reason=" "))
    assert Statement.objects.exclude(outcome="").count() == 0


def test_everybody_lands_once_every_statement_has_an_answer(village: Village) -> None:
    token = "t" * 32
    answer(round=village.round, token=token, answers={village.statements[0].pk: 1, village.statements[1].pk: -1})
    mine = Session.objects.get().contribution_id
    crowd(village)
    close(village)
    with pytest.raises(NotNow, match="Nog 17 zinnen wachten"):
        land_sessions(round=village.round, reason="Lees per zin wat ermee gebeurde.", actor=OFFICER)
    statements = list(Statement.objects.select_related("contribution").order_by("number"))
    done = answer_statements(round=village.round, statements=statements, draft=draft(village), actor=OFFICER)
    assert done == 21
    land_sessions(round=village.round, reason="Lees per zin wat ermee gebeurde.", actor=OFFICER)
    assert Contribution.objects.filter(landed_at=None).count() == 0
    assert Landing.objects.filter(current=True).count() == Contribution.objects.count() == 136
    assert {one.outcome for one in Dialogue().signal_answers(mine)} == {""}
    send(process=village.round.process, actor=OFFICER)
    answers = Dialogue().signal_answers(mine)
    assert [(one.text, one.own, one.outcome) for one in answers] == [
        (village.statements[0].text, "eens", "meegewogen, niet overgenomen"),
        (village.statements[1].text, "oneens", "meegewogen, niet overgenomen"),
    ]
    assert {(one.reason, one.address) for one in answers} == {
        ("Wij kozen iets anders, want er is te weinig grond.", f"/processen/{village.round.process.slug}/")
    }


def test_when_everybody_left_no_answer_is_laid_ready_for_nobody(village: Village) -> None:
    token = "t" * 32
    answer(round=village.round, token=token, answers={village.statements[0].pk: 1})
    Contribution.objects.filter(kind="session").update(withdrawn_at=clock.now())
    close(village)
    said = SignalDraft(OutcomeCode.WEIGHED, "Wij kozen iets anders.", "", draft(village).destination.pk)
    done = Dialogue().answer_signals(village.round, choose=lambda _text: said, reason="Lees per zin.", by=OFFICER)
    assert done == len(village.statements)
    assert Answer.objects.count() == 0


def test_a_changed_answer_to_a_residents_sentence_needs_a_reason(village: Village) -> None:
    crowd(village)
    close(village)
    statement = Statement.objects.filter(is_seed=False).select_related("round", "contribution").first()
    answer_statement(statement=statement, draft=draft(village))
    again = AnswerDraft(outcome="outside", reason="Dit mag niet van de wet.")
    send(process=statement.round.process, actor=OFFICER)
    with pytest.raises(BadInput, match="waarom het verandert"):
        answer_statement(statement=statement, draft=again)
    answer_statement(statement=statement, draft=again, change_reason="Wij keken er nog eens naar.")
    assert Landing.objects.get(current=True).answer.outcome == "outside"


def test_the_desk_answers_several_sentences_with_one_reason(village: Village, client: Client) -> None:
    answer(round=village.round, token="t" * 32, answers={one.pk: 1 for one in village.statements})
    village.round.closes_at = clock.now()
    village.round.save()
    close(village)
    client.force_login(village.world.officer)
    url = village.url("balie/antwoorden/")
    assert "Nog 6 zinnen wachten op een antwoord." in client.get(url).content.decode()
    spot = named_place(process=village.round.process, kind="round", title="Besluit")
    form = {
        "key": "k" * 22,
        "stelling": [str(one.pk) for one in village.statements],
        "outcome": "adopted",
        "reason": "Dit staat nu in het plan.",
        "destination": str(spot.pk),
    }
    assert client.post(url, {**form, "reason": ""}).status_code == 422
    assert client.post(url, form).status_code == 302
    assert "Elke zin heeft een antwoord." in client.get(url).content.decode()
    assert client.post(url, {"act": "land", "key": "l" * 22, "reason": "Lees hieronder per zin."}).status_code == 302
    assert Contribution.objects.get(kind="session").landed_at is not None


def test_the_desk_is_not_there_for_others(village: Village, client: Client) -> None:
    """N10 and N11: residents and staff of another body get the page that does not exist."""
    from tests.builders import make_world

    for page in ("balie/", "balie/antwoorden/", f"balie/{village.statements[0].pk}/"):
        assert client.get(village.url(page)).status_code == 404
        assert client.post(village.url(page), {"text": "x"}).status_code == 404
    other = make_world("emmen")
    client.force_login(other.officer)
    assert client.get(village.url("balie/")).status_code == 404


def test_the_desk_adds_rewords_and_takes_out(village: Village, client: Client) -> None:
    client.force_login(village.world.officer)
    client.post(village.url("balie/"), {"text": "Een dorp houdt zijn school.", "key": "k" * 22})
    added = Statement.objects.get(number=7)
    page = village.url(f"balie/{added.pk}/")

    def seen(prefix: str = "") -> dict[str, str]:
        return {f"{prefix}version": token_of(added)}

    before = token_of(added)
    client.post(
        page, {"act": "reword", "text": "Een dorp houdt zijn eigen school.", "reason": "Duidelijker.", **seen()}
    )
    added.refresh_from_db()
    assert added.text == "Een dorp houdt zijn eigen school."
    assert client.post(page, {"act": "retire", "weg-reason": "", **seen("weg-")}).status_code == 422
    # The version of before the other text: somebody looked away.
    assert client.post(page, {"act": "retire", "weg-reason": "Dubbel.", "weg-version": before}).status_code == 409
    assert client.post(page, {"act": "retire", "weg-reason": "Dubbel.", **seen("weg-")}).status_code == 302
    assert client.get(page).status_code == 404


def test_a_fate_that_people_read_changes_by_sending_and_with_a_reason(village: Village) -> None:
    receipt = answer(round=village.round, token="t" * 32, answers={one.pk: 1 for one in village.statements})
    close(village)
    answer_statements(round=village.round, statements=village.statements, draft=draft(village), actor=OFFICER)
    land_sessions(round=village.round, reason="Zie elk antwoord.", actor=OFFICER)
    assert {one.outcome for one in registry["dialogue"].signal_answers(receipt.session.contribution.pk)} == {""}
    send(process=village.round.process, actor=OFFICER)

    def read() -> str:
        return registry["dialogue"].signal_answers(receipt.session.contribution.pk)[0].outcome

    assert read() == "meegewogen, niet overgenomen"
    first = Statement.objects.get(pk=village.statements[0].pk)
    again = AnswerDraft(outcome="outside", reason="Dit mag niet van de wet.")
    with pytest.raises(BadInput, match="waarom het verandert"):
        answer_statement(statement=first, draft=again)
    for _time in range(2):
        answer_statement(statement=first, draft=again, change_reason="Wij lazen de wet nog eens.")
        assert read() == "meegewogen, niet overgenomen"
    send(process=village.round.process, actor=OFFICER)
    assert read() == "buiten de ruimte"
    landing = Landing.objects.get(contribution=receipt.session.contribution, holds=True)
    assert landing.change_reason == "Wij lazen de wet nog eens."
