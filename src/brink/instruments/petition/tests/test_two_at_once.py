"""Two people with one form of a petition before them: the second reads who was first, and writes nothing unseen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import make_world
from tests.desk_forms import filled, forms_of, told_first

from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.act_forms import token_of
from brink.foundation import clock
from brink.instruments.petition.models import RuleSet, Scheduling, Support
from brink.instruments.petition.services import control, proposals
from brink.instruments.petition.services.scheduling import SchedulingFacts, rule
from brink.instruments.petition.services.supporting import support
from brink.instruments.petition.tests.making import closed, handed_in, opened, person, rules_of, with_kader

pytestmark = pytest.mark.django_db
CLERK = Actor(role="clerk")


def test_nobody_opens_refuses_or_asks_about_words_that_changed_since_they_read_them() -> None:
    world = with_kader(make_world())
    row = handed_in(world)
    desk = Client()
    desk.force_login(world.clerk)
    page = f"/balie/voorstellen/{row.pk}/"
    forms = forms_of(page, desk.get(page))
    asking = [one for one in forms if one.action != page]
    assert {one.action.rsplit("/", 2)[-2] for one in asking} >= {"anders", "nee"}
    proposals.ask_mend(proposal=row, note="Noem de lijn.", actor=Actor(role="clerk"), key=None)
    before = Entry.objects.count()
    for form in asking:
        answer = desk.post(form.action, filled(form, "Van de tweede"))
        assert answer.status_code == 409, form.action
        assert "Van de tweede bij" in answer.content.decode(), form.action
    assert Entry.objects.count() == before


def test_the_second_who_changes_the_rules_reads_that_others_are_in_force() -> None:
    world = with_kader(make_world())
    rules_of(world)
    desk = Client()
    desk.force_login(world.clerk)
    (form,) = forms_of("/balie/voorstellen/regels/", desk.get("/balie/voorstellen/regels/"))
    sent = filled(form, "Van de tweede") | {
        one.name: one.value for one in form.controls if one.name not in ("source", "exclusions") and one.value
        and one.kind in ("text", "number", "date", "select", "hidden")
    }  # fmt: skip
    rules_of(world, threshold=50)
    answer = desk.post(form.action, sent)
    assert answer.status_code == 409
    assert "Van de tweede bij source" in answer.content.decode()
    assert RuleSet.objects.count() == 2


def test_the_second_who_writes_down_or_tells_what_was_decided_reads_that_another_decision_stands() -> None:
    world = with_kader(make_world())
    round = opened(world)
    for number in range(14):
        support(round=round, said=person(number), key=None)
    round = closed(round)
    desk = Client()
    desk.force_login(world.clerk)
    page = reverse("petition:scheduling", kwargs={"process": round.process.slug, "round": round.slug})
    with clock.frozen(round.closed_at + timedelta(days=1)):
        check = control.draw(round=round, full=True, seed_source="", seed="", actor=CLERK, key=None)
        lines = Support.objects.filter(round=round, drawn=True).values_list("number", flat=True)
        control.note_registrations(check=check, registrations={str(n): "yes" for n in lines}, actor=CLERK, key=None)
        control.finish(check=check, second="Marja", actor=CLERK, key=None)
        first = SchedulingFacts("not_on_agenda", "Daar ging het pas nog over.", clock.today())
        (writing,) = [one for one in forms_of(page, desk.get(page)) if one.action.endswith("/besluit/")]
        rule(round=round, facts=first, actor=CLERK, key=None)
        answer = desk.post(writing.action, filled(writing, "Van de tweede"))
        assert answer.status_code == 409
        assert "Van de tweede bij" in answer.content.decode()
        assert Scheduling.objects.get().reason == first.reason
        telling = {"key": "v" * 20, "version": token_of(Scheduling.objects.get())}
        asked = desk.post(f"{page}vertel/", telling)
        assert "14 mensen die steunden" in asked.content.decode(), "what it does and to how many is read first"
        assert Scheduling.objects.get().told_at is None
        second = replace(first, reason="Dit is aan de gemeente.")
        rule(round=round, facts=second, before=Scheduling.objects.get(), actor=CLERK, key=None)
        yes = told_first(page, asked)
        assert yes is not None
        answer = desk.post(yes.action, filled(yes, ""))
        assert (answer.status_code, Scheduling.objects.get().told_at) == (409, None)
