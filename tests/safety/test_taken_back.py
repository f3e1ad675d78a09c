"""Class: an act on words that their giver took back. Members: every act on words, drawn from the kernel.

Each is done at the service, without a form before it that would have refused it already.
"""

from inspect import signature
from typing import Any

import pytest
from django.db import transaction

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import bundling, landing, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.changing import OwnWords
from brink.domain.contributions.services.giving import Words, give
from brink.domain.contributions.services.splitting import Half
from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.reports.services import Notice
from brink.foundation import clock, codes
from brink.foundation.errors import Refusal
from brink.instruments.consultation import queries as texts
from brink.instruments.consultation.tests.conftest import with_text
from brink.instruments.meetings.services import Told
from tests.builders import make_process, make_round, make_world

pytestmark = pytest.mark.django_db
# What may still be done, or says something else first, and why.
CONTRIBUTIONS = "brink.domain.contributions.services."
ALLOWED = {
    CONTRIBUTIONS + "bundling.remove": "takes something away",
    CONTRIBUTIONS + "changing.close_again": "takes earlier words away, on a site that was restored",
    CONTRIBUTIONS + "changing.close_earlier": "says that no earlier words are left",
    CONTRIBUTIONS + "code_recovery.end_again": "a code that ended before, on a site that was restored",
    CONTRIBUTIONS + "code_recovery.mail_code": "a code keeps working, and tells that the words were taken back",
    CONTRIBUTIONS + "code_recovery.replace": "the same, when a code was lost",
    CONTRIBUTIONS + "handover.give_back": "says that they came from no other body",
    CONTRIBUTIONS + "landing.land": "says that there is nothing to answer",
    CONTRIBUTIONS + "moving.move_into": "says that they belong to a question",
    "brink.domain.notifications.unsubscribing.erase_address": "takes something away",
    "brink.domain.participation.paper_services.correct_sheet": "says that it did not come in on paper",
    "brink.domain.reports.services.report": "nothing is there to be reported",
    "brink.instruments.ideas.old_points.round_point": "takes a point away; here it says that there is none",
    "brink.instruments.ideas.services.remove_photo": "says that no photo is left",
}


def on_words() -> list[str]:
    """Return every act that is asked to do something with words of somebody, one or more."""
    ours = {name: one for name, one in acts.ALL.items() if name.startswith("brink.")}
    of_one = {name for name, one in ours.items() if one.on and one.on[-1] == "contribution"}
    of_more = {name for name, one in ours.items() if "contributions" in signature(one.function).parameters}
    return sorted(of_one | of_more)


def test_words_that_were_taken_back_are_left_alone_by_every_act() -> None:
    world = make_world()
    round = make_round(make_process(world))
    receipt = give(round=round, words=Words(kind="idea", text="Een bus. Een trein."), actor=RESIDENT, key=None)
    # Without an account, so that the table of permissions lets every act come to the words themselves.
    officer = Actor(role="officer")
    bundle = bundling.make(process=round.process, title="Vervoer", contributions=[receipt.contribution], actor=officer)
    landing.land(process=round.process, draft=AnswerDraft("outside", "Dat mag niet van de wet."),
                 contributions=[receipt.contribution], actor=officer)  # fmt: skip
    replying.send(process=round.process, actor=officer)
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)
    text = texts.published(with_text(world, "met-een-tekst", "# 1 Waar het mag\nOp daken."))[0]
    asked: dict[str, Any] = {
        "actor": officer, "key": None, "seen": None, "code": receipt.code, "to": world.officer, "text": "Een tram.",
        "reason": "Dat hoort bij uw gemeente.", "to_body": make_world("emmen", "municipality").body, "back": False,
        "receiver": "Team", "publicity": "closed", "email": "f@voorbeeld.invalid", "on": clock.today(),
        "reached": True, "officer": world.officer, "theme": world.theme, "first": Half("de bus", (0,)),
        "second": Half("de trein", (1,)), "round": make_round(make_process(world, "anders")), "answers": {},
        "public_name": "Fatima", "language": "nl", "ended": "0" * 64, "holders": [], "new": codes.issued(None)[1],
        "notice": Notice(part="words", ground="hurts", text="Hier staat iets ergs."),
        "words": OwnWords("Een tram."), "answer": "yes", "told": Told("answered", "De bus rijdt in mei."),
        "passage": texts.passages_of(text)[0],
        "process": round.process, "title": "De bus", "bundle": bundle, "draft": AnswerDraft("outside", "Dat mag niet."),
    }  # fmt: skip
    said = {}
    for name in on_words():
        one = acts.ALL[name]
        words = Contribution.objects.get(pk=receipt.contribution.pk)
        values = {"contribution": words, "contributions": [words], **asked}
        values |= {"to": "hidden"} if name.endswith("moderating._move") else {}
        mine = {each: values[each] for each in signature(one.function).parameters if each in values}
        before, point = Entry.objects.count(), transaction.savepoint()
        try:
            one(**mine)
            said[name] = "done"
        except Refusal as refusal:
            said[name] = str(refusal)
        if said[name] != "done":
            assert Entry.objects.count() == before
        transaction.savepoint_rollback(point)
    other = {name: text for name, text in said.items() if "ingetrokken" not in text}
    assert sorted(other) == sorted(ALLOWED), other
