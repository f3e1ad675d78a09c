"""The desk: options put in and checked, frozen at release, and after the last day what the body does with each."""

import pytest
from django.test import Client
from tests.builders import make_process, make_round
from tests.contract.filled_round import OFFICER

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services import replying
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.contributions.services.landing import land_round
from brink.domain.people.desk import token_of
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.instruments.valuation.desk_forms import SetupForm
from brink.instruments.valuation.instrument import ValuationInstrument
from brink.instruments.valuation.models import FrozenTask, OptionAnswer
from brink.instruments.valuation.queries import planned_task
from brink.instruments.valuation.services.answering import answer_options
from brink.instruments.valuation.services.setting_up import OPTIONS_CHANGED, Edit, change_options
from brink.instruments.valuation.task import Task
from brink.instruments.valuation.tests.conftest import Seat, make_seat, make_task, option

pytestmark = pytest.mark.django_db


def sent(seat: Seat, key: str) -> dict[str, str]:
    """Return what a form of the desk sends beside what is typed."""
    return {"key": key * 22, "version": token_of(seat.round, OPTIONS_CHANGED)}


def desk(seat: Seat) -> Client:
    client = Client()
    client.force_login(seat.world.officer)
    return client


def test_an_option_is_put_in_changed_and_taken_off_and_the_page_says_what_is_missing() -> None:
    seat = make_seat(opened=False, options=make_task().options[:4])
    client = desk(seat)
    page = client.get(seat.url("balie/")).content.decode()
    assert "Zet ten minste 5 opties in de lijst." in page
    typed = {"title": "De trein", "amount_1": "70.000", "label_1": "", "effects_1_1": "100-140", "source": "ProRail"}
    answer = client.post(seat.url("balie/"), {**sent(seat, "a"), **typed}, follow=True).content.decode()
    assert "De optie staat in de lijst." in answer
    seat.round.refresh_from_db()
    added = planned_task(seat.round).by_number[5]
    assert (added.steps[0].amount, added.steps[0].effects, added.source) == (7_000_000, ((100, 140),), "ProRail")
    client.post(seat.url("balie/opties/5/"), {**sent(seat, "b"), **typed, "amount_1": "1.000.000"})
    page = client.get(seat.url("balie/")).content.decode()
    assert "‘De trein’ kost meer dan het hele budget. Niemand kan het kiezen." in page
    client.post(seat.url("balie/opties/5/weg/"), sent(seat, "c"))
    seat.round.refresh_from_db()
    assert len(planned_task(seat.round).options) == 4


def test_what_is_typed_wrongly_stays_and_is_said_at_its_field() -> None:
    seat = make_seat(opened=False)
    typed = {"title": "De auto", "amount_1": "veel", "effects_1_1": "14-10", "what": "Een auto voor iedereen."}
    answer = desk(seat).post(seat.url("balie/"), {**sent(seat, "a"), **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Een auto voor iedereen." in page
    assert "Zet het laagste getal eerst, zoals 10-14." in page


def test_a_table_takes_the_place_of_the_list_or_nothing_of_it_comes_in() -> None:
    seat = make_seat(opened=False)
    client = desk(seat)
    wrong = "optie,hoeveel\nA,100\nB,x\n"
    page = client.post(seat.url("balie/tabel/"), {**sent(seat, "a"), "content": wrong}).content.decode()
    assert "Vul een bedrag in" in page
    assert "A,100" in page
    rows = "optie,stap,hoeveel,reizigers,bron\n" + "".join(f"Optie {at},,{at}000,{at},raming\n" for at in range(1, 8))
    client.post(seat.url("balie/tabel/"), {**sent(seat, "b"), "content": rows})
    seat.round.refresh_from_db()
    assert [one.title for one in planned_task(seat.round).options] == [f"Optie {at}" for at in range(1, 8)]


def test_the_setup_reads_a_goal_and_refuses_what_no_question_can_be() -> None:
    form = SetupForm({"kind": "goal", "amount": "12", "unit": "GWh", "effects": "Kosten; euro per jaar\nUitzicht"})
    assert form.is_valid(), form.errors
    task = Task.from_data(form.cleaned_data["task"])
    assert (task.kind, task.amount, task.unit) == ("goal", 12, "GWh")
    assert [(one.name, one.unit) for one in task.effects] == [("Kosten", "euro per jaar"), ("Uitzicht", "")]
    for data, field in (
        ({"kind": "money", "amount": "0"}, "amount"), ({"kind": "money", "amount": "veel"}, "amount"),
        ({"kind": "goal", "amount": "12"}, "unit"), ({"kind": "goal", "amount": "1,5", "unit": "uur"}, "amount"),
        ({"kind": "money", "amount": "5", "effects": "a\nb\nc\nd"}, "effects"),
    ):  # fmt: skip
        wrong = SetupForm(data)
        assert not wrong.is_valid()
        assert set(wrong.errors) == {field}
    kept = SetupForm(
        {"kind": "money", "amount": "90.000", "effects": "Mensen"}, initial={"task": make_task().as_data()}
    )
    assert kept.is_valid(), kept.errors
    assert len(kept.cleaned_data["task"]["options"]) == 5
    fewer = SetupForm({"kind": "money", "amount": "9"}, initial={"task": make_task().as_data()})
    assert set(fewer.errors) == {"effects"}


def test_from_release_on_nothing_of_the_question_changes(seat: Seat) -> None:
    with pytest.raises(NotNow, match="Begin een nieuwe ronde"):
        change_options(round=seat.round, edit=Edit("add", option=option(5, 100)), actor=OFFICER, key=None)
    Round.objects.filter(pk=seat.round.pk).update(settings={})
    assert FrozenTask.objects.get().fingerprint == make_task().fingerprint
    assert "De trein" in Client().get(seat.url()).content.decode()
    assert make_task().fingerprint in _closed_page(seat)


def _closed_page(seat: Seat) -> str:
    for number in range(10):
        seat.advise(f"mens-{number}", 1)
    seat.close()
    return Client().get(seat.url("uitkomst/")).content.decode()


def test_an_advice_by_phone_is_counted_with_its_code(seat: Seat) -> None:
    client = desk(seat)
    typed = {"key": "a" * 22, "door": "compose", "channel": "phone", "heard_on": str(clock.today()), "level-2": "1"}
    page = client.post(seat.url("balie/telefoon/"), typed, follow=True).content.decode()
    assert "Dit advies is geteld." in page
    over = {**typed, "key": "b" * 22, "level-2": "2", "level-5": "on"}
    answer = client.post(seat.url("balie/telefoon/"), over)
    assert answer.status_code == 422
    assert "boven het budget" in answer.content.decode()


def _answer(seat: Seat, number: int, outcome: str = OutcomeCode.WEIGHED, **more: str) -> None:
    where = named_place(process=seat.round.process, kind="place", title="Het besluit")
    draft = AnswerDraft(outcome, f"Over optie {number} beslissen wij later.", "", where)
    with clock.frozen(clock.now()):
        answer_options(round=seat.round, numbers=[number], draft=draft, actor=OFFICER, key=None, **more)


def test_words_are_read_after_the_last_day_by_option_and_by_side(seat: Seat) -> None:
    seat.advise("voor", 1, why={1: "De bus is mijn benen."}, overall="Ik mis de fiets.")
    seat.advise("tegen", 4, why={1: "De bus rijdt leeg."})
    seat.advise("over", door="delegate", why={1: "Dat weten zij beter."})
    client = desk(seat)
    assert "De bus is mijn benen." not in client.get(seat.url("balie/antwoorden/1/")).content.decode()
    closes = seat.round.closes_at
    seat.close()
    with clock.frozen(closes):
        page = client.get(seat.url("balie/antwoorden/1/")).content.decode()
        took, left = page.index("Wie dit heeft gekozen, zegt"), page.index("Wie dit niet heeft gekozen, zegt")
        other = page.index("Wie niet zelf heeft gekozen, zegt")
        assert took < page.index("De bus is mijn benen.") < left < page.index("De bus rijdt leeg.") < other
        assert "Ik mis de fiets." in client.get(seat.url("balie/antwoorden/0/")).content.decode()
        assert client.get(seat.url("balie/antwoorden/9/")).status_code == 404
    public = "".join(Client().get(seat.url(one)).content.decode() for one in ("", "uitkomst/", "codeboek/"))
    assert "mijn benen" not in public
    assert "mijn benen" not in str(list(ValuationInstrument().tables(seat.round)))


def test_everybody_reads_per_option_what_the_body_does_once_it_is_sent_and_not_before(seat: Seat) -> None:
    receipt = seat.advise("volger", 1, why={1: "Dan kom ik ergens."}, overall="Meer groen.")
    for number in range(10):
        seat.advise(f"mens-{number}", 1)
    closes = seat.round.closes_at
    seat.close()
    with clock.frozen(closes):
        with pytest.raises(Refusal):
            land_round(round=seat.round, reason="Wij wogen alles.", actor=OFFICER)
        for number in (1, 2, 3, 4, 5, 0):
            _answer(seat, number)
        land_round(round=seat.round, reason="Wij wogen alles mee.", actor=OFFICER)
        result = seat.url("uitkomst/")
        assert "Over optie 1" not in Client().get(result).content.decode(), "a draft of the desk"
        assert all(
            "Over optie" not in one.reason for one in ValuationInstrument().signal_answers(receipt.contribution.pk)
        )
        replying.send(process=seat.round.process, actor=OFFICER)
        page = Client().get(result).content.decode()
        assert "Wat het bestuur ermee doet, en waarom" in page
        assert "Over optie 5 beslissen wij later." in page
        told = ValuationInstrument().signal_answers(receipt.contribution.pk)
        assert [(one.text, one.own) for one in told][:2] == [
            ("De bus", "gekozen. Dan kom ik ergens."), ("Het fietspad", "niet gekozen"),
        ]  # fmt: skip
        assert all(one.reason.startswith("Over optie") and one.outcome for one in told)
        assert told[-1].own == "Meer groen."
        with pytest.raises(BadInput, match="Schrijf op waarom het verandert"):
            _answer(seat, 1)
        _answer(seat, 1, change_reason="Wij rekenden verkeerd.")
        assert OptionAnswer.objects.get(number=1).told["reason"].startswith("Over optie 1")


def test_a_question_that_cannot_be_put_is_not_released() -> None:
    seat = make_seat(opened=False, options=make_task().options[:3])
    found = ValuationInstrument().readiness(seat.round, None)
    assert [one.key for one in found] == ["valuation.options"]
    assert ValuationInstrument().readiness(make_seat_round(), None) == []


def make_seat_round() -> Round:
    from tests.builders import make_world

    world = make_world("elders")
    return make_round(make_process(world, "x"), "valuation", opened=False, settings={"task": make_task().as_data()})
