"""Every form of the site in which somebody types: of residents, givers, instruments, registers and the desk.

The forms are read from the pages, and the pages drawn from the addresses, so a new form is in this register unasked.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse

from brink.domain.commitments import services as commitments
from brink.domain.commitments.models import Commitment
from brink.domain.contributions.services import answers, landing, moderating, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Membership
from brink.domain.processes.models import Interest, Partner, Stakeholder
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.instruments.dialogue.services.statements import plant_seeds
from tests.builders import World, make_account, make_world
from tests.desk_forms import DESK_PART, Form, Place, filled, filled_pages, forms_of, told_first, walk_patterns
from tests.sampling import found_once
from tests.test_desk_forms import Desk, say

MINE = "Mijn zin"
SEEDS = ("Bouw eerst voor het dorp.", "Zonder bus geen huizen.", "Op de es bouwen wij nooit.")
# Logging in belongs to allauth, and its pages lose nothing but an address of e-mail.
NOT_OURS = ("account/", "taal/")
NOT_OURS_AT = tuple(f"/{one}" for one in NOT_OURS)


@dataclass
class Found:
    """One form with the browser that it stands in."""

    form: Form
    who: str

    @property
    def name(self) -> str:
        return f"{self.who}: {self.form.name}"

    @property
    def staff(self) -> bool:
        """Tell whether one must be logged in to send it."""
        return self.who == "staff"


class Site:
    """A small site in which every form stands somewhere, and the browsers before which they stand."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.desk = Desk(self.world)
        self.other = self._colleague()
        self._dialogue()
        self.known = {**self.desk.known, **self._more()}
        self.clients = {"staff": self.desk.client, "resident": Client()}
        for name, code in self._codes().items():
            self.clients[name] = Client()
            assert self.clients[name].post("/volg/", {"code": code}).status_code == 302

    def _colleague(self) -> Client:
        """Return the browser of somebody else with every role."""
        account, person = make_account(self.world.body, self.world.office, Role.ADMIN, "Bea")
        for role in (Role.OFFICER, Role.CLERK, Role.SECRETARY):
            Membership.objects.create(
                tenant=self.world.body, created_at=clock.now(), person=person, organ=self.world.office, role=role,
                starts=clock.today(),
            )  # fmt: skip
        client = Client()
        client.force_login(account)
        return client

    def _dialogue(self) -> None:
        """Let the dialogue have sentences, so that a sheet of paper has something to tick."""
        round = self.desk.process.rounds.get(number=3)
        type(round).objects.filter(pk=round.pk).update(settings={"seeds": list(SEEDS), "own_statements": True})
        plant_seeds(round, SEEDS)

    def _more(self) -> dict[str, list[Any]]:
        """Return what stands in addresses beside what the desk knows."""
        process, released = self.desk.process, self.desk.process.rounds.get(number=2)
        common = {"tenant": self.world.body, "created_at": clock.now(), "process": process}
        party = Stakeholder.objects.create(**common, name="Dorpsbelang", joined_on=clock.today())
        interest = Interest.objects.get(process=process)
        partner = Partner.objects.create(**common, body=self._neighbour(), part="Denkt mee.")
        promised = Commitment.objects.select_related("record").get(
            record__slug=self.desk.known["commitment:slug"][0]
        )
        commitments.publish(row=promised, actor=Actor(role="officer"), key=None)
        seen = [say(released, f"Nog een bus, nummer {number}.").contribution.pk for number in range(2)]
        return {
            "idea": seen,
            "kind": ["partij", "belang", "partner"],
            "pk": [*self.desk.known["pk"], party.pk, interest.pk, partner.pk],
        }

    def _neighbour(self) -> Any:
        return make_world("hoogeveen", "municipality").body

    def _codes(self) -> dict[str, str]:
        """Return codes of givers, one for each form of the follow page."""
        released = self.desk.process.rounds.get(number=2)
        hidden, told = say(released, "Dit is stom."), say(released, "Een bus graag.")
        moderating.hide(contribution=hidden.contribution, reason="Grof.", actor=SYSTEM)
        where = answers.named_place(process=released.process, kind="round", title="Besluit, punt 3")
        draft = AnswerDraft("partly", "Dorpen gaan voor.", "De bus lukt niet.", where, signed_by=self.world.contact)
        landing.land(process=released.process, draft=draft, contributions=[told.contribution], actor=SYSTEM)
        replying.send(process=released.process, actor=SYSTEM)
        return {"giver of hidden words": hidden.code, "giver with an answer": told.code}

    def pages(self) -> Iterator[str]:
        """Return every address of the site with all that is known of what stands in it."""
        yield from self._addresses().values()

    def _addresses(self) -> dict[Place, str]:
        found = {}
        for space, route, pattern in walk_patterns(get_resolver()):
            if route.startswith(NOT_OURS) or not pattern.name:
                continue
            names, label = re.findall(r"<(?:\w+:)?(\w+)>", route), f"{space}:{pattern.name}" if space else pattern.name
            things = [self.known.get(f"{space}:{name}", self.known.get(name, [])) for name in names]
            for places in product(*(range(len(one)) for one in things)):
                parts = {name: one[at] for name, one, at in zip(names, things, places, strict=True)}
                found[label, places] = reverse(label, kwargs=parts)
        filled = filled_pages(self.desk.things)
        return {**found, **{at: page for at, page in filled.items() if not page.startswith(NOT_OURS_AT)}}

    def forms(self) -> list[Found]:
        """Return every form in which somebody types, each once."""
        pages, found = self._addresses(), dict[str, Found]()
        for label, places, who in found_once("forms-of-the-site", lambda: list(self._asking(pages))):
            for form in self._on(pages[label, tuple(places)], who):
                found.setdefault(form.name, Found(form, who))
        every = list(found.values())
        telling = found_once("forms-that-tell-first", lambda: [at for at, one in enumerate(every) if self._told(one)])
        return [*every, *(told for at in telling if (told := self._told(every[at])) is not None)]

    def _asking(self, pages: dict[Place, str]) -> Iterator[tuple[str, tuple[int, ...], str]]:
        """Return the pages on which somebody types, with who does."""
        seen = set[str]()
        for (label, places), page in pages.items():
            for who in self.clients if page not in seen else ():
                if who == "staff" and DESK_PART not in page:
                    continue
                if who.startswith("giver") and not page.startswith("/volg/"):
                    continue
                if self._on(page, who):
                    yield label, places, who
            seen.add(page)

    def _on(self, page: str, who: str) -> list[Form]:
        """Return the forms of a page in which somebody types."""
        response = self.clients[who].get(page)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            return []
        return forms_of(page, response)

    def _told(self, one: Found) -> Found | None:
        """Return the page that says what a form will do: an accident can come between reading that and saying yes."""
        if not one.staff:
            return None
        point = transaction.savepoint()
        answer = self.browser(one).post(one.form.action, filled(one.form, MINE))
        transaction.savepoint_rollback(point)
        told = told_first(one.form.page, answer)
        return None if told is None else Found(told, one.who)

    def browser(self, one: Found) -> Client:
        """Return a copy of the browser before which a form stands, so that what happens to it stays there."""
        client = copy(self.clients[one.who])
        client.cookies = copy(client.cookies)
        return client


def answers_get(path: str) -> bool:
    """Tell whether somebody who opens this address gets somewhere."""
    try:
        resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return True


def read(response: HttpResponse) -> str:
    """Return the text of a page."""
    return response.content.decode()
