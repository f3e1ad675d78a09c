"""Two people with one form of a petition before them: the second reads who was first, and writes nothing unseen."""

import pytest
from django.test import Client
from tests.builders import make_world
from tests.desk_forms import filled, forms_of

from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.instruments.petition.models import RuleSet
from brink.instruments.petition.services import proposals
from brink.instruments.petition.tests.making import handed_in, rules_of, with_kader

pytestmark = pytest.mark.django_db


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
