"""Every count of people, contributions and answers that the site tells is true: open, and when all have their answer.

What is true is counted here by hand, of what is done here. Where a count is told is drawn from the pages and files, how
it is written from the catalogues (`counts.py`).
"""

from datetime import timedelta
from typing import Any

import pytest

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.desk import unbundled
from brink.domain.contributions.services import bundling, landing, moderating, replying
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.instrument import SignalDraft, registry
from brink.domain.processes.models import Round, Theme
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.ideas.services import Extras, add_comment, give_idea, set_support
from tests.facts import claims, counts
from tests.facts.test_claims import reading
from tests.safety.filled_body import STAFF, FilledBody, fill_body

pytestmark = pytest.mark.django_db
REASON = "Daar is nu geen geld voor."
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PEOPLE, OTHERS = 12, 10


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def crowd(filled: FilledBody) -> None:
    """Let twelve people each give an idea of one theme and place, a comment, support and a session; ten give others.

    Three of the ideas lie in the bundle as well, and one comment is hidden.
    """
    things, world = filled.shown, filled.world
    other = Theme.objects.create(slug="bus", name="Bus")
    things.process.themes.set([world.theme, other])
    ideas, comments = [], []
    for number in range(PEOPLE + OTHERS):
        first = number < PEOPLE
        extras = Extras(theme=world.theme, area=world.village) if first else Extras(theme=other)
        words = Words(kind="idea", text=f"Bouw langs het pad {LETTERS[number]}.")
        ideas.append(give_idea(round=things.ideas, words=words, actor=RESIDENT, key=None, extras=extras).contribution)
    statements = list(Statement.objects.filter(round=things.dialogue).values_list("pk", flat=True))
    for letter in LETTERS[:PEOPLE]:
        said = Words(kind="comment", text=f"Goed plan, zegt {letter}.")
        comments.append(
            add_comment(round=things.ideas, idea=things.idea, stance="for", words=said, actor=RESIDENT, key=None)
        )
        set_support(idea=things.idea, supporter=letter * 64, wanted=True, actor=RESIDENT, key=None)
        answer(round=things.dialogue, token=letter * 32, answers=dict.fromkeys(statements, 1))
    bundling.add(bundle=things.bundle, contributions=ideas[:3], actor=STAFF)
    moderating.hide(contribution=comments[0].contribution, reason="Een naam.", actor=STAFF)


def close_all(filled: FilledBody) -> None:
    """Close every round, answer the dialogue as a whole, and send that: of all others nobody has an answer yet."""
    process = filled.shown.process
    where = named_place(process=process, kind="place", title="Het plan")
    said = SignalDraft("weighed", REASON, "Niet alles kan.", where.pk)
    for round in Round.objects.filter(process=process, opened_at__isnull=False):
        close_round(round=round, actor=STAFF, key=None)
        registry[round.instrument].answer_signals(round, choose=lambda _text: said, reason=REASON, by=STAFF)
    replying.send(process=process, actor=STAFF)


def answer_all(filled: FilledBody) -> None:
    """Answer everybody else too, and send it."""
    process, draft = filled.shown.process, AnswerDraft("outside", REASON)
    landing.land(process=process, draft=draft, bundle=filled.shown.bundle, actor=STAFF)
    landing.land(process=process, draft=draft, contributions=list(unbundled(process)), actor=STAFF)
    replying.send(process=process, actor=STAFF)


def test_explore() -> None:
    print("UNPLACED", *sorted(counts.for_everybody() - set(counts.TELLS) - set(counts.ELSEWHERE)), sep="\n  ")
    filled = fill_body()
    crowd(filled)
    for c in claims.read(reading(filled)):
        print("open", c.fact, "|", c.value, "|", c.where)
    with clock.frozen(filled.shown.ideas.closes_at + timedelta(hours=1)):
        close_all(filled)
        for c in claims.read(reading(filled)):
            print("partly", c.fact, "|", c.value, "|", c.where)
        answer_all(filled)
        for c in claims.read(reading(filled)):
            print("all", c.fact, "|", c.value, "|", c.where)
    from collections import Counter
    print(Counter(  # noqa
        Contribution.objects.values_list("process__slug", "kind", "withdrawn_at__isnull", "landed_at__isnull", "replied_at__isnull")))
