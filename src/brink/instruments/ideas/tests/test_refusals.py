"""What ideas refuse, and what a comment and a support leave behind: at their own idea and nowhere else."""

from typing import Any

import pytest

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT
from brink.domain.places.coordinates import Coordinates, square_of
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.ideas.models import Comment, Idea, Support
from brink.instruments.ideas.services import Extras, add_comment, give_idea, set_support
from brink.instruments.ideas.tests.giving import idea


def device(name: str) -> Any:
    return name.ljust(64, "-")


def settle(round: Round, **settings: object) -> Round:
    Round.objects.filter(pk=round.pk).update(settings=settings)
    return Round.objects.get(pk=round.pk)


def say(round: Round, parent: Contribution, stance: str = "for", text: str = "Goed plan.") -> Contribution:
    words = Words(kind="comment", text=text)
    return add_comment(round=round, idea=parent, stance=stance, words=words, actor=RESIDENT, key=None).contribution


def wish(about: Contribution, name: str, wanted: bool = True) -> bool:
    return set_support(idea=about, supporter=device(name), wanted=wanted, actor=RESIDENT, key=None)


def test_an_idea_keeps_its_spot_and_the_words_about_a_picture_stay_short(round: Round) -> None:
    made = idea(round, place="52,8512 6,9034")
    assert (made.idea.latitude, made.idea.longitude) == square_of(Coordinates(52.8512, 6.9034))
    assert (made.place, made.exact_point.point) == ("", "52.85120,6.90340")
    assert idea(round, "Iets anders.", place="bij de kerk").idea.latitude is None
    with pytest.raises(BadInput) as refusal:
        idea(round, photo_alt="x" * 201)
    assert refusal.value.field == "photo_alt"
    closed = settle(round, photos=False)
    with pytest.raises(BadInput, match="kan geen foto") as refusal:
        give_idea(
            round=closed, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None,
            extras=Extras(photo=object()),  # type: ignore[arg-type]
        )  # fmt: skip
    assert refusal.value.field == "photo"
    assert Idea.objects.count() == 2


@pytest.mark.parametrize(("before", "state"), [("before", Moderation.WAITING), ("after", Moderation.SHOWN)])
def test_words_wait_for_a_moderator_where_the_round_says_so(round: Round, before: str, state: str) -> None:
    first = idea(round)
    checked = settle(round, moderation=before)
    assert idea(checked, "Iets anders.").moderation == state
    assert say(checked, first).moderation == state


def test_a_comment_answers_an_idea_that_everybody_reads(round: Round) -> None:
    about, other = idea(round), idea(round, "Iets anders.")
    for stance in ("", "misschien"):
        with pytest.raises(BadInput) as refusal:
            say(round, about, stance)
        assert refusal.value.field == "stance"
    made = say(round, about, "against")
    assert (made.parent, made.theme, Comment.objects.get().stance) == (about, about.theme, "against")
    assert [Contribution.objects.get(pk=one.pk).reply_count for one in (about, other)] == [1, 0]
    gone = {
        "moderation": {"moderation": Moderation.HIDDEN}, "waiting": {"moderation": Moderation.WAITING},
        "closed": {"publicity": "closed"}, "withdrawn": {"withdrawn_at": clock.now(), "text": ""},
    }  # fmt: skip
    for number, change in enumerate(gone.values()):
        one = idea(round, f"Een idee {number}.")
        Contribution.objects.filter(pk=one.pk).update(**change)
        one.refresh_from_db()
        for act in (lambda one=one: say(round, one), lambda one=one: wish(one, "a")):
            with pytest.raises(NotNow, match="er niet meer"):
                act()
    with pytest.raises(NotNow, match="er niet meer"):
        say(round, made)
    with pytest.raises(NotNow, match="niet reageren"):
        say(settle(round, comments=False), about)
    assert Comment.objects.count() == 1
    assert not Support.objects.exists()


def test_support_is_of_one_device_for_one_idea_and_can_be_taken_back(round: Round) -> None:
    about, other = idea(round), idea(round, "Iets anders.")
    assert [wish(about, "a"), wish(about, "a"), wish(about, "b"), wish(other, "a")] == [True, False, True, True]
    assert [Contribution.objects.get(pk=one.pk).support_count for one in (about, other)] == [2, 1]
    assert [wish(about, "a", False), wish(about, "a", False), wish(about, "c", False)] == [True, False, False]
    assert [Contribution.objects.get(pk=one.pk).support_count for one in (about, other)] == [1, 1]
    assert Support.objects.count() == 2
    settle(round, support=False)
    with pytest.raises(NotNow, match="niet steunen"):
        wish(about, "d")
    settle(round, support=True)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now())
    with pytest.raises(NotNow, match="niet open"):
        wish(about, "d")
