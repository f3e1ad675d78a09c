"""Statements: residents' own, with hints, moderation and a code; new versions start without answers (N34)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from brink.domain.contributions.models import Contribution, Giver, Moderation, Revision
from brink.domain.contributions.services import giving
from brink.domain.contributions.services.moderating import revise
from brink.domain.contributions.services.splitting import Half, split
from brink.domain.journal.acts import version_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.notifications.mailing import notify
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotNow
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import Statement, Vote
from brink.instruments.dialogue.readable_statements import Standing, Words, asked, readable, words_of
from brink.instruments.dialogue.round_settings import STATEMENT
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.statements import add_own, add_seed, retire, reword
from brink.instruments.dialogue.tests.conftest import SEEDS, Village, make_village
from brink.instruments.dialogue.tests.test_taking_part import code_on

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
OWN = "Laat de oude school een huis voor jongeren worden."


def write(client: Client, village: Village, text: str, **more: str) -> str:
    page = client.get(village.url("zin/")).content.decode()
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    return client.post(village.url("zin/"), {"key": key, "text": text, **more}, follow=True).content.decode()


def test_a_resident_adds_a_sentence_and_gets_a_code_of_its_own(village: Village) -> None:
    html = write(Client(), village, OWN, email="hendrik@voorbeeld.invalid")
    assert code_on(html)
    assert "Eerst kijkt een moderator." in html
    statement = Statement.objects.get(is_seed=False)
    assert (statement.text, statement.number, statement.contribution.moderation) == (OWN, 7, Moderation.WAITING)
    assert statement not in asked(village.round)
    assert Giver.objects.get().email == "hendrik@voorbeeld.invalid"


def test_without_checking_beforehand_others_can_answer_at_once() -> None:
    village = make_village(moderation="after")
    html = write(Client(), village, OWN)
    assert "Ga verder met antwoorden" in html
    assert Statement.objects.get(is_seed=False) in asked(village.round)


def test_a_telephone_number_is_pointed_out_and_always_checked_first() -> None:
    village, client = make_village(moderation="after"), Client()
    text = "Bel mij op 06 12345678 over huizen."
    first = write(client, village, text)
    assert "06 12345678" in first
    assert "Nog niet verstuurd" in first
    assert Contribution.objects.count() == 0
    code_on(write(client, village, text, seen="on"))
    assert Contribution.objects.get().moderation == Moderation.WAITING


def test_a_sentence_that_is_there_already_is_pointed_out(village: Village) -> None:
    client = Client()
    html = write(client, village, "Een lege boerderij mag in drie huizen worden verdeeld.")
    assert SEEDS[1] in html
    assert Contribution.objects.count() == 0


def test_the_same_form_twice_is_one_sentence_with_one_code(village: Village) -> None:
    first = add_own(round=village.round, text=OWN, key="k" * 22)
    second = add_own(round=village.round, text=OWN, key="k" * 22)
    assert (first.code, second.repeated) == (second.code, True)
    assert Statement.objects.filter(text=OWN).count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"), [("  \u200b ", "Schrijf eerst uw zin op."), ("x" * 141, "Uw zin is te lang.")]
)
def test_empty_and_long_sentences_are_refused(village: Village, text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        add_own(round=village.round, text=text, key=None)
    assert Contribution.objects.count() == 0


def test_no_own_sentence_when_the_round_has_none_or_is_over(village: Village) -> None:
    closed = make_village_without_own()
    with pytest.raises(NotNow):
        add_own(round=closed.round, text=OWN, key=None)
    with clock.frozen(village.round.closes_at), pytest.raises(NotNow):
        add_own(round=village.round, text=OWN, key=None)
    assert Contribution.objects.count() == 0


def make_village_without_own() -> Village:
    from tests.builders import make_process, make_round, make_world

    world = make_world("emmen")
    round = make_round(make_process(world, "bus"), "dialogue", settings={"own_statements": False})
    return Village(world, round, [])


def test_another_text_after_answers_is_a_new_version_without_them(village: Village) -> None:
    old = village.statements[0]
    answer(round=village.round, token="t" * 32, answers={old.pk: 1})
    new = reword(statement=old, text="Huizen zijn eerst voor dorpsgenoten.", reason="Korter.", actor=OFFICER)
    old.refresh_from_db()
    assert (new.number, new.version, new.view_count, new.votes.count()) == (1, 2, 0, 0)
    assert (old.text, old.votes.count(), old.retired_at is not None) == (SEEDS[0], 1, True)
    assert set(asked(village.round).filter(number=1)) == {new}
    with pytest.raises(BadInput):
        answer(round=village.round, token="t" * 32, answers={old.pk: -1})
    assert Vote.objects.get().statement == old
    assert Entry.objects.get(kind="dialogue.statement_reworded").subject_id == new.pk


def test_the_old_text_stays_readable(village: Village) -> None:
    old = village.statements[0]
    answer(round=village.round, token="t" * 32, answers={old.pk: 1})
    reword(statement=old, text="Huizen zijn eerst voor dorpsgenoten.", reason="Korter.", actor=OFFICER)
    village.round.closed_at = clock.now()
    village.round.save()
    Dialogue().close(village.round, by=OFFICER, at=clock.now())
    html = Client().get(village.url("tabel/")).content.decode()
    assert SEEDS[0] in html
    assert "Korter." in html


def test_another_text_before_any_answer_just_changes_it(village: Village) -> None:
    changed = reword(statement=village.statements[0], text="Een nieuwe tekst.", reason="Fout.", actor=OFFICER)
    assert (changed.pk, changed.version) == (village.statements[0].pk, 1)
    assert Statement.objects.count() == len(SEEDS)


def test_a_reworded_sentence_stays_its_writers(village: Village) -> None:
    given = add_own(round=village.round, text=OWN, key=None).contribution
    Contribution.objects.filter(pk=given.pk).update(moderation=Moderation.SHOWN)
    answer(round=village.round, token="t" * 32, answers={given.statement.pk: 1})
    new = reword(statement=given.statement, text="Maak van de school huizen.", reason="Korter.", actor=OFFICER)
    given = Contribution.objects.get(pk=given.pk)
    assert given.statement == new
    Dialogue().erase([given.pk])
    assert set(Statement.objects.filter(number=7).values_list("text", flat=True)) == {""}


def test_a_seed_can_be_added_once_and_taken_out_with_a_reason(village: Village) -> None:
    added = add_seed(round=village.round, text="Een dorp houdt zijn school.", actor=OFFICER, key="a" * 22)
    assert add_seed(round=village.round, text="Een dorp houdt zijn school.", actor=OFFICER, key="a" * 22) == added
    with pytest.raises(BadInput, match="staat er al"):
        add_seed(round=village.round, text="Een dorp houdt zijn school.", actor=OFFICER)
    with pytest.raises(BadInput, match="Schrijf op waarom"):
        retire(statement=added, reason=" ", actor=OFFICER)
    retire(statement=added, reason="Staat er dubbel in.", actor=OFFICER)
    assert added not in asked(village.round)
    assert list(Entry.objects.order_by("id").values_list("kind", flat=True)) == [
        "dialogue.statement_added",
        "dialogue.statement_retired",
    ]


def test_a_residents_sentence_is_not_simply_taken_out(village: Village) -> None:
    given = add_own(round=village.round, text=OWN, key=None).contribution
    with pytest.raises(BadInput, match="van een inwoner"):
        retire(statement=given.statement, reason="Weg.", actor=OFFICER)


def test_the_writer_is_told_that_a_sentence_has_another_text(village: Village) -> None:
    """What was given is read by others in words that its writer did not choose: no reason to hear that last."""
    for text, to in ((OWN, "hendrik@voorbeeld.invalid"), ("Een zin van een ander.", "an@voorbeeld.invalid")):
        add_own(round=village.round, text=text, key=None, words=giving.Words(kind=STATEMENT, email=to))
    statement = Statement.objects.get(text=OWN)
    Statement.objects.filter(pk=statement.pk).update(view_count=1)
    reword(statement=statement, text="Maak van de school een huis.", reason="Korter.", actor=OFFICER)
    with clock.frozen(clock.now() + timedelta(days=1)):
        notify()
    (told,) = mail.outbox
    assert told.to == ["hendrik@voorbeeld.invalid"]
    assert "De tekst van uw woorden op de site is aangepast." in told.body
    assert "huis" not in told.body


def test_a_name_that_is_taken_out_of_a_sentence_stands_in_no_version(village: Village) -> None:
    """Desk and giver are told that the text on the site was changed: so it is, and the answers stay where they were."""
    given = add_own(round=village.round, text="Buurman Jan Pietersen laat zijn hond los.", key=None).contribution
    Contribution.objects.filter(pk=given.pk).update(moderation=Moderation.SHOWN)
    old = given.statement
    answer(round=village.round, token="t" * 32, answers={old.pk: 1})
    seen = version_of(old)
    said = {"reason": "Er stond een naam in.", "actor": OFFICER}
    revise(contribution=given, text="Honden moeten\nvast.", **said)
    live = Statement.objects.get(contribution=given)
    assert (live.version, live.text, live.view_count) == (2, "Honden moeten vast.", 0)
    assert Contribution.objects.get(pk=given.pk).text == live.text
    old.refresh_from_db()
    assert (old.text, old.votes.count()) == ("", 1)
    assert words_of(village.round)[str(old.pk)] == Words(
        Standing.HIDDEN, "(weggehaald, omdat: Er stond een naam in.)"
    )
    assert not Statement.objects.filter(readable(), pk=old.pk).exists()
    for page in ("", "kaart/", "tabel/"):
        assert "Pietersen" not in Client().get(village.url(page)).content.decode()
    with pytest.raises(NotNow, match="nieuwste tekst"):
        reword(statement=old, text="Jan Pietersen.", seen=seen, **said)
    stale = version_of(given, "contribution.revised")
    reword(statement=live, text="Honden lopen vast.", **said)
    assert Contribution.objects.get(pk=given.pk).text == "Honden lopen vast."
    assert list(Revision.objects.order_by("created_at", "id").values_list("after", flat=True)) == [
        "Honden moeten vast.", "Honden lopen vast.",
    ]  # fmt: skip
    with pytest.raises(Conflict):
        revise(contribution=given, text="Anders.", seen=stale, **said)
    Round.objects.filter(pk=village.round.pk).update(closes_at=clock.now())
    with pytest.raises(NotNow, match="Verbergen kan nog"):
        revise(contribution=Contribution.objects.get(pk=given.pk), text="Anders.", **said)
    assert Contribution.objects.get(pk=given.pk).text == "Honden lopen vast."


def test_a_sentence_that_is_split_reads_alike_in_the_dialogue_and_starts_anew(village: Village) -> None:
    """Nobody goes on answering a sentence of which half lies elsewhere."""
    both = "De school moet open blijven. De bus moet vaker rijden."
    given = add_own(round=village.round, text=both, key=None).contribution
    Contribution.objects.filter(pk=given.pk).update(moderation=Moderation.SHOWN)
    answer(round=village.round, token="t" * 32, answers={given.statement.pk: 1})
    halves = {"first": Half("de school", (0,)), "second": Half("de bus", (1,))}
    split(contribution=Contribution.objects.get(pk=given.pk), **halves, actor=OFFICER)
    live = Statement.objects.get(contribution=given)
    assert (live.text, live.version, live.view_count) == ("De school moet open blijven.", 2, 0)
    assert "vaker rijden" not in Client().get(village.url()).content.decode()
    other = add_own(round=village.round, text=both, key=None).contribution
    Round.objects.filter(pk=village.round.pk).update(closes_at=clock.now())
    with pytest.raises(NotNow, match="Deze dialoog is voorbij"):
        split(contribution=Contribution.objects.get(pk=other.pk), **halves, actor=OFFICER)
