"""Bad input at the desk, for every form that there is: two people at once, the same form with other words, a permission
that is gone, a question that was stopped meanwhile. Each answers one sentence, keeps the words and gives a way on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from brink.domain.contributions.models import Bundle, Contribution
from brink.domain.contributions.services import bundling, handover, moderating
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.decisions.commitments import promise
from brink.domain.decisions.models import Decision
from brink.domain.decisions.services import draft
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Account, Membership
from brink.domain.processes.models import Event, Interest, Process, RoomStatement, Round, Stakeholder
from brink.domain.processes.services.rooms import start_room
from brink.domain.processes.views import buttons, small_forms
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import World, make_account, make_process, make_round, make_world
from tests.desk_forms import (
    DESK_PART,
    Form,
    Place,
    again,
    desk_pages,
    desk_spaces,
    filled,
    filled_pages,
    kept,
    opened,
    told_first,
    typed_in,
)
from tests.safety.addresses import TABLE
from tests.safety.filled_body import fill_process
from tests.sampling import EXHAUSTIVE, drawn, found_once

pytestmark = pytest.mark.django_db

ON_THE_KIT = desk_spaces()
LEAST = 40
# Forms of more than one act at one address, of which a moderator may do one; the register of addresses names another.
MODERATING = ("/zichtbaarheid/", "/tekst/", "/controle/", "/notities/", "/formulieren/", "/aansluitingen/")
# Lists that stand beside a button of their own in one form: another button does not ask them.
OWN_BUTTON = {"/balie/inbreng/": {"persoon", "thema"}}


@pytest.fixture
def world() -> World:
    return make_world()


@dataclass
class Said:
    """Words of givers in every state that a desk page has a form for."""

    loose: Contribution
    bundle: Bundle
    other: Bundle
    stopped: Process
    pks: list[UUID]


def say(round: Round, text: str, **more: Any) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text), actor=RESIDENT, key=None, **more)


def words_of(world: World, round: Round, account: Account) -> Said:
    """Let people say things: loose, in bundles, waiting, hidden with an appeal, passed on to us, in a stopped one."""
    loose, *tied = (say(round, f"Een bus naar dorp {number}.").contribution for number in range(6))
    officer = Actor(role="officer", id=world.officer.pk)
    bundle = bundling.make(process=round.process, title="De bus", contributions=tied[:2], actor=officer)
    other = bundling.make(process=round.process, title="De trein", contributions=tied[2:3], actor=officer)
    held, hidden = say(round, "Dit wacht.", hold_for_moderation=True).contribution, say(round, "Dit is dom.")
    moderating.hide(contribution=hidden.contribution, reason="Grof.", actor=officer)
    moderating.appeal(contribution=hidden.contribution, code=hidden.code, text="Dom mag.")
    elsewhere = make_world("emmen", "municipality")
    passed = say(make_round(make_process(elsewhere, slug="emmen-wonen"), number=1), "Dit is van u.").contribution
    given = handover.hand_over(
        contribution=passed, to_body=world.body, reason="Dat is van u.", receiver="Ans", actor=Actor(role="officer")
    )
    stopped = make_process(world, slug="gestopt")
    say(make_round(stopped, number=1), "Wordt dit nog wat?")
    Round.objects.filter(process=stopped).update(closed_at=clock.now())
    Process.objects.filter(pk=stopped.pk).update(withdrawn_at=clock.now(), withdrawn_reason="Geen geld.")
    pks = [loose.pk, held.pk, hidden.contribution.pk, given.copy_id, bundle.pk, other.pk]
    return Said(loose, bundle, other, stopped, pks)


def make_interest(process: Process) -> Interest:
    """Let somebody have an interest, so that the decision has something to weigh."""
    common = {"tenant": process.tenant, "created_at": clock.now(), "process": process}
    who = Stakeholder.objects.create(**common, name="jongeren", joined_on=clock.today())
    return Interest.objects.create(**common, stakeholder=who, title="Een huis")


class Desk:
    """A browser of somebody with every role, and the forms that stand before them."""

    def __init__(self, world: World) -> None:
        self.account, person = make_account(world.body, world.office, Role.ADMIN, "Ans")
        for role in (Role.OFFICER, Role.CLERK, Role.SECRETARY):
            Membership.objects.create(
                tenant=world.body, created_at=clock.now(), person=person, organ=world.office, role=role,
                starts=clock.today(),
            )  # fmt: skip
        self.office, self.council = world.office, world.council
        self.client = Client(raise_request_exception=True)
        self.client.force_login(self.account)
        self.process = make_process(world, ground="Verordening.", motivation="Het gaat over u.")
        planned = make_round(self.process, number=1, opened=False)
        released = make_round(self.process, number=2)
        dialogue = make_round(self.process, "dialogue", number=3)
        start_room(process=self.process, actor=Actor(role="officer"), key=None)
        event = Event.objects.create(
            tenant=world.body, created_at=clock.now(), process=self.process, title="Inloop", venue="Dorpshuis",
            starts_at=clock.now() + timedelta(days=3), ends_at=clock.now() + timedelta(days=3, hours=2),
        )  # fmt: skip
        self.things = fill_process(world, "gevuld", public=True)
        self.words = words_of(world, released, self.account)
        decision = draft(
            process=self.process, title="Besluit", organ=world.council, on=clock.today(), actor=Actor(role="officer"),
            key=None,
        )  # fmt: skip
        self.decision = decision
        interest = make_interest(self.process)
        promised = promise(
            decision=decision, title="Een bus.", receiver="Dorpsbelang", owner=world.contact, due_on=clock.today(),
            actor=Actor(role="officer"),
        )  # fmt: skip
        self.known = {
            "body": [world.body.slug],
            "round": [released.slug, dialogue.slug],
            "slug": [self.process.slug],
            "decisions:slug": [decision.slug],
            "contributions:slug": [self.process.slug, self.words.stopped.slug],
            "process": [self.process.slug],
            "number": [planned.number, released.number],
            "kind": ["belang"],
            "pk": [event.pk, released.pk, interest.pk, *self.words.pks],
            "commitment:slug": [promised.record.slug],
            "what": list(small_forms.KINDS),
            "name": list(buttons.ACTS),
        }

    def pages(self) -> dict[Place, str]:
        """Return every address of the desk, with what is known of each thing and with what each app made."""
        filled = {at: page for at, page in filled_pages(self.things).items() if DESK_PART in page}
        return {**desk_pages(self.known, ON_THE_KIT), **filled}

    def forms(self, scenario: str = "", about: Callable[[Form], object] = bool) -> list[Form]:
        """Return the forms that a scenario is about: a sample, or all in `make exhaustive` and without a name."""
        pages = self.pages()
        asking = found_once("desk-forms", lambda: [one for one, page in pages.items() if opened(self.client, [page])])
        found = opened(self.client, [pages[called, tuple(places)] for called, places in asking])
        assert len(found) >= LEAST, [one.name for one in found]
        if not scenario:
            return found
        return drawn(f"desk forms: {scenario}", [one for one in found if about(one)], share=0.06, least=8)

    def send(self, form: Form, data: dict[str, str]) -> HttpResponse:
        """Send a form; when the page tells first what it will do, read that and say yes."""
        answer = self.client.post(form.action, data)
        told = told_first(form.page, answer) if answer.status_code == 200 else None
        return answer if told is None else self.client.post(told.action, filled(told, ""))


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def refused(
    desk: Desk, form: Form, words: str, statuses: tuple[int, ...], key: str = "", **changed: str
) -> str:
    """Send a form that must be refused; return what is wrong with the answer, "" when it is as promised."""
    named = next((one.name for one in form.controls if one.kind == "hidden" and one.name.endswith("key")), "key")
    data = filled(form, words) | ({named: key} if key else {}) | changed
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
        elif back is not None and answer.status_code == 409 and back.value("key") in ("", data.get(named)):
            wrong.append("no fresh key")
    if Entry.objects.count() != before:
        wrong.append("something was written")
    return f"{form.name}: {', '.join(wrong)}" if wrong else ""


def for_moderators(form: Form) -> bool:
    """Tell whether a moderator may send it: so says the register of addresses."""
    line = TABLE.get(resolve(form.action.partition("?")[0]).view_name)
    action = line.action if line is not None else None
    return any(part in form.action for part in MODERATING) or (action is not None and Role.MODERATOR in action.roles)


def test_a_permission_that_is_gone_between_page_and_button(desk: Desk) -> None:
    forms = desk.forms("a permission gone")
    Membership.objects.filter(person__account=desk.account).delete()
    Membership.objects.create(
        tenant=desk.process.tenant, created_at=clock.now(), person=desk.account.persons.get(),
        organ=desk.office, role=Role.MODERATOR, starts=clock.today(),
    )  # fmt: skip
    above = [one for one in forms if not for_moderators(one)]
    assert [found for one in above if (found := refused(desk, one, "Mijn zin", (403, 404, 422)))] == []


def test_all_roles_gone_between_page_and_button(desk: Desk) -> None:
    forms = desk.forms("all roles gone")
    Membership.objects.filter(person__account=desk.account).delete()
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (403, 404)))] == []


def test_logged_out_between_page_and_button(desk: Desk) -> None:
    forms = desk.forms("logged out")
    desk.client.logout()
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (403, 404)))] == []


def test_a_question_that_was_stopped_meanwhile(desk: Desk) -> None:
    # Words are still laid together and answered when a question was stopped: whoever spoke gets an answer.
    # A theme of the organisation can have the name of the question in its address.
    # And one starts anew from what was stopped, or gives the work that is left to a colleague.
    going_on = ("/balie/bundels/", "/balie/antwoorden/", "/balie/organisatie/", "/kopie/", "/toewijzen/")
    every = desk.forms()
    forms = [one for one in every if f"/{desk.process.slug}/" in one.page]
    forms = [one for one in forms if not any(part in one.page for part in going_on)]
    own = [f"/inbreng/nieuw/{pk}" for pk in desk.process.rounds.values_list("pk", flat=True)]
    forms += [one for one in every if any(part in one.page for part in own)]
    assert len(forms) > 12
    Round.objects.filter(process=desk.process, opened_at__isnull=False).update(closed_at=clock.now())
    Process.objects.filter(pk=desk.process.pk).update(withdrawn_at=clock.now(), withdrawn_reason="Geen geld.")
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (404, 409, 422)))] == []


def test_words_that_were_withdrawn_and_bundles_that_were_merged_meanwhile(desk: Desk) -> None:
    said = desk.words
    pages = (f"/inbreng/{said.loose.pk}/", f"/stem/{said.loose.pk}/", f"/{said.bundle.pk}/")
    forms = [one for one in desk.forms() if any(part in one.page for part in pages)]
    assert len(forms) >= 7, [one.name for one in forms]
    Contribution.objects.filter(pk=said.loose.pk).update(withdrawn_at=clock.now(), text="")
    bundling.merge(bundle=said.bundle, into=said.other, actor=Actor(role="officer"))
    wrong = [refused(desk, one, "Mijn zin", (404, 409, 422)) for one in forms]
    assert [one for one in wrong if one] == []


def test_a_decision_that_was_published_meanwhile(desk: Desk) -> None:
    forms = [one for one in desk.forms() if one.value("section") not in ("", "toezegging")]
    forms = [one for one in forms if desk.decision.slug in one.page]
    assert len(forms) >= 6
    told = {"explanation": "Daarom.", "text": "Tien huizen.", "evaluation_on": clock.today()}
    Decision.objects.filter(pk=desk.decision.pk).update(published_at=clock.now(), **told)
    assert [found for one in forms if (found := refused(desk, one, "Mijn zin", (409,)))] == []


def test_the_key_of_another_form(desk: Desk) -> None:
    """A key stands for all that its form asked: another form cannot borrow it."""
    used, wrong, sent, every = "", list[str](), 0, desk.forms()
    own = next(one for one in every if desk.process.slug in one.page)
    # Keys are of a body, and this one writes down what another body is called.
    every = [one for one in every if "/organisatie/overheden/" not in one.page]
    others = [one for one in every if one is not own]
    for form in [own, *drawn("desk forms: the key of another", others, share=0.25, least=14)]:
        if not used:
            if desk.process.slug not in form.page:
                continue  # what it does may take away what other forms are about
            answer = desk.send(form, filled(form, "Eerste zin"))
            used = form.value("key") if answer.status_code == 302 else ""
            continue
        wrong.append(refused(desk, form, "Andere zin", (403, 404, 409, 422), used))
        sent += 1
    assert [one for one in wrong if one] == []
    assert sent >= (LEAST - 10 if EXHAUSTIVE else 8)


def test_a_choice_that_was_never_offered(desk: Desk) -> None:
    """Such as an unknown destination, body, organ or outcome."""
    wrong, sent = list[str](), 0
    asked = [one for one in desk.forms() if one.choices()]
    for form in drawn("desk forms: a choice never offered", asked, share=0.2, least=10):
        # A bundle is chosen only when no new one is named; a line of the room is refused alone, the rest is saved.
        for name in (one for one in form.choices() if one != "bundel" and not one.startswith("grens-")):
            if name in OWN_BUTTON.get(form.action, ()):
                continue
            for unknown in ("zomaar", str(uuid4())):
                wrong.append(refused(desk, form, "Mijn zin", (404, 422), **{name: unknown}))
                sent += 1
    assert [one for one in wrong if one] == []
    assert sent >= (20 if EXHAUSTIVE else 10)


def test_what_was_published_released_or_called_off_meanwhile(desk: Desk) -> None:
    # Words are moved from one round to another, whatever became of either; who sits at the table changes meanwhile.
    # What is said beside a question, such as the room between council and executive, is published on its own.
    others = (
        "onderwerp", "keuze", "verplaatsen", "/wijzigen/partij", "/wijzigen/belang", "/wijzigen/partner",
        "/participatiebesluit/", "/ruimte-bestuur/", "/zelftoets/", "/leidende-vragen/", "/verlengen/",
    )  # fmt: skip
    about = desk.forms("published meanwhile", lambda one: (
        one.value("version") and one.typed() and one.page.startswith(("/balie/processen/", "/balie/vragen/"))
        and not any(part in one.page for part in others)
    ))  # fmt: skip
    now = clock.now()
    published = {"published_at": now, "adopted_at": now, "adopted_by": desk.council, "content_hash": "0" * 64}
    RoomStatement.objects.filter(published_at=None).update(change_reason="Anders.", **published)
    room = RoomStatement.objects.filter(process=desk.process).earliest("version")
    Round.objects.filter(opened_at=None).update(opened_at=now, room=room)
    Event.objects.update(cancelled_at=now, cancel_reason="Ziek.")
    assert len(about) >= 3
    assert [found for one in about if (found := refused(desk, one, "Mijn zin", (409,)))] == []


# Words that were moved or a statement that was put otherwise stand elsewhere by then.
AFTER_FIRST = {"/verplaatsen/": 404, "/dialoog/balie/": 404}


def _says_words(form: Form) -> bool:
    # Whoever was put on a list of people who were there has a line of their own in it by then: it is another form.
    return bool(typed_in(form, filled(form, "Zin"))) and not form.page.endswith("/aanwezig/")


def test_the_same_form_with_other_words(desk: Desk) -> None:
    sent, wrong = 0, []
    for form in desk.forms("other words under one key", _says_words):
        first = desk.send(form, filled(form, "Eerste zin"))
        if first.status_code == 302 and "/login/" not in first["Location"]:
            sent += 1
            key = form.value("key")
            assert key, form.name
            after = next((status for part, status in AFTER_FIRST.items() if part in form.page), 409)
            wrong.append(refused(desk, form, "Andere zin", (409, after), key if form.value("key") == key else ""))
    assert [one for one in wrong if one] == []
    assert sent >= (8 if EXHAUSTIVE else 3)


# What is done once and for all, or makes another form of it: the second who saves is told so, and has nothing to mend.
ONCE = ("/vaststellen/", "/verbeteren/", "/verplaatsen/", "/dialoog/balie/", "/verlengen/", "/overheden/")


def _two_may_save(form: Form) -> bool:
    # Whoever was put on a list of people who were there has a line of their own in it by then: it is another form.
    return bool(form.value("version")) and not form.page.endswith("/aanwezig/")


def test_two_people_who_save_the_same_thing(desk: Desk) -> None:
    checked, wrong, unfit = 0, list[str](), list[str]()
    for form in desk.forms("two people at once", _two_may_save):
        theirs = next((one for one in opened(desk.client, [form.page]) if one.name == form.name), None)
        mine = next((one for one in opened(desk.client, [form.page]) if one.name == form.name), None)
        # Made-up words are no figures, files or days, and what was saved before in this walk did some of it already.
        if theirs is None or mine is None or desk.send(theirs, filled(theirs, "Hun zin")).status_code != 302:
            unfit.append(form.name)
            continue
        checked += 1
        once = any(part in form.action for part in ONCE)
        wrong.append(refused(desk, mine, "Mijn zin", (404, 409, 422) if once else (409,)))
        answer = desk.send(mine, filled(mine, "Mijn zin"))
        back = again(answer, mine)
        if back is None or once:
            # Done once and for all, such as moving words into a question: the page says so, with a way on.
            continue
        text = answer.content.decode()
        if "Ans (voorbeeld) was het" not in text:
            wrong.append(f"{form.name}: does not say who was first")
        if mine.typed() and "Hier staat nu: Hun zin" not in text:
            wrong.append(f"{form.name}: does not say what stands there")
        if desk.send(back, filled(back, "Mijn zin")).status_code != 302:
            wrong.append(f"{form.name}: cannot be saved after all")
    print(f"{checked} forms saved by two people, {len(unfit)} that made-up words do not pass")
    assert [one for one in wrong if one] == []
    assert checked >= (45 if EXHAUSTIVE else 4)



# By a part of the page: why the words that stand there beforehand are nobody's that could be written over.
BEFOREHAND = {
    "/balie/antwoorden/gestopt/": "a sentence that Brink proposes",
    "/balie/besluiten/nieuw/": "a title that Brink proposes",
    "/kopie/": "a copy that is not there yet",
    "/rondes/nieuw/": "a round that is not there yet",
    "/balie/voorbeeldvraag/": "an example to begin with",
    "section=bundle-": "a weighing line that is not there yet, begun with the words of its bundle",
    "section=interest-": "as of a bundle",
}


def test_a_form_that_comes_with_words_of_somebody_says_which_version_they_were(desk: Desk) -> None:
    """Else the last who saves wins, unseen: of every form of every instrument and register that shows stored words."""
    forms = [one for one in desk.forms() if any(field.name in one.typed() and field.value for field in one.controls)]
    lacking = [one for one in forms if not one.value("version") and not one.value("seen")]
    assert sorted({one.name for one in lacking if not any(part in one.name for part in BEFOREHAND)}) == []
    assert len(forms) >= 20
