"""What council and executive leave to each other: adopted by both, public, frozen; and a decision laid beside it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_process, make_world

from brink.domain.accountability import services
from brink.domain.accountability.models import InternalRoom, RoomFit
from brink.domain.accountability.services import Agreement
from brink.domain.accountability.tests.sitting import Sitting, login
from brink.domain.decisions import services as decisions
from brink.domain.decisions.models import Decision
from brink.domain.decisions.queries import findings
from brink.domain.decisions.tests.test_publishing import complete, make_draft
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, NotAllowed, NotNow, Refusal
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
OFFICER, CLERK, SECRETARY = Actor(role="officer"), Actor(role="clerk"), Actor(role="secretary")
SAID = Agreement(
    alone="Welke dorpen het eerst aan de beurt zijn.", ceiling_cents=10_000_000,
    returns=["een dorp doet niet mee", "er is meer geld nodig"], informs=["na elke ronde, binnen twee weken"],
)  # fmt: skip
TYPED = {
    "alone": SAID.alone, "ceiling_cents": "100.000", "returns": "een dorp doet niet mee\ner is meer geld nodig",
    "informs": SAID.informs[0],
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return make_world()


def write(process: Process, said: Agreement = SAID, room: InternalRoom | None = None) -> InternalRoom:
    return services.write_internal_room(process=process, room=room, said=said, actor=OFFICER, key=None)


def adopted(world: World, process: Process, said: Agreement = SAID) -> InternalRoom:
    room, today = write(process, said), clock.today()
    services.adopt_internal_room(room=room, organ=world.council, on=today, reference="PS-1", actor=CLERK, key=None)
    return services.adopt_internal_room(
        room=room, organ=world.executive, on=today, reference="GS-1", actor=SECRETARY, key=None
    )


def by_executive(world: World, process: Process | None = None) -> Decision:
    process = process or Process.objects.get()
    return decisions.draft(
        process=process, organ=world.executive, title="Eerste dorpen", on=clock.today(), actor=OFFICER
    )


def test_both_sides_adopt_by_their_own_staff_and_everybody_reads_it(world: World) -> None:
    """Journey without script: the officer writes, the griffie and the secretary note, a resident reads."""
    process = make_process(world)
    address = f"/balie/processen/{process.slug}/ruimte-bestuur/"
    officer = Sitting(login(world, Role.OFFICER, "Noor"), address).send("alone", **TYPED)
    assert "Beide kanten moeten dit nog vaststellen." in officer.text
    assert Client().get(f"/processen/{process.slug}/ruimte-bestuur/").status_code == 404
    assert "verantwoording" not in Client().get(f"/processen/{process.slug}/").content.decode()
    clerk = Sitting(login(world, Role.CLERK, "Grietje"), address)
    refused = clerk.send("organ", organ=str(world.executive.pk), reference="2026-12")
    assert refused.status == 403
    assert "Voor Gedeputeerde Staten doet alleen de bestuurssecretaris dit." in refused.text
    told = clerk.send("organ", organ=str(world.council.pk), reference="2026-12")
    assert "Daarna moet de andere kant de afspraak nog vaststellen." in told.text
    assert "2026-12" in told.yes().text
    secretary = Sitting(login(world, Role.SECRETARY, "Bram"), address)
    told = secretary.send("organ", organ=str(world.executive.pk), reference="GS 4")
    assert "Iedereen kan die lezen." in told.text
    told.yes()
    question = Client().get(f"/processen/{process.slug}/").content.decode()
    assert f"/processen/{process.slug}/ruimte-bestuur/" in question
    page = Client().get(f"/processen/{process.slug}/ruimte-bestuur/").content.decode()
    for words in (SAID.alone, "€ 100.000", *SAID.returns, *SAID.informs, "2026-12", "Deze woorden veranderen niet"):
        assert words in page


def test_words_that_change_have_to_be_adopted_anew(world: World) -> None:
    process = make_process(world)
    room = write(process)
    services.adopt_internal_room(
        room=room, organ=world.council, on=clock.today(), reference="PS-1", actor=CLERK, key=None
    )
    write(process, SAID, InternalRoom.objects.get())
    assert InternalRoom.objects.get().council_on is not None, "the same words keep their adoption"
    write(process, Agreement(**{**_as_dict(SAID), "alone": "Alles."}), InternalRoom.objects.get())
    assert InternalRoom.objects.get().council_on is None


def _as_dict(said: Agreement) -> dict[str, Any]:
    names = ("alone", "ceiling_cents", "until", "returns", "informs", "reason")
    return {name: getattr(said, name) for name in names}


def test_a_new_version_has_a_reason_and_the_old_one_can_be_read(world: World) -> None:
    process = make_process(world)
    adopted(world, process)
    with pytest.raises(BadInput, match="waarom de afspraak verandert"):
        write(process, Agreement(**{**_as_dict(SAID), "alone": "Alles."}))
    with pytest.raises(BadInput, match="hetzelfde als wat nu geldt"):
        write(process, Agreement(**{**_as_dict(SAID), "reason": "Zomaar."}))
    adopted(world, process, Agreement(**{**_as_dict(SAID), "alone": "Alles.", "reason": "Het kan ruimer."}))
    page = Client().get(f"/processen/{process.slug}/ruimte-bestuur/").content.decode()
    assert "Het kan ruimer." in page
    assert SAID.alone in page, "the earlier version stays readable"
    assert [one.version for one in InternalRoom.objects.order_by("version")] == [1, 2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"alone": " "}, "wat het bestuur zelf mag besluiten"),
        ({"returns": [" "]}, "wanneer het bestuur terug moet komen"),
        ({"informs": []}, "wanneer het bestuur iets laat weten"),
        ({"returns": ["x"] * 13}, "hoogstens 12 punten"),
        ({"until": date(2020, 1, 1)}, "Deze dag is voorbij"),
        ({"alone": "x" * 2_001}, "te lang"),
    ],
)
def test_what_cannot_be_an_agreement_is_refused_in_one_sentence(world: World, change: Any, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        write(make_process(world), Agreement(**{**_as_dict(SAID), **change}))
    assert not InternalRoom.objects.exists()


def test_who_and_when_an_adoption_is_refused(world: World) -> None:
    hidden = make_process(world, "geheim", room=False)
    process, other = make_process(world), make_world("emmen")
    room, today = write(process), clock.today()

    def adopt(**more: Any) -> InternalRoom:
        said: dict[str, Any] = {"room": room, "organ": world.council, "on": today, "reference": "PS", "actor": CLERK}
        return services.adopt_internal_room(**{**said, "key": None, **more})

    refused: list[tuple[dict[str, Any], type[Refusal], str]] = [
        ({"room": write(hidden)}, NotNow, "Zet eerst het participatiebesluit op de site"),
        ({"organ": other.council}, BadInput, "van uw eigen organisatie"),
        ({"organ": world.office}, BadInput, "Kies een van die twee"),
        ({"organ": world.executive, "actor": Actor(id=world.clerk.pk, role="clerk")}, NotAllowed, "bestuurssecretaris"),
        ({"on": today + timedelta(days=1)}, BadInput, "moet nog komen"),
        ({"reference": " "}, BadInput, "waar het besluit te vinden is"),
    ]
    for more, kind, said in refused:
        with pytest.raises(kind, match=said):
            adopt(**more)
    adopt()
    with pytest.raises(NotNow, match="al vastgesteld"):
        adopt()
    with pytest.raises(Conflict, match="Iemand anders is net ook begonnen"):
        write(process)


def test_the_database_keeps_what_both_adopted(world: World) -> None:
    process = make_process(world)
    room = adopted(world, process)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        InternalRoom.objects.filter(pk=room.pk).update(alone="Alles.")
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        InternalRoom.objects.filter(pk=room.pk)._raw_delete("default")
    with pytest.raises(NotNow, match="verandert niet meer"):
        services.drop_internal_room(room=room, actor=OFFICER, key=None)
    fields = {name: getattr(room, name) for name in ("tenant", "created_at", "process", "alone", "informs", "returns")}
    with pytest.raises(IntegrityError), transaction.atomic():
        InternalRoom.objects.create(**fields, version=9, adopted_at=clock.now())


def test_one_adoption_is_not_enough_for_the_database(world: World) -> None:
    room = write(make_process(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        InternalRoom.objects.filter(pk=room.pk).update(adopted_at=clock.now())


def test_a_decision_is_laid_beside_the_room_and_outside_it_is_found(world: World) -> None:
    process = make_process(world)
    decision = by_executive(world, process)
    assert not [one for one in findings(decision) if one.where == "ruimte-bestuur"], "without an agreement nothing"
    adopted(world, process)
    assert [one.key for one in findings(decision) if one.where == "ruimte-bestuur"] == ["room_fit"]
    desk = login(world, Role.OFFICER, "Noor")
    bench = Sitting(desk, f"/balie/besluiten/{decision.slug}/")
    assert "Nog niet gezegd of dit besluit past." in bench.text
    form = Sitting(desk, f"/balie/besluiten/{decision.slug}/ruimte-bestuur/")
    back = form.send("touched", amount_cents="150.000", touched=["1"])
    assert back.status == 422
    assert "Schrijf op waarom het bestuur toch besluit." in back.text
    back.send("touched", amount_cents="150.000", touched=["1"], reason="Het dorp vroeg erom.")
    found = [one.message for one in findings(Decision.objects.get()) if one.where == "ruimte-bestuur"]
    assert found == [
        "Dit besluit past niet binnen wat de volksvertegenwoordiging overlaat. "
        "Het kost € 150.000. Afgesproken is hoogstens € 100.000.",
        "Dit besluit past niet binnen wat de volksvertegenwoordiging overlaat. "
        "Hier speelt: een dorp doet niet mee",
    ]
    assert "Dit besluit past niet binnen de afspraak." in Sitting(desk, f"/balie/besluiten/{decision.slug}/").text


def fitted(decision: Decision, cents: int | None = 5_000_000, touched: Any = (), reason: str = "") -> Decision:
    return services.fit_decision(
        decision=decision, amount_cents=cents, touched=touched, reason=reason, actor=OFFICER, key=None
    )


def test_everybody_reads_at_the_decision_whether_it_stays_within(world: World) -> None:
    decision = make_draft(world)
    adopted(world, decision.process)
    complete(decision)
    Decision.objects.update(organ=world.executive)
    fitted(Decision.objects.get(), touched=[2], reason="Er was haast.")
    decisions.publish(decision=Decision.objects.get(), actor=SECRETARY)
    page = Client().get(f"/besluiten/{decision.slug}/").content.decode()
    assert "Nee, dit past niet binnen wat vooraf is afgesproken." in page
    assert "Hier speelt: er is meer geld nodig" in page
    assert "Er was haast." in page
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        RoomFit.objects.update(touched=[])
    with pytest.raises(NotNow, match="al openbaar"):
        fitted(Decision.objects.get())


def test_a_decision_within_the_room_and_one_of_the_council_say_so(world: World) -> None:
    decision = make_draft(world)
    adopted(world, decision.process)
    fitted(decision)
    page = login(world, Role.OFFICER, "Noor").get(f"/besluiten/{decision.slug}/").content.decode()
    assert "Dit besluit is van de volksvertegenwoordiging zelf." in page
    Decision.objects.update(organ=world.executive)
    page = login(world, Role.OFFICER, "Sjoerd").get(f"/besluiten/{decision.slug}/").content.decode()
    assert "Ja, dit past binnen wat vooraf is afgesproken." in page


def test_a_fit_is_refused_in_one_sentence(world: World) -> None:
    process = make_process(world)
    decision = by_executive(world, process)
    with pytest.raises(NotNow, match="geen afspraak"):
        fitted(decision)
    adopted(world, process)
    with pytest.raises(BadInput, match="punten uit de lijst"):
        fitted(decision, touched=[3])
    with pytest.raises(BadInput, match="Kost het niets, vul dan 0 in"):
        fitted(decision, cents=None)
    fitted(decision, cents=0)
    adopted(world, process, Agreement(**{**_as_dict(SAID), "alone": "Alles.", "reason": "Ruimer."}))
    found = [one.key for one in findings(Decision.objects.get()) if one.where == "ruimte-bestuur"]
    assert found == ["room_fit_old"]


def test_after_the_last_day_the_room_is_over(world: World) -> None:
    process = make_process(world)
    adopted(world, process, Agreement(**{**_as_dict(SAID), "until": clock.today()}))
    decision = by_executive(world, process)
    Decision.objects.update(on=clock.today() + timedelta(days=1))
    with pytest.raises(BadInput, match="past niet binnen de afspraak"):
        fitted(decision)


def test_a_question_with_nothing_to_account_for_asks_nothing_more(world: World) -> None:
    process = make_process(world)
    with_none = _queries(process)
    adopted(world, process)
    assert _queries(process) == with_none


def _queries(process: Process) -> int:
    client = Client()
    client.get(f"/processen/{process.slug}/")
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/processen/{process.slug}/")
    return len(caught)


def test_a_draft_is_thrown_away_and_what_holds_stays(world: World) -> None:
    process = make_process(world)
    write(process)
    desk = login(world, Role.OFFICER, "Noor")
    answer = desk.post(f"/balie/processen/{process.slug}/ruimte-bestuur/weg/", {"key": "sleutel-van-zestien-en-meer"})
    assert answer.status_code == 302
    assert not InternalRoom.objects.exists()


@pytest.mark.parametrize("moment", ["decided_at", "withdrawn_at"])
def test_afterwards_nothing_is_agreed_beforehand(world: World, moment: str) -> None:
    process = make_process(world)
    Process.objects.filter(pk=process.pk).update(**{moment: clock.now(), "withdrawn_reason": "Gestopt."})
    with pytest.raises(NotNow):
        write(Process.objects.get(pk=process.pk))
