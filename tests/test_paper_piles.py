"""Paper is equal: a pile of sheets is typed in by keys, counted, put right, taken from a file, and told when late."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brink.domain.contributions.models import Contribution, LateLetter, Revision, TrackingCode
from brink.domain.contributions.services.following import look_up
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_queries import reconciliation
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Print, PrintedCode, Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.printing import print_sheets
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock, codes
from brink.instruments.dialogue.models import Vote
from brink.instruments.dialogue.services.statements import plant_seeds
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
SEEDS = ("Bouw eerst voor het dorp.", "Zonder bus geen huizen.", "Op de es bouwen wij nooit.")
OFFICER = Actor(role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


@pytest.fixture
def dialogue(world: World) -> Round:
    made = make_round(make_process(world, "dialoog"), "dialogue")
    plant_seeds(made, SEEDS)
    return made


def pile(round: Round) -> str:
    return reverse("participation:sheets", args=[round.pk])


def a_file(round: Round) -> str:
    return reverse("participation:sheets_file", args=[round.pk])


def printed(round: Round, copies: int = 3) -> tuple[str, ...]:
    return print_sheets(round=round, copies=copies, actor=OFFICER, key=None)


def row(code: str, number: int = 1, **more: str) -> dict[str, str]:
    given = {"key": f"sleutel-van-een-rij-{number:03d}", "printed_code": code, "filled_on": clock.today().isoformat()}
    return {**given, "v-tekst": f"Een bus naar dorp {number}.", "v-openbaar": "1", **more}


def text(answer: Any) -> str:
    return unescape(" ".join(answer.content.decode().split()))


def counts(round: Round) -> tuple[int, ...]:
    found = reconciliation(round)
    return found.printed, found.entered, found.refused, found.not_back, found.late


def test_a_pile_of_a_hundred_adds_up_on_one_screen(desk: Client, round: Round) -> None:
    sheets = [code for _twice in range(2) for code in printed(round, 50)]
    for number, code in enumerate(sheets[:87]):
        assert desk.post(pile(round), row(code, number)).status_code == 302
    refuse = reverse("participation:sheet_refused", args=[round.pk])
    for number, code in enumerate(sheets[87:90]):
        given = {"key": f"weg-{number:020d}", "printed_code": code, "why": "unreadable"}
        assert desk.post(refuse, given).status_code == 302
    page = desk.get(pile(round))
    assert "100 geprint, 87 ingevoerd, 3 geweigerd, 10 niet terug." in text(page)
    assert page.content.decode().count("/verbeteren/") == 87
    assert counts(round) == (100, 87, 3, 10, 0)
    assert Contribution.objects.filter(round=round, channel="paper").count() == 87
    with CaptureQueriesContext(connection) as asked:
        desk.get(pile(round))
    assert len(asked) <= 15


def test_a_sheet_that_is_sent_twice_counts_once_and_keeps_its_code(desk: Client, round: Round) -> None:
    (code, *_more) = printed(round)
    for _twice in range(2):
        assert desk.post(pile(round), row(code)).status_code == 302
    given = Contribution.objects.get()
    assert look_up(codes.normalise(code)).contributions == (given,)
    again = desk.post(pile(round), row(code, 2))
    assert (again.status_code, counts(round)[:2]) == (422, (3, 1))
    assert "Deze code is al gebruikt" in text(again)
    assert "Een bus naar dorp 2." in text(again), "what was typed stays"


def test_words_are_public_only_for_who_ticked_so(desk: Client, round: Round) -> None:
    ticks = {"1": "pseudonym", "2": "named", "3": "closed", "": "closed"}
    for number, (code, tick) in enumerate(zip(printed(round, 4), ticks, strict=True)):
        more = {"v-openbaar": tick, "v-naam": "Anna de Vries"} if tick == "2" else {"v-openbaar": tick}
        assert desk.post(pile(round), row(code, number, **more)).status_code == 302
    stored = Contribution.objects.order_by("text").values_list("publicity", "public_name", "source__consent_publish")
    assert list(stored) == [
        ("pseudonym", "", True), ("named", "Anna de Vries", True), ("closed", "", False), ("closed", "", False)
    ]  # fmt: skip


BAD_ROWS: list[tuple[dict[str, str], str]] = [
    ({"printed_code": "onzin"}, "Kijk de code op het formulier na"),
    ({"printed_code": codes.new_code("never printed")}, "staat op geen formulier van ons"),
    ({"v-openbaar": "12"}, "staan meer kruisjes"),
    ({"v-openbaar": "4"}, "kan alleen 1 (ja, zonder mijn naam)"),
    ({"v-openbaar": "2"}, "Met naam kan alleen als er een naam staat"),
    ({"v-tekst": "", "v-openbaar": ""}, "staat niets"),
    ({"filled_on": "2100-01-01"}, "Deze dag moet nog komen"),
    ({"filled_on": "gisteren"}, "Fout:"),
]


@pytest.mark.parametrize(("change", "says"), BAD_ROWS, ids=lambda one: str(one)[:30])
def test_a_wrong_row_is_said_and_keeps_what_was_typed(
    desk: Client, round: Round, change: dict[str, str], says: str
) -> None:
    (code, *_more) = printed(round)
    answer = desk.post(pile(round), row(code) | change)
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert says in text(answer)
    assert (row(code) | change)["v-tekst"] in text(answer)


def test_one_wrong_sign_in_a_code_is_found(desk: Client, round: Round) -> None:
    (code, *_more) = printed(round)
    words, figures, letter = code.rsplit(" ", 2)[0], code.split()[-2], code.split()[-1]
    wrong = f"{words} {(int(figures) + 1) % 10_000:04d} {letter}"
    answer = desk.post(pile(round), row(wrong))
    assert "Deze code klopt niet" in text(answer)
    assert Contribution.objects.count() == 0


def test_a_sheet_of_another_question_is_sent_there(desk: Client, world: World, round: Round) -> None:
    other = make_round(make_process(world, "vervoer"))
    (code, *_more) = printed(other)
    answer = desk.post(pile(round), row(code))
    assert answer.status_code == 422
    assert "hoort bij een andere vraag: ‘Ronde 1’" in text(answer)


def test_a_dialogue_is_typed_in_by_figures(desk: Client, dialogue: Round) -> None:
    (code, *_more) = printed(dialogue)
    given = {"key": "k" * 20, "printed_code": code, "filled_on": clock.today().isoformat()}
    assert desk.post(pile(dialogue), given | {"v-1": "1", "v-2": "3", "v-3": "2"}).status_code == 302
    votes = dict(Vote.objects.values_list("statement__number", "value"))
    assert votes == {1: 1, 2: 0, 3: -1}


def test_a_mistake_is_put_right_with_a_reason_and_the_code_stays(desk: Client, round: Round) -> None:
    (code, *_more) = printed(round)
    desk.post(pile(round), row(code))
    given = Contribution.objects.get()
    address = reverse("participation:correct", args=[given.pk])
    version = re.search(r'name="version" value="([^"]+)"', desk.get(address).content.decode())
    assert version is not None
    change = {"key": "c" * 20, "version": version[1], "v-tekst": "Een trein.", "v-plek": "Zuid", "reason": ""}
    refused = desk.post(address, change)
    assert (refused.status_code, "Een trein." in text(refused)) == (422, True)
    assert desk.post(address, {**change, "reason": "Het woord was trein."}).status_code == 302
    given = Contribution.objects.select_related("source").get()
    assert (given.text, given.place, given.source.verbatim) == ("Een trein.", "Zuid", "Een trein.")
    kept = Revision.objects.get()
    assert (kept.before, kept.after, kept.reason) == ("Een bus naar dorp 1.", "Een trein.", "Het woord was trein.")
    assert Entry.objects.filter(kind="sheet.corrected", subject_id=given.pk).count() == 1
    assert look_up(codes.normalise(code)).contributions == (given,)
    stale = desk.post(address, {**change, "key": "d" * 20, "v-tekst": "Een boot.", "reason": "Fout."})
    assert stale.status_code == 409, "somebody else was first"


def test_boxes_are_not_put_right_once_they_were_counted(desk: Client, dialogue: Round) -> None:
    (code, *_more) = printed(dialogue)
    given = {"key": "k" * 20, "printed_code": code, "filled_on": clock.today().isoformat(), "v-1": "1"}
    desk.post(pile(dialogue), given)
    over(dialogue)
    address = reverse("participation:correct", args=[Contribution.objects.get().pk])
    version = re.search(r'name="version" value="([^"]+)"', desk.get(address).content.decode())
    assert version is not None
    late = desk.post(address, {"key": "c" * 20, "version": version[1], "v-1": "2", "reason": "Fout."})
    assert "De uitslag verandert niet meer" in text(late)
    assert Vote.objects.get().value == 1


def over(round: Round) -> None:
    """Let the last day of a round be behind us, and close it."""
    began = clock.now() - timedelta(days=30)
    Round.objects.filter(pk=round.pk).update(
        opens_at=began, opened_at=began, closes_at=clock.end_of_day(clock.today() - timedelta(days=1))
    )
    round.refresh_from_db()
    close_round(round=round, actor=OFFICER, key=None)
    round.refresh_from_db()


@pytest.mark.parametrize("key", [one.card.key for one in registry if one.card.key in ("ideas", "dialogue")])
def test_a_late_letter_is_read_and_answered_and_changes_no_outcome(desk: Client, world: World, key: str) -> None:
    made = make_round(make_process(world, key), key)
    if key == "dialogue":
        plant_seeds(made, SEEDS)
    (code, other, *_more) = printed(made)
    tick = {"v-1": "1"} if key == "dialogue" else {}
    desk.post(pile(made), row(code) | tick)
    over(made)
    frozen = frozen_outcome(made)
    hashed = Round.objects.get(pk=made.pk).frozen_outcome.content_hash
    without = desk.post(pile(made), row(other, 2) | tick)
    assert (without.status_code, "Schrijf op waarom dit formulier zo laat komt" in text(without)) == (422, True)
    late = row(other, 2) | tick | {"received_on": clock.today().isoformat(), "late_reason": "De post lag stil."}
    assert desk.post(pile(made), late).status_code == 302
    letter = LateLetter.objects.select_related("contribution").get()
    assert (letter.received_on, letter.reason) == (clock.today(), "De post lag stil.")
    assert letter.contribution.text, "somebody reads what it says"
    assert look_up(codes.normalise(other)).contributions == (letter.contribution,)
    again = Round.objects.select_related("process").get(pk=made.pk)
    assert frozen_outcome(again) == frozen
    assert registry[key].outcome(again).reach == frozen.reach
    assert again.frozen_outcome.content_hash == hashed
    assert counts(made) == (3, 1, 0, 1, 1)
    told = text(Client().get(reverse("web:process", args=[made.process.slug])))
    assert "Na de laatste dag zijn nog formulieren binnengekomen" in told
    follow = Client()
    follow.post("/volg/", {"code": other})
    assert "De post lag stil." in text(follow.get("/volg/pad/"))


def test_a_late_letter_is_refused_when_the_answer_has_gone(desk: Client, round: Round) -> None:
    (code, *_more) = printed(round)
    over(round)
    yesterday = clock.now() - timedelta(days=1)
    answered = {"decided_at": yesterday, "answered_at": clock.now(), "closes_at": yesterday}
    Process.objects.filter(pk=round.process_id).update(**answered)
    late = row(code) | {"received_on": clock.today().isoformat(), "late_reason": "De post lag stil."}
    answer = desk.post(pile(round), late)
    assert (answer.status_code, Contribution.objects.count()) == (409, 0)
    assert "al afgerond" in text(answer)


def lines(round: Round, sheets: tuple[str, ...]) -> str:
    head = "code;ingevuld op;tekst;plek;openbaar;naam;adres"
    day = clock.today().strftime("%d-%m-%Y")
    return "\n".join([head, *(f"{code};{day};Een bus {number}.;;1;;" for number, code in enumerate(sheets))])


def test_a_file_is_read_whole_then_taken_over_and_again_changes_nothing(desk: Client, round: Round) -> None:
    content = lines(round, printed(round, 20))
    first = desk.post(a_file(round), {"key": "f" * 20, "content": content})
    assert ("20 nieuw, 0 al ingevoerd, 0 met een fout." in text(first), Contribution.objects.count()) == (True, 0)
    take = {"key": "f" * 20, "content": content, "take": "1"}
    for _twice in range(2):
        assert desk.post(a_file(round), take).status_code in (200, 302)
    assert counts(round) == (20, 20, 0, 0, 0)
    again = desk.post(a_file(round), {"key": "g" * 20, "content": content})
    assert "0 nieuw, 20 al ingevoerd, 0 met een fout." in text(again)
    assert Contribution.objects.count() == 20


def test_all_that_is_wrong_with_a_file_is_said_at_once_and_nothing_is_written(
    desk: Client, world: World, round: Round
) -> None:
    good, second, third, fourth = printed(round, 4)
    (elsewhere, *_more) = printed(make_round(make_process(world, "vervoer")))
    content = "\n".join([
        "code;ingevuld op;tekst;openbaar", f"{good};;Een bus.;1", f"{good};;Nog eens.;1", "onzin;;Een bus.;1",
        f"{codes.new_code('never')};;Een bus.;1", f"{elsewhere};;Een bus.;1", f"{second};;Een bus.;123",
        f"{third};31-02-2026;Een bus.;1", f"{fourth};;;", ";;Zonder code.;1",
    ])  # fmt: skip
    for more in ({}, {"take": "1"}):
        answer = desk.post(a_file(round), {"key": "f" * 20, "content": content, **more})
        assert answer.status_code == 422
        said = text(answer)
        for line, why in (
            (3, "Deze code staat ook op regel 2"), (4, "Kijk de code op het formulier na"),
            (5, "staat op geen formulier van ons"), (6, "hoort bij een andere vraag"), (7, "staan meer kruisjes"),
            (8, "is geen dag"), (9, "staat niets"), (10, "De code ontbreekt"),
        ):  # fmt: skip
            assert re.search(rf"Regel {line}: [^.]*{why}", said), (line, why)
        assert "Zonder code." in said
        assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "Er staat niets in"),
        ("\n\n", "Er staat niets in"),
        ("code;tekst;openbaar\n", "geen enkel formulier onder de kopregel"),
        ("nummer;tekst\n1;Een bus.\n", "De kolom 'code' ontbreekt"),
        ("code;tekst;kleur\nx;y;z\n", "De kolom ‘kleur’ hoort niet bij dit formulier"),
        ('code;tekst\nx;"een half aanhalingsteken\n', "geen goede csv"),
        ("code;tekst\nx\n", "Deze regel heeft 1 cellen"),
    ],
)
def test_a_file_that_is_no_table_is_said_in_one_sentence(
    desk: Client, round: Round, content: str, says: str
) -> None:
    answer = desk.post(a_file(round), {"key": "f" * 20, "content": content})
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert says in text(answer)
    assert "formulieren.csv" not in text(answer), "the reader's own file is nobody's business"


def test_the_empty_file_has_the_columns_that_are_read(desk: Client, dialogue: Round) -> None:
    empty = desk.get(reverse("participation:sheets_empty", args=[dialogue.pk])).content.decode("utf-8-sig").strip()
    assert empty == "code,ingevuld op,1,2,3"
    (code, *_more) = printed(dialogue)
    content = f"{empty}\n{code},,eens,Weet ik niet,2\n"
    desk.post(a_file(dialogue), {"key": "f" * 20, "content": content, "take": "1"})
    assert dict(Vote.objects.values_list("statement__number", "value")) == {1: 1, 2: 0, 3: -1}


def test_a_household_prints_a_code_for_each_and_they_are_counted_apart(round: Round) -> None:
    home, where = Client(), reverse("participation:paper", args=[round.process.slug, round.slug])
    page = home.post(where, {"key": "p" * 22, "copies": "3"}, follow=True).content.decode()
    found = re.findall(r"data-printed-code>([^<]+)<", page)
    assert (len(set(found)), Print.objects.get().at_home) == (3, True)
    assert all(page.count(code) == 2 for code in found), "on the sheet for the desk, and on the strip"
    assert home.post(where, {"key": "q" * 22, "copies": "7"}).status_code == 422
    assert reconciliation(round).at_home == 3


def test_a_refused_sheet_can_still_be_taken_in(desk: Client, round: Round) -> None:
    (code, *_more) = printed(round)
    refuse = reverse("participation:sheet_refused", args=[round.pk])
    wrong = desk.post(refuse, {"key": "w" * 20, "printed_code": code, "why": "zomaar"})
    assert wrong.status_code == 422
    desk.post(refuse, {"key": "v" * 20, "printed_code": code, "why": "empty"})
    assert counts(round)[1:4] == (0, 1, 2)
    assert desk.post(pile(round), row(code)).status_code == 302
    assert counts(round)[1:4] == (1, 0, 2)
    too_late = desk.post(refuse, {"key": "z" * 20, "printed_code": code, "why": "empty"})
    assert "al gebruikt" in text(too_late)
    assert PrintedCode.objects.exclude(refused_for="").count() == 0


def test_a_sheet_without_code_gets_one_for_the_giver(desk: Client, round: Round) -> None:
    page = desk.post(pile(round), row(""), follow=True)
    assert "Geef de gever dan deze" in text(page)
    assert TrackingCode.objects.count() == 1
    assert reconciliation(round).without_code == 1


def test_who_moderates_elsewhere_sees_no_pile(round: Round) -> None:
    stranger = Client()
    stranger.force_login(make_world("emmen", "municipality").officer)
    assert [stranger.get(one(round)).status_code for one in (pile, a_file)] == [404, 404]
