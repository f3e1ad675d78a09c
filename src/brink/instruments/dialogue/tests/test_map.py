"""The map: per batch and frozen, nothing that singles anybody out, own place to oneself, twin equals picture."""

import re
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from brink.domain.journal.services import Actor
from brink.domain.participation.round_page import frame_of
from brink.foundation import clock
from brink.foundation.disclosure import K
from brink.foundation.visibility import ANYONE
from brink.instruments.dialogue.cells import LEAST_UNANIMOUS, Cell, publish
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.map_view import Reading, opinion_of
from brink.instruments.dialogue.models import OpinionResult, Session, Vote
from brink.instruments.dialogue.models.answers import NO_GROUP
from brink.instruments.dialogue.panels import map_context
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.filling import Person, Sentence, fill
from brink.instruments.dialogue.services.mapping import refresh
from brink.instruments.dialogue.tests.conftest import Village, make_village
from brink.instruments.dialogue.tests.test_taking_part import react

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
COUNTS = st.builds(Cell, st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))


def crowd(village: Village, sizes: tuple[int, ...] = (60, 40, 20), sentences: int = 15, seed: int = 1) -> None:
    """Put groups of these sizes in the round, each agreeing with its own third of new sentences."""
    rng, now = Random(seed), clock.now()
    people = []
    for group, size in enumerate(sizes):
        for _ in range(size):
            likely = [0.92 if place % len(sizes) == group else 0.08 for place in range(sentences)]
            people.append(Person({place: 1 if rng.random() < p else -1 for place, p in enumerate(likely)}, now))
    texts = [Sentence(f"Bedachte zin {number} over het dorp.", now) for number in range(sentences)]
    fill(round=village.round, sentences=texts, people=people, actor=OFFICER, origin="test")


def close(village: Village) -> OpinionResult:
    village.round.closed_at = clock.now()
    Dialogue().close(village.round, by=OFFICER, at=village.round.closed_at)
    village.round.save(update_fields=("closed_at",))
    return OpinionResult.objects.get(frozen=True)


def shown(village: Village, page: str) -> str:
    """Return what a stranger reads on a page, without the token that differs each time."""
    html = Client().get(village.url(page)).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


@given(st.lists(COUNTS, max_size=5), COUNTS, st.booleans())
def test_nothing_published_or_found_by_subtracting_counts_fewer_than_ten(
    groups: list[Cell], rest: Cell, whole: bool
) -> None:
    total, shown = publish(groups, rest, whole=whole)
    if whole and total is not None:
        assert total == sum(groups, rest)
    published = [cell for cell in shown if cell is not None]
    for cell in [*published, *([total] if total else [])]:
        assert cell.seen >= K
        assert max(cell.agree, cell.disagree, cell.unsure) < cell.seen or cell.seen >= LEAST_UNANIMOUS
    if total is not None:
        left = Counter(a=total.agree, d=total.disagree, u=total.unsure)
        for cell in published:
            left.subtract(a=cell.agree, d=cell.disagree, u=cell.unsure)
        assert min(left.values()) >= 0
        remainder = sum(left.values())
        assert remainder == 0 or remainder >= K
    else:
        assert published == []


@given(st.lists(COUNTS, min_size=1, max_size=5), COUNTS)
def test_safe_groups_are_shown_as_they_are(groups: list[Cell], rest: Cell) -> None:
    _, shown = publish(groups, rest)
    assert [cell for cell in shown if cell is not None] == [cell for cell in groups if cell.safe]


def test_the_map_is_refreshed_per_ten_people_and_a_minute(village: Village) -> None:
    """N30: two looks around one known answer show the same."""
    for number in range(9):
        answer(round=village.round, token=f"{number:032}", answers={one.pk: number % 2 for one in village.statements})
    assert refresh(round=village.round) is None
    answer(round=village.round, token="9" * 32, answers={village.statements[0].pk: 1})
    first = refresh(round=village.round)
    assert first is not None
    # Ten people take part, and ten answered the first sentence; of the others nine are too few.
    assert (first.people, first.answers) == (10, 10)
    for number in range(10, 20):
        answer(round=village.round, token=f"{number:032}", answers={village.statements[0].pk: number % 2})
    assert refresh(round=village.round) is None
    with clock.frozen(first.computed_at + timedelta(seconds=60)):
        second = refresh(round=village.round)
    assert second is not None
    assert (second.pk, second.people) == (first.pk, 20)


def test_no_page_moves_between_two_batches(village: Village) -> None:
    crowd(village)
    refresh(round=village.round)
    before = [shown(village, page) for page in ("kaart/", "tabel/")]
    answer(round=village.round, token="t" * 32, answers={village.statements[0].pk: 1})
    tables = list(Dialogue().tables(village.round))
    assert [shown(village, page) for page in ("kaart/", "tabel/")] == before
    assert list(Dialogue().tables(village.round)) == tables


def test_kept_back_results_show_nowhere_before_closing() -> None:
    """N28: page, panel, open data, follow page; all appear once the round is closed."""
    village = make_village(results="closing")
    crowd(village)
    result = refresh(round=village.round)
    assert result is not None
    assert not result.public
    for page in ("kaart/", "tabel/", ""):
        html = Client().get(village.url(page)).content.decode()
        assert not re.search(r"\d+ ?%|60 mensen|120 mensen", html), page
    assert list(Dialogue().tables(village.round)) == []
    panel = Dialogue().panel(village.round, ANYONE)
    assert panel.context["hidden"]
    assert "opinion" not in panel.context
    frozen = close(village)
    assert frozen.public
    assert [table.name for table in Dialogue().tables(village.round)] == ["stellingen", "stellingen_per_groep"]


def test_three_groups_are_found_and_told_with_their_bridges(village: Village) -> None:
    crowd(village)
    result = refresh(round=village.round)
    assert result is not None
    assert result.state == OpinionResult.State.GROUPS
    assert sorted(group["size"] for group in result.data["groups"]) == [20, 40, 60]
    assert result.data["groups"][0]["size"] >= result.data["groups"][-1]["size"]


def test_too_few_people_have_no_map(village: Village) -> None:
    crowd(village, (12, 12))
    result = refresh(round=village.round)
    assert result is not None
    assert (result.state, result.data["statements"]) == (OpinionResult.State.FEW, [])
    assert "Nog geen kaart: 24 van de 50 mensen hebben meegedaan." in village.looks("kaart/")


def test_answers_by_chance_have_no_clear_groups(village: Village) -> None:
    rng, now = Random(3), clock.now()
    people = [Person({place: rng.choice((1, -1, 0)) for place in range(15)}, now) for _ in range(120)]
    texts = [Sentence(f"Bedachte zin {number} over het dorp.", now) for number in range(15)]
    fill(round=village.round, sentences=texts, people=people, actor=OFFICER, origin="test")
    result = refresh(round=village.round)
    assert result is not None
    assert result.state == OpinionResult.State.UNCLEAR
    assert "Wij zien geen aparte groepen." in village.looks("kaart/")
    outcome = Dialogue().outcome(village.round)
    assert (outcome.minority, bool(outcome.minority_reason)) == ((), True)


def test_a_group_under_ten_people_is_never_shown(village: Village) -> None:
    crowd(village, (60, 40, 8))
    result = refresh(round=village.round)
    assert result is not None
    assert min((group["size"] for group in result.data["groups"]), default=10) >= 10
    assert result.data["ungrouped"] in (None, 0) or result.data["ungrouped"] >= 10


def test_own_place_is_told_to_its_own_device_only(village: Village) -> None:
    crowd(village)
    client = Client()
    react(client, village, "agree")
    session = Session.objects.exclude(participant=None).get()
    refresh(round=village.round)
    Session.objects.filter(pk=session.pk).update(group=0)
    assert "U staat op heuvel A" in client.get(village.url("kaart/")).content.decode()
    assert "U staat op heuvel" not in Client().get(village.url("kaart/")).content.decode()
    assert "opinion" not in Dialogue().panel(village.round, ANYONE).context
    followed = Dialogue().follow(session.contribution_id)
    assert followed is not None
    assert followed.context["opinion"].own.group == 0


def test_own_place_never_reaches_a_cache(village: Village) -> None:
    crowd(village)
    client = Client()
    react(client, village, "agree")
    for page in ("", "alles/", "klaar/", "kaart/"):
        # Private: no cache in between; and asked for anew each time. Not "no-store", or Back would lose a form.
        assert client.get(village.url(page)).headers["Cache-Control"] == "private, no-store", page


def test_picture_twin_and_table_have_the_same_figures(village: Village) -> None:
    crowd(village)
    result = close(village)
    reading = Reading.of(result)
    opinion = opinion_of(reading, village.round)
    html = Client().get(village.url("kaart/")).content.decode()
    drawn = [int(count) for count in re.findall(r'class="hill-count"[^>]*>([\d.]+)<', html)]
    told = [int(count) for count in re.findall(r"<strong>\s*(\d+) mensen\.", html)]
    assert drawn == told == [group.size for group in opinion.groups]
    spans = [int(count) for count in re.findall(r'class="bridge-number"[^>]*>(\d+)<', html)]
    assert spans == [bridge.shared for bridge in opinion.shown_bridges]
    table = Client().get(village.url("tabel/")).content.decode()
    for row in result.data["statements"]:
        for cell in filter(None, row["groups"]):
            agree = cell[0]
            seen = sum(cell)
            assert f"{int(agree / seen * 100 + 0.5)}% eens" in table
            assert f"(van {seen})" in table


def test_same_answers_and_seed_give_the_same_outcome(village: Village) -> None:
    crowd(village)
    refresh(round=village.round)
    assert Dialogue().outcome(village.round) == Dialogue().outcome(village.round)
    close(village)
    first = Dialogue().outcome(village.round)
    assert Dialogue().outcome(village.round) == first
    assert first.minority


def test_the_frozen_map_stays_when_people_leave(village: Village) -> None:
    """N33: erasing somebody after closing takes device and answers away and leaves the tally."""
    crowd(village)
    react(Client(), village, "agree")
    frozen = close(village)
    outcome = Dialogue().outcome(village.round)
    sessions = list(Session.objects.values_list("contribution_id", flat=True))
    assert Vote.objects.count() > 0
    Dialogue().erase(sessions)
    frozen_again = OpinionResult.objects.get(frozen=True)
    assert (frozen_again.data, frozen_again.people) == (frozen.data, frozen.people)
    assert Dialogue().outcome(village.round).findings == outcome.findings
    assert (Vote.objects.count(), Session.objects.exclude(participant=None).count()) == (0, 0)


def test_leaving_an_open_round_takes_the_answers_out(village: Village) -> None:
    client = Client()
    react(client, village, "agree")
    session = Session.objects.get()
    Dialogue().erase([session.contribution_id])
    session.refresh_from_db()
    assert (Vote.objects.count(), session.participant, session.group) == (0, None, NO_GROUP)
    assert sum(statement.view_count for statement in village.statements) == 0


def test_a_frozen_map_is_frozen_once(village: Village) -> None:
    crowd(village)
    first = close(village)
    answer_rows = Vote.objects.all()[:50]
    Vote.objects.filter(pk__in=[vote.pk for vote in answer_rows]).update(value=0)
    Dialogue().close(village.round, by=OFFICER, at=clock.now())
    assert OpinionResult.objects.get(frozen=True).data == first.data


def test_open_data_holds_no_row_of_anybody(village: Village) -> None:
    crowd(village)
    close(village)
    for table in Dialogue().tables(village.round):
        assert not {"session", "participant", "contribution", "code", "moment"} & set(table.columns)
        for row in table.rows:
            counts = (
                [value for value in row[-3:] if isinstance(value, int)] if table.name.endswith("groep") else row[3:6]
            )
            assert None in counts or sum(counts) == 0 or sum(counts) >= K


def test_map_context_before_any_batch_says_so(village: Village) -> None:
    context = map_context(frame_of(village.round))
    assert (context["opinion"].people, context["opinion"].needed) == (0, 50)


def test_what_others_think_comes_after_ones_own_answer(village: Village) -> None:
    """While a round is open nobody sees the groups before having answered; afterwards everybody does."""
    crowd(village)
    refresh(round=village.round)
    pages = [village.url("kaart/"), village.url("tabel/"), f"/processen/{village.round.process.slug}/"]
    first = "U ziet wat anderen vinden als u zelf antwoord heeft gegeven."
    for page in pages:
        seen = Client().get(page).content.decode()
        assert first in seen, page
        assert "heuvel A" not in seen, page
        assert "brink-groups" not in seen, page
    client = Client()
    react(client, village, "agree")
    assert all(first not in client.get(page).content.decode() for page in pages[:2])
    assert "brink-groups" in client.get(pages[0]).content.decode()


def test_how_to_recount_is_folded_away_and_not_in_the_text(village: Village) -> None:
    crowd(village)
    refresh(round=village.round)
    page = village.looks("tabel/")
    prose, folded = page.split("<details", 1)
    assert "startgetal" not in prose
    assert "startgetal" in folded
    assert "startgetal" not in village.looks("kaart/")
