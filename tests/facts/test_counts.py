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
from brink.domain.participation.round_page import address_of
from brink.domain.processes.instrument import SignalDraft, registry
from brink.domain.processes.models import Round, Theme
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.ideas.services import Extras, add_comment, give_idea, set_support
from tests.architecture.layers import ROOT
from tests.facts import claims, counts
from tests.facts.test_claims import reading
from tests.form_client import Page
from tests.safety.filled_body import SEEDS, STAFF, FilledBody, fill_body

pytestmark = pytest.mark.django_db
REASON = "Daar is nu geen geld voor."
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PEOPLE, OTHERS = 12, 10
# What the sentences count, and the columns.
COUNTING = {fact for facts in counts.TELLS.values() for fact in facts.values()} | set(counts.COLUMNS.values())


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def crowd(filled: FilledBody) -> None:
    """Let twelve people each give an idea of one theme and place, a comment, support and a session; ten give others.

    The first ideas lie in the bundle as well, and one comment is hidden.
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
    bundling.add(bundle=things.bundle, contributions=ideas[:PEOPLE], actor=STAFF)
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


def told(filled: FilledBody) -> dict[str, set[object]]:
    """Read every representation; return what each says of each fact that counts."""
    site = reading(filled)
    read = claims.read(site)
    # What a page tells on its last part alone, and of what was looked for.
    listed = address_of(filled.shown.ideas, "list")
    for asked in ("?pagina=2", "?zoek=pad"):
        page = Page(site.giver.get(listed + asked).content.decode())
        read += claims.in_text(claims.words_of(page.root), "ideas:list")
    found: dict[str, set[object]] = {}
    for claim in read:
        if claim.fact in COUNTING or claim.fact.startswith(("landed: ", "a co")):
            found.setdefault(claim.fact, set()).add(claim.value)
    return found


def test_every_sentence_that_counts_givers_has_its_place() -> None:
    known = {*counts.TELLS, *counts.ELSEWHERE}
    assert sorted(counts.for_everybody() - known) == []
    assert sorted(known - set(counts.sentences())) == []
    for where in set(counts.ELSEWHERE.values()) - {counts.BOUND}:
        path, name = where.split("::")
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), where


def test_every_count_that_is_told_is_true_from_open_to_answered() -> None:
    filled = fill_body()
    crowd(filled)
    # Beside the crowd: two ideas for everybody, and one each that is hidden, waits, is closed, and was taken back.
    ideas = PEOPLE + OTHERS + 2
    always = {
        "ideas": {ideas}, "hidden ideas": {1}, "found": {PEOPLE + OTHERS}, "comments": {PEOPLE - 1},
        "hidden comments": {1}, "lying": {PEOPLE + 1}, "others lying": {PEOPLE}, "lying in tens": {10},
        "supporters in tens": {10}, "of a place": {PEOPLE},
    }  # fmt: skip
    # And somebody asked one question at a meeting, handed in one proposal, made one remark on a text, and sent in one
    # submission, which is answered per part, as what a crowd gave in a dialogue is.
    more = set(filled.shown.more)
    given = ideas + 3 + PEOPLE + PEOPLE + len({"asked", "proposal", "remark", "submission"} & more)
    in_parts = PEOPLE + len({"submission"} & more)
    in_hall = {"answering in tens": {10}}
    assert told(filled) == {**always, **in_hall, "received in tens": {given // 10 * 10}}
    always |= {
        "received in tens": {given // 10 * 10}, "answering": {PEOPLE}, "answers given": {PEOPLE * len(SEEDS)},
        "counted ideas": {ideas + 3},
        "counted comments": {PEOPLE}, "counted sessions": {PEOPLE}, "of a theme": {PEOPLE, OTHERS},
    }  # fmt: skip
    with clock.frozen(filled.shown.ideas.closes_at + timedelta(hours=1)):
        close_all(filled)
        # Elsewhere nobody has an answer yet, and of some the day has passed.
        late = Contribution.objects.filter(reply_due_on__lt=clock.today()).exclude(process=filled.shown.process).count()
        always["landed: per onderdeel beantwoord"] = {in_parts}
        assert told(filled) == {**always, "told": {in_parts}, "due": {in_parts + late}}
        answer_all(filled)
        rest = {"landed: buiten de ruimte": {given - in_parts}, "told": {given}, "due": {given + late}}
        assert told(filled) == {**always, **rest}
