"""Bad input at the desk, for every form that there is: two people at once, the same form with other words, a permission
that is gone, a question that was stopped meanwhile. Each answers one sentence, keeps the words and gives a way on.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Membership
from brink.domain.processes.models import Event, Process, RoomStatement, Round
from brink.domain.processes.services.rooms import start_room
from brink.domain.processes.views import acting, adding
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import World, make_account, make_process, make_round, make_world
from tests.desk_forms import Form, again, desk_pages, filled, kept, opened, typed_in
from tests.sampling import EXHAUSTIVE, drawn

pytestmark = pytest.mark.django_db

# Apps whose desk pages stand on the kit (`people.desk`). The other three join with their own move.
ON_THE_KIT = frozenset({"processes", "people", "framework"})
LEAST = 20


@pytest.fixture
def world() -> World:
    return make_world()


class Desk:
    """A browser of somebody with every role, and the forms that stand before them."""

    def __init__(self, world: World) -> None:
        self.account, person = make_account(world.body, world.office, Role.ADMIN, "Ans")
        for role in (Role.OFFICER, Role.CLERK):
            Membership.objects.create(
                tenant=world.body, created_at=clock.now(), person=person, organ=world.office, role=role,
                starts=clock.today(),
            )  # fmt: skip
        self.office, self.executive = world.office, world.executive
        self.client = Client(raise_request_exception=True)
        self.client.force_login(self.account)
        self.process = make_process(world, ground="Verordening.", motivation="Het gaat over u.")
        planned = make_round(self.process, number=1, opened=False)
        released = make_round(self.process, number=2)
        start_room(process=self.process, actor=Actor(role="officer"), key=None)
        event = Event.objects.create(
            tenant=world.body, created_at=clock.now(), process=self.process, title="Inloop", venue="Dorpshuis",
            starts_at=clock.now() + timedelta(days=3), ends_at=clock.now() + timedelta(days=3, hours=2),
        )  # fmt: skip
        self.known = {
            "body": [world.body.slug],
            "slug": [self.process.slug],
            "number": [planned.number, released.number],
            "pk": [event.pk],
            "what": list(adding.KINDS),
            "name": list(acting.ACTS),
        }

    def forms(self, scenario: str, about: Callable[[Form], object] = bool) -> list[Form]:
        """Return the forms that a scenario is about: a sample, or all in `make exhaustive`."""
        found = opened(self.client, list(desk_pages(self.known, ON_THE_KIT)))
        assert len(found) >= LEAST, [one.name for one in found]
        return drawn(f"desk forms: {scenario}", [one for one in found if about(one)], share=0.5, least=8)

    def send(self, form: Form, data: dict[str, str]) -> HttpResponse:
        return self.client.post(form.action, data)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def refused(desk: Desk, form: Form, words: str, statuses: tuple[int, ...], key: str = "") -> str:
    """Send a form that must be refused; return what is wrong with the answer, "" when it is as promised."""
    data = filled(form, words) | ({"key": key} if key else {})
    before = Entry.objects.count()
    answer = desk.send(form, data)
    wrong = []
    if answer.status_code not in statuses:
        wrong.append(f"status {answer.status_code}")
    elif not kept(answer, typed_in(form, data)):
        wrong.append("words lost")
    else:
        back = again(answer, form)
        if back is None and "Open deze pagina opnieuw" not in answer.content.decode():
            wrong.append("no way on")
        elif back is not None and answer.status_code == 409 and back.value("key") in ("", data.get("key")):
            wrong.append("no fresh key")
    if Entry.objects.count() != before:
        wrong.append("something was written")
    return f"{form.name}: {', '.join(wrong)}" if wrong else ""


def test_a_permission_that_is_gone_between_page_and_button(desk: Desk) -> None:
    forms = desk.forms("a permission gone")
    Membership.objects.filter(person__account=desk.account).delete()
    Membership.objects.create(
        tenant=desk.process.tenant, created_at=clock.now(), person=desk.account.persons.get(),
        organ=desk.office, role=Role.MODERATOR, starts=clock.today(),
    )  # fmt: skip
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (403, 404, 422)))] == []


def test_all_roles_gone_between_page_and_button(desk: Desk) -> None:
    forms = desk.forms("all roles gone")
    Membership.objects.filter(person__account=desk.account).delete()
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (403, 404)))] == []


def test_logged_out_between_page_and_button(desk: Desk) -> None:
    forms = desk.forms("logged out")
    desk.client.logout()
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (403, 404)))] == []


def test_a_question_that_was_stopped_meanwhile(desk: Desk) -> None:
    forms = desk.forms("a stopped question", lambda one: f"/{desk.process.slug}/" in one.page)
    Round.objects.filter(process=desk.process, number=2).update(closed_at=clock.now())
    Process.objects.filter(pk=desk.process.pk).update(withdrawn_at=clock.now(), withdrawn_reason="Geen geld.")
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (409, 422)))] == []


def test_what_was_published_released_or_called_off_meanwhile(desk: Desk) -> None:
    edits = desk.forms("published meanwhile", lambda one: one.value("version") and one.typed())
    now = clock.now()
    published = {"published_at": now, "adopted_at": now, "adopted_by": desk.executive, "content_hash": "0" * 64}
    RoomStatement.objects.filter(published_at=None).update(change_reason="Anders.", **published)
    room = RoomStatement.objects.filter(process=desk.process).earliest("version")
    Round.objects.filter(opened_at=None).update(opened_at=now, room=room)
    Event.objects.update(cancelled_at=now, cancel_reason="Ziek.")
    about = [one for one in edits if "onderwerp" not in one.page and "keuze" not in one.page]
    assert len(about) >= 3
    assert [found for one in about if (found := refused(desk, one, "Mijn zin", (409,)))] == []


def test_the_same_form_with_other_words(desk: Desk) -> None:
    sent, wrong = 0, []
    for form in desk.forms("other words under one key"):
        first = desk.send(form, filled(form, "Eerste zin"))
        if first.status_code == 302 and "/login/" not in first["Location"]:
            sent += 1
            key = form.value("key")
            assert key, form.name
            wrong.append(refused(desk, form, "Andere zin", (409,), key if form.value("key") == key else ""))
    assert [one for one in wrong if one] == []
    assert sent >= (8 if EXHAUSTIVE else 3)


def test_two_people_who_save_the_same_thing(desk: Desk) -> None:
    checked, wrong = 0, []
    for form in desk.forms("two people at once", lambda one: one.value("version")):
        (theirs,) = [one for one in opened(desk.client, [form.page]) if one.name == form.name]
        (mine,) = [one for one in opened(desk.client, [form.page]) if one.name == form.name]
        assert desk.send(theirs, filled(theirs, "Hun zin")).status_code == 302, form.name
        checked += 1
        wrong.append(refused(desk, mine, "Mijn zin", (409,)))
        answer = desk.send(mine, filled(mine, "Mijn zin"))
        text = answer.content.decode()
        if "Ans (voorbeeld) was het" not in text:
            wrong.append(f"{form.name}: does not say who was first")
        if mine.typed() and "Hier staat nu: Hun zin" not in text:
            wrong.append(f"{form.name}: does not say what stands there")
        back = again(answer, mine)
        assert back is not None
        if desk.send(back, filled(back, "Mijn zin")).status_code != 302:
            wrong.append(f"{form.name}: cannot be saved after all")
    assert [one for one in wrong if one] == []
    assert checked >= 4
