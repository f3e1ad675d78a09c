"""Class: a public count that one internet connection can drive. Members: every act that leaves a sign.

Wherever its count is told, it is told how much of it came from one line. A new act that leaves one needs a line here.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.participation.models import OneLine
from brink.domain.participation.queries import desk_items
from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock, kept_pages
from brink.foundation.open_tables import tables_of
from brink.foundation.public_acts import public_acts
from brink.instruments.consultation.models import Remark
from brink.instruments.consultation.seeding import with_text
from brink.instruments.consultation.services.remarks import About, give_remark
from brink.instruments.ideas.models import Idea
from brink.instruments.ideas.services import add_comment
from tests.builders import make_process, make_round, make_world

pytestmark = pytest.mark.django_db
SAID = "van één internetaansluiting, zoals een zaal of een school"
SIGNED = sorted(name for name, act in public_acts.named().items() if act.signed)
Pages = list[str]


def mark(round: Round, what: str, subject: object, count: int = 10) -> None:
    """Let this many acts on one thing have come from one line."""
    OneLine.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, what=what, subject=subject, count=count,
        told=count,
    )  # fmt: skip
    kept_pages.pages.clear()  # no act wrote this


def page_of(round: Round) -> str:
    return f"/processen/{round.process.slug}/"


def say(round: Round, text: str, kind: str = "idea") -> Contribution:
    return give(round=round, words=Words(kind=kind, text=text), actor=RESIDENT, key=None).contribution


def supported(round: Round, what: str) -> Pages:
    idea = say(round, "Een bus.")
    Idea.objects.create(tenant_id=round.tenant_id, created_at=clock.now(), contribution=idea, support_shown=10)
    Contribution.objects.filter(pk=idea.pk).update(support_count=10)
    mark(round, what, idea.pk)
    ideas = f"{page_of(round)}{round.slug}/ideeen/"
    return [ideas, f"{ideas}{idea.pk}/"]


def commented(round: Round, what: str) -> Pages:
    idea = say(round, "Een bus.")
    for number in range(10):
        words = Words(kind="comment", text=f"Daar ben ik het mee eens, {number}.")
        add_comment(round=round, idea=idea, stance="for", words=words, actor=RESIDENT, key=None)
    OneLine.objects.all().delete()
    mark(round, what, idea.pk)
    ideas = f"{page_of(round)}{round.slug}/ideeen/"
    return [ideas, f"{ideas}{idea.pk}/"]


def given(round: Round, what: str) -> Pages:
    for number in range(10):
        say(round, f"Een bus naar dorp {number}.")
    mark(round, what, round.pk)
    return [f"{page_of(round)}{round.slug}/ideeen/", page_of(round)]


def counted(round: Round, what: str) -> Pages:
    Process.objects.filter(pk=round.process_id).update(contribution_count=10)
    Round.objects.filter(pk=round.pk).update(contribution_count=10)
    mark(round, what, round.pk)
    return [page_of(round)]


def remark(round: Round) -> Contribution:
    with_text(round)
    words = Words(kind="text_remark", text="Liever op daken.")
    return give_remark(round=round, words=words, about=About(), key=None).contribution


def remarked(round: Round, what: str) -> Pages:
    for _number in range(10):
        remark(round)
    mark(round, what, round.pk)
    return [f"{page_of(round)}{round.slug}/tekst/", page_of(round)]


def agreed(round: Round, what: str) -> Pages:
    voice = remark(round)
    Remark.objects.filter(contribution=voice).update(agreed_shown=10)
    Contribution.objects.filter(pk=voice.pk).update(support_count=10)
    mark(round, what, voice.pk)
    text = f"{page_of(round)}{round.slug}/tekst/"
    return [text, f"{text}opmerking/{voice.pk}/"]


MEMBERS: dict[str, tuple[str, Callable[[Round, str], Pages]]] = {
    "contribution.received budget_ballot": ("budget", counted),
    "contribution.received comment": ("ideas", commented),
    "contribution.received filled_survey": ("survey", counted),
    "contribution.received idea": ("ideas", given),
    "contribution.received meeting_question": ("meetings", counted),
    "contribution.received meeting_said": ("meetings", counted),
    "contribution.received session": ("dialogue", counted),
    "contribution.received statement": ("dialogue", counted),
    "contribution.received text_remark": ("consultation", remarked),
    "contribution.received valuation_advice": ("valuation", counted),
    "idea.supported": ("ideas", supported),
    "remark.supported": ("consultation", agreed),
}


def in_tables(process: Process) -> list[int]:
    """Return what the open tables of a question say of one line: columns of that name, in whatever table."""
    return [
        value
        for table in tables_of(process.tenant_id, process.pk)
        for row in table.rows
        for column, value in zip(table.columns, row, strict=True)
        if column.endswith("one_connection") and value is not None
    ]


def test_every_act_that_leaves_a_sign_is_told() -> None:
    assert sorted(MEMBERS) == SIGNED


@pytest.mark.parametrize("what", SIGNED)
def test_a_count_says_how_much_of_it_came_from_one_line(what: str, client: Client) -> None:
    instrument, act = MEMBERS[what]
    round = make_round(make_process(make_world()), instrument)
    pages = act(round, what)
    told = [page for page in pages if f"10 daarvan kwamen {SAID}" in client.get(page).content.decode()]
    assert told == pages
    # Where it is little of the whole, nothing is said.
    OneLine.objects.all().delete()
    kept_pages.pages.clear()
    assert not [page for page in pages if SAID in client.get(page).content.decode()]


@pytest.mark.parametrize("what", sorted({"contribution.received idea", "contribution.received session"}))
def test_a_round_that_is_over_still_says_it(what: str, client: Client) -> None:
    round = make_round(make_process(make_world()), MEMBERS[what][0])
    counted(round, what)
    with clock.frozen(round.closes_at + timedelta(hours=1)):
        text = client.get(page_of(round)).content.decode()
    assert f"10 van deze {public_acts.named()[what].what} kwamen {SAID}." in text


@pytest.mark.parametrize("what", SIGNED)
def test_the_open_tables_say_it_too(what: str) -> None:
    instrument, act = MEMBERS[what]
    round = make_round(make_process(make_world()), instrument)
    act(round, what)
    with clock.frozen(round.closes_at + timedelta(hours=1)):
        close_round(round=round, actor=SYSTEM, key=None)
        assert in_tables(round.process) == [10]
        OneLine.objects.update(told=0)
        assert in_tables(round.process) == []


@pytest.mark.parametrize("what", SIGNED)
def test_staff_read_it_with_and_without(what: str, client: Client) -> None:
    world = make_world()
    round = make_round(make_process(world), MEMBERS[what][0])
    MEMBERS[what][1](round, what)
    client.force_login(world.officer)
    (line,) = client.get(reverse("participation:lines", args=[round.pk])).context["lines"]
    assert (line.line.count, line.without) == (10, line.total - 10)
    assert f"participation.line.{round.pk}" in {one.key for one in desk_items(viewer_for(world.officer))}
