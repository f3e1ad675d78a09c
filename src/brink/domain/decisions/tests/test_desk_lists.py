"""Lists and weighing lines at the desk: rows keep their identity, whoever was first, and nothing typed is lost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brink.domain.decisions import services
from brink.domain.decisions.models import WeighingLine
from brink.domain.decisions.tests.desk import LINE
from brink.domain.decisions.tests.test_desk import Place, fresh, interest_of, place
from brink.domain.decisions.tests.test_publishing import STAFF, fracties
from brink.domain.processes.models import Interest
from brink.foundation import clock

__all__ = ["place"]
pytestmark = pytest.mark.django_db


def test_what_was_weighed_meanwhile_comes_back_under_its_own_line(place: Place) -> None:
    name = interest_of(place.decision)
    mine, theirs = place.officer.open()[name], place.clerk.open()[name]
    assert place.clerk.send(theirs, **{**LINE, "done": "Zij."}).status_code == 302
    answer = place.officer.send(mine, **{**LINE, "done": "Ik."})
    line = WeighingLine.objects.get()
    assert (answer.status_code, line.done) == (409, "Zij.")
    assert "Marja (voorbeeld) heeft dit deel bewaard op" in answer.content.decode()
    form = place.officer.read(answer)[f"line-{line.pk}"]
    assert form[f"line-{line.pk}-done"] == "Ik."
    assert place.officer.client.post(place.officer.address, form).status_code == 302
    line = WeighingLine.objects.get()
    assert (line.done, line.interest.title) == ("Ik.", "jongeren")


def test_a_list_that_was_overtaken_keeps_the_rows_of_both(place: Place) -> None:
    services.set_options(
        decision=place.decision, choices=[services.Choice("Niets doen", "x", nothing=True)], actor=STAFF
    )
    mine, theirs = place.officer.open()["keuzes"], place.clerk.open()["keuzes"]
    place.clerk.send(theirs, **{"1__title": "Van haar", "1__consequences": "y"})
    answer = place.officer.send(mine, **{"1__title": "Van mij", "1__consequences": "z"})
    assert answer.status_code == 409
    place.officer.client.post(place.officer.address, place.officer.read(answer)["keuzes"])
    assert [one.title for one in fresh(place).options.all()] == ["Niets doen", "Van mij", "Van haar"]


def test_a_list_keeps_its_rows_by_id(place: Place) -> None:
    choices = [services.Choice("A", "x", chosen=True), services.Choice("B", "x", nothing=True)]
    services.set_options(decision=place.decision, choices=choices, actor=STAFF)
    first, second = place.decision.options.all()
    swapped = [
        services.Choice("B", "y", chosen=True, id=second.pk),
        services.Choice("A", "x", nothing=True, id=first.pk),
        services.Choice("C", "z"),
    ]
    services.set_options(decision=place.decision, choices=swapped, actor=STAFF)
    rows = list(place.decision.options.values_list("pk", "title", "number", "chosen", "nothing"))
    assert rows[:2] == [(second.pk, "B", 1, True, False), (first.pk, "A", 2, False, True)]
    fracties(place.world.council)
    services.set_votes(decision=place.decision, votes=[services.Vote("A", 1, 0), services.Vote("B", 0, 1)], actor=STAFF)
    one, two = place.decision.votes.all()
    crossed = [services.Vote("B", 1, 0, one.pk), services.Vote("A", 0, 1, two.pk)]
    services.set_votes(decision=place.decision, votes=crossed, actor=STAFF)
    assert set(place.decision.votes.values_list("pk", "group")) == {(one.pk, "B"), (two.pk, "A")}
    services.set_dilemmas(decision=place.decision, dilemmas=[services.HardChoice("P", "q")], actor=STAFF)
    kept = place.decision.dilemmas.get()
    services.set_dilemmas(
        decision=place.decision,
        dilemmas=[services.HardChoice("R", "s"), services.HardChoice("P", "t", kept.pk)],
        actor=STAFF,
    )
    assert list(place.decision.dilemmas.values_list("text", "number")) == [("R", 1), ("P", 2)]
    assert place.decision.dilemmas.get(pk=kept.pk).choice == "t"


def test_an_id_of_another_decision_touches_nothing_there(place: Place) -> None:
    other = services.draft(
        process=place.decision.process, organ=place.world.council, title="Ander", on=date(2026, 12, 16), actor=STAFF
    )
    services.set_options(decision=other, choices=[services.Choice("Van de ander", "x")], actor=STAFF)
    stolen = services.Choice("Van mij", "y", id=other.options.get().pk)
    services.set_options(decision=place.decision, choices=[stolen], actor=STAFF)
    assert (other.options.get().title, place.decision.options.get().title) == ("Van de ander", "Van mij")


def test_the_desk_asks_as_many_questions_of_the_database_however_much_is_at_stake(place: Place) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            place.officer.open()
        return len(caught)

    def more(title: str) -> Interest:
        process = place.decision.process
        return Interest.objects.create(tenant=process.tenant, created_at=clock.now(), process=process, title=title)

    services.weigh(decision=place.decision, who="a", interest=more("a"), actor=STAFF, **LINE)
    before = count()
    for number in range(6):
        services.weigh(decision=place.decision, who="x", interest=more(f"gewogen {number}"), actor=STAFF, **LINE)
        more(f"nog te wegen {number}")
    assert count() == before
