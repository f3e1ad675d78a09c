"""Class: an act on words that their giver took back. Members: every act on words, drawn from the kernel.

Each is done at the service, without a form before it that would have refused it already.
"""

from inspect import signature
from typing import Any

import pytest
from django.db import transaction
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import landing, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.contributions.services.splitting import Half
from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation import clock
from brink.foundation.errors import Refusal

pytestmark = pytest.mark.django_db
# What may still be done, or says something else first, and why.
ALLOWED: dict[str, str] = {}


def on_words() -> list[str]:
    """Return every act that holds words of somebody."""
    ours = (name for name in acts.ALL if name.startswith("brink."))
    return sorted(name for name in ours if acts.ALL[name].on and acts.ALL[name].on[-1] == "contribution")


def test_words_that_were_taken_back_are_left_alone_by_every_act() -> None:
    world = make_world()
    round = make_round(make_process(world))
    receipt = give(round=round, words=Words(kind="idea", text="Een bus. Een trein."), actor=RESIDENT, key=None)
    officer = Actor(id=world.officer.pk, role="officer")
    landing.land(process=round.process, draft=AnswerDraft("outside", "Dat mag niet van de wet."),
                 contributions=[receipt.contribution], actor=officer)  # fmt: skip
    replying.send(process=round.process, actor=officer)
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)
    asked: dict[str, Any] = {
        "actor": officer, "key": None, "seen": None, "code": receipt.code, "reason": "Daarom.", "to": world.officer,
        "text": "Een tram.", "to_body": make_world("emmen", "municipality").body, "receiver": "Team", "back": False,
        "publicity": "closed", "email": "f@voorbeeld.invalid", "on": clock.today(), "reached": True,
        "officer": world.officer, "theme": world.theme, "first": Half("de bus", (0,)), "second": Half("de trein", (1,)),
        "round": make_round(make_process(world, "anders")), "answers": {}, "public_name": "Fatima",
    }  # fmt: skip
    said = {}
    for name in on_words():
        one = acts.ALL[name]
        words = Contribution.objects.get(pk=receipt.contribution.pk)
        values = {"contribution": words, **asked, **({"to": "hidden"} if name.endswith("moderating._move") else {})}
        mine = {each: values[each] for each in signature(one.function).parameters if each in values}
        before, point = Entry.objects.count(), transaction.savepoint()
        try:
            one(**mine)
            said[name] = "done"
        except Refusal as refusal:
            said[name] = str(refusal)
        except (TypeError, LookupError) as error:
            said[name] = repr(error)
        if said[name] != "done":
            assert Entry.objects.count() == before
        transaction.savepoint_rollback(point)
    print("\n".join(f"{name}: {text}" for name, text in said.items()))
    assert sorted(name for name, text in said.items() if "ingetrokken" not in text) == sorted(ALLOWED)
