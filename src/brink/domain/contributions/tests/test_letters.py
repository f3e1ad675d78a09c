"""Letters to givers without mail: whoever left meanwhile is not printed, not counted and not answered by the post."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import make_process, make_round, make_world
from tests.form_client import Page

from brink.domain.contributions import foreseen
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import landing, reaching_givers, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.retention import erase_contact
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.foundation import clock

pytestmark = pytest.mark.django_db


def takes_words_back(left: Receipt) -> None:
    """Let a giver withdraw."""
    self_service.withdraw(contribution=left.contribution, code=left.code)


def takes_address_back(left: Receipt) -> None:
    """Let nothing be left of how to reach a giver, while the words stay."""
    erase_contact(left.contribution.tenant_id, [left.contribution.pk])


@pytest.mark.parametrize("leaves", [takes_words_back, takes_address_back])
def test_a_letter_to_who_left_is_not_printed_not_counted_and_answers_nobody(leaves: Callable[[Receipt], None]) -> None:
    world = make_world()
    round = make_round(make_process(world))
    process, actor = round.process, Actor(id=world.officer.pk, role="officer")
    stays, left = (
        give(round=round, words=Words(kind="idea", text=text, address=f"{text} 1"), actor=RESIDENT, key=None)
        for text in ("Kerkstraat", "Torenlaan")
    )
    voices = [stays.contribution, left.contribution]
    draft = AnswerDraft("outside", "Daar is dit jaar geen geld voor.")
    landing.land(process=process, draft=draft, contributions=voices, actor=SYSTEM)
    replying.send(process=process, actor=SYSTEM)
    run = reaching_givers.make_letters(
        process=process, voices=[one.pk for one in voices], officer=world.officer, actor=actor
    )
    leaves(left)
    desk = Client()
    desk.force_login(world.officer)

    def counted() -> str:
        page = Page(desk.get(reverse("contributions:letters", args=[process.slug, run.pk])).content.decode())
        return next(page.root.all("main")).words

    printed = desk.get(reverse("contributions:letters_print", args=[process.slug, run.pk])).content.decode()
    assert ("Kerkstraat 1" in printed, "Torenlaan 1" in printed) == (True, False)
    assert "1 brief. Print hem" in counted()
    assert "1 brief is op de post." in foreseen.posting(run).lines
    reaching_givers.post_letters(run=run, on=clock.today(), actor=actor)
    assert list(run.letters.filter(reached=True).values_list("contribution", flat=True)) == [stays.contribution.pk]
    told = Contribution.objects.filter(pk__in=[one.pk for one in voices]).exclude(first_replied_at=None)
    assert list(told) == [stays.contribution]
    # What went to the post went: whoever leaves afterwards does not lower the count.
    takes_words_back(stays)
    assert "1 brief. Op de post sinds" in counted()
