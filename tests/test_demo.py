"""The demo: every state of a question, told through the ordinary services, in words that mean something."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings

from brink.domain.contributions.models import Answer, Contribution, Landing
from brink.domain.contributions.services.following import look_up
from brink.domain.decisions.models import Decision, MinorityNote, WeighingLine
from brink.domain.framework.models import InstrumentRule
from brink.domain.people.models import Account, AreaContact, Body, Person
from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.desk import desk_items
from brink.domain.processes.states import ProcessState, process_state
from brink.foundation import clock, example
from brink.foundation.queue import desk_queue
from brink.foundation.visibility import DESK
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.tests.representations import every_address
from brink.instruments.ideas.seeding import invented
from brink.methods.matching import Entry, Index
from brink.site.commands import main
from brink.site.demo import build
from brink.site.demo.scenarios import Scenario, scenarios

pytestmark = pytest.mark.django_db
# What a machine asks whether we live, and what is no statement about anything.
NO_CLAIM = re.compile(r"^(healthy|robots|security|web:language|jsi18n)")


@pytest.fixture(scope="module")
def codes(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ...]]:
    """Build the demo once for all that is asked of it, with a tenth of its crowd."""
    folder = tmp_path_factory.mktemp("demo")
    places = override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "uploads")
    with django_db_blocker.unblock(), places, transaction.atomic():  # type: ignore[attr-defined]
        yield build(scale=0.1)
        transaction.set_rollback(True)


@pytest.mark.both_databases
def test_the_demo_tells_every_state(codes: tuple[str, ...]) -> None:
    now = clock.now()
    states = Counter(process_state(process, now) for process in Process.objects.filter(participation=True))
    assert set(states) == set(ProcessState)
    done = Process.objects.get(evaluated_at__isnull=False)
    assert done.contribution_count == done.landed_count > 0
    assert not Contribution.objects.filter(process=done, landed_at=None, withdrawn_at=None).exists()
    joint = Process.objects.filter(partners__isnull=False).distinct().get()
    assert {partner.body.kind for partner in joint.partners.all()} == {Body.Kind.MUNICIPALITY, Body.Kind.WATER_BOARD}
    assert Body.objects.filter(kind=Body.Kind.MUNICIPALITY).count() == AreaContact.objects.count() == 12
    assert all(look_up(code) is not None for code in codes)
    client = Client()
    for process in Process.objects.exclude(room_published_at=None):
        assert client.get(f"/processen/{process.slug}/").status_code == 200
    assert client.get("/").status_code == 200


def test_a_person_in_the_demo_says_that_they_are_invented(codes: tuple[str, ...]) -> None:
    assert [one.name for one in Person.objects.all() if not one.name.endswith("(voorbeeld)")] == []


def test_everybody_who_can_log_in_comes_to_a_page(codes: tuple[str, ...]) -> None:
    """Nothing that is printed as a login ends in "not found": whom nothing waits for comes to their own page."""
    seen, home = {}, {}
    for account in Account.objects.all():
        client, viewer = Client(), viewer_for(account)
        client.force_login(account)
        answer = client.get("/balie/", follow=True)
        waits = bool(viewer.tenants(DESK)) or any(source(viewer) for source in desk_queue.all())
        seen[account.email] = (answer.status_code, answer.request["PATH_INFO"].startswith("/balie/") == waits)
        if not waits:
            home[account.email] = answer.request["PATH_INFO"] == "/mijn/"
    assert set(seen.values()) == {(200, True)}, seen
    assert set(home.values()) == {True}, home


def test_every_desk_finds_something_to_do(codes: tuple[str, ...]) -> None:
    idle = []
    for account in Account.objects.all():
        viewer = viewer_for(account)
        if not viewer.tenants(DESK):
            continue
        items = [*desk_items(viewer), *(item for source in desk_queue.all() for item in source(viewer))]
        if not items:
            idle.append(account.email)
    assert idle == []
    assert Contribution.objects.filter(moderation="waiting").count() >= 3


def _chance(scenario: Scenario) -> Iterator[tuple[str, float]]:
    """Yield for each bundle how often as many ideas of the same question, taken at random, fit its words as well."""
    ideas = [one for script in scenario.rounds for one in script.voices if "bundle" in one]
    index = Index.build(Entry(one.title, one.title, one.summary) for one in scenario.heaps)
    likeness = {one["text"]: index.cosines(one["text"]) for one in ideas}
    for place, heap in enumerate(scenario.heaps):
        own = sum(likeness[text][place] for text in heap.texts) / len(heap.texts)
        scores = [likeness[one["text"]][place] for one in ideas]
        others = [sum(some) / len(some) for some in combinations(scores, len(heap.texts))]
        yield heap.title, sum(other >= own - 1e-12 for other in others) / len(others)


@pytest.mark.parametrize("scenario", [one for one in scenarios() if one.heaps], ids=lambda one: one.title)
def test_what_lies_in_a_bundle_is_about_it(scenario: Scenario) -> None:
    """All of it together more than chance would give, and each idea on its own more than it is about any other."""
    assert {title: chance for title, chance in _chance(scenario) if chance > 0.05} == {}
    index = Index.build(Entry(one.title, one.title, one.summary) for one in scenario.heaps)
    strays = [
        (heap.title, text)
        for place, heap in enumerate(scenario.heaps)
        for text in heap.texts
        if index.cosines(text).argmax() != place
    ]
    assert strays == []


def test_bundles_hold_what_was_written_for_them_and_the_replies(codes: tuple[str, ...]) -> None:
    for scenario in scenarios():
        for heap in scenario.heaps:
            rows = Contribution.objects.filter(bundle_items__bundle__title=heap.title, bundle_items__removed_at=None)
            assert {row.text for row in rows if row.parent_id is None} == set(heap.texts)
            assert all(row.parent.text in heap.texts for row in rows.exclude(parent=None))


def _same(texts: list[str]) -> list[str]:
    folded = Counter(" ".join(text.casefold().split()).strip(" .!?") for text in texts if text)
    return [text for text, count in folded.items() if count > 1]


def test_no_sentence_weighs_or_answers_two_things(codes: tuple[str, ...]) -> None:
    lines = WeighingLine.objects.all()
    # A sixteenth speaks for a group of the map, which at a tenth of the crowd is not claimed every time.
    assert lines.count() >= 15
    for name in ("norm_side", "value_side", "done", "reason"):
        assert _same([getattr(line, name) for line in lines]) == []
    answers = [one.reason for one in Answer.objects.exclude(outcome__in=("collective", "stopped"))]
    seeds = [one.reason for one in Statement.objects.filter(contribution=None)]
    assert len(answers) + sum(map(bool, seeds)) >= 40
    assert _same([*answers, *seeds]) == []
    assert _same([one.not_adopted for one in Answer.objects.all()]) == []


def test_every_answer_is_the_one_that_was_written_for_these_words(codes: tuple[str, ...]) -> None:
    landed = Landing.objects.filter(current=True, contribution__text__gt="", contribution__parent=None)
    checked = 0
    for row in landed.select_related("answer", "contribution", "bundle"):
        for scenario in scenarios():
            replies = scenario.closing.replies if scenario.closing else {}
            said = replies.get(row.bundle.title if row.bundle else row.contribution.text)
            if said is not None:
                assert (row.answer.outcome, row.answer.reason) == (said.outcome, said.reason)
                checked += 1
    assert checked >= 25


def test_a_minority_said_what_is_quoted(codes: tuple[str, ...]) -> None:
    notes = MinorityNote.objects.filter(none_found=False)
    assert notes.count() == 2
    for note in notes:
        assert note.quoted is not None
        assert note.argument in note.quoted.text
        assert note.quoted.process_id == note.decision.process_id
        page = Client().get(f"/besluiten/{note.decision.slug}/").content.decode()
        assert note.argument in page
        assert "Samenvatting van de balie" not in page


def test_people_do_not_speak_in_filler(codes: tuple[str, ...]) -> None:
    """Nobody says what another said, or a piece of what tests are filled with; and five kinds of people speak."""
    words = list(Contribution.objects.exclude(text="").values_list("text", flat=True))
    assert len(words) >= 130
    assert _same(words) == []
    pieces = [piece for topic in invented()["topic"].values() for piece in (*topic["reasons"], *topic["worries"])]
    assert [text for text in words if any(piece in text for piece in pieces) or re.search(r"[{}]|seed", text)] == []
    for scenario in scenarios():
        voices = [one for script in scenario.rounds for one in script.voices if "who" in one]
        if voices:
            assert {one["who"] for one in voices} == {"boer", "ouder", "senior", "tiener", "nieuw"}, scenario.title
            lengths = [len(one["text"]) for one in voices]
            assert max(lengths) > 1.5 * min(lengths), scenario.title


def test_a_giver_reads_an_answer_from_their_own_side(codes: tuple[str, ...]) -> None:
    """F6: "overgenomen" to somebody who was against says that it is otherwise than they said."""
    from brink.instruments.dialogue.queries import signal_answers

    sessions = Contribution.objects.filter(process__slug="wonen-in-kleine-dorpen", kind="session")[:40]
    told = {(one.own, one.outcome, one.for_you) for voice in sessions for one in signal_answers(voice.pk)}
    assert ("eens", "overgenomen", "") in told
    assert ("oneens", "overgenomen", "Dit is anders dan u zei: u was het oneens, en het gaat toch zo.") in told
    neither = {said for own, _outcome, said in told if own not in ("eens", "oneens")}
    assert neither == {""}


def test_the_council_sets_the_room_that_it_decides_in(codes: tuple[str, ...]) -> None:
    """K6."""
    published = [room for process in Process.objects.all() for room in process.rooms.exclude(published_at=None)]
    assert published
    others = [room for room in published if room.adopted_by_id != room.decider_id]
    assert [room.process.title for room in others if not room.consent] == [], "or says where its consent stands"
    assert len(others) < len(published) / 3


def test_a_municipality_shows_no_number_of_the_province(codes: tuple[str, ...]) -> None:
    """K9: what Drenthe chose does not hold in Emmen."""
    of = {
        body.kind: " ".join(f"{one.rule} {one.explanation}" for one in InstrumentRule.objects.filter(tenant=body))
        for body in Body.objects.filter(slug__in=("provincie-drenthe", "gemeente-emmen"))
    }
    numbers = ("400 steunbetuigingen", "het presidium", "150 mensen", "5 minuten", "van Drenthe")
    assert [one for one in numbers if one not in of[Body.Kind.PROVINCE]] == []
    assert [one for one in numbers if one in of[Body.Kind.MUNICIPALITY]] == []


def test_what_the_demo_says_of_the_law_is_careful(codes: tuple[str, ...]) -> None:
    """K10, K11, K12: a tariff that the council chooses, a guideline that is no law, a competence that is general."""
    honest = Process.objects.get(slug="tarieven-voor-paspoorten")
    assert "participatieverordening" in honest.motivation
    assert "vast in een wet" not in honest.motivation
    laws = [
        boundary.subject
        for process in Process.objects.all()
        for room in process.rooms.all()
        for boundary in room.boundaries.filter(source="law")
    ]
    assert laws == ["niet bouwen in beschermde natuur"]
    assert not Decision.objects.filter(competence__contains="Wegenwet").exists()


def test_who_leads_a_question_is_who_asks_it(codes: tuple[str, ...]) -> None:
    """K13."""
    page = Client().get("/processen/een-dorpsbos-van-en-voor-het-dorp/").content.decode()
    assert "Inwoners vragen, de provincie Drenthe doet mee" in page
    assert "provincie Drenthe vraagt" not in page


def _plain(body: bytes) -> str:
    """Return a body as text, with the folded lines and escaped commas of a calendar put right."""
    return body.decode("utf-8", "replace").replace("\r\n ", "").replace("\\,", ",")


def test_all_that_leaves_the_demo_says_that_it_is_an_example(codes: tuple[str, ...], tmp_path: Path) -> None:
    """K14, the class: whatever the site registers an address for, and every file that is exported."""
    client, silent, kinds = Client(), set(), Counter[str]()
    closed = Round.objects.filter(frozen_outcome__isnull=False).select_related("process")
    looked: set[str] = set()
    for round in [*closed.filter(instrument="dialogue"), *closed.filter(instrument="ideas")[:2]]:
        for name, address in every_address(round).items():
            if address in looked or NO_CLAIM.match(name):
                continue
            looked.add(address)
            answer = client.get(address)
            kind = answer.headers.get("Content-Type", "").split(";")[0]
            if answer.status_code != 200 or kind.startswith("image/"):
                continue
            kinds[kind] += 1
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if example.notice() not in _plain(body):
                silent.add(f"{name} {address}")
    assert silent == set()
    assert {"text/html", "text/calendar", "text/csv", "application/atom+xml"} <= set(kinds)
    assert main(["export", "process", "wonen-in-kleine-dorpen", str(tmp_path / "uit")]) == 0
    files = [one for one in (tmp_path / "uit").iterdir() if one.is_file()]
    assert {one.suffix for one in files} == {".json", ".csv", ".jsonl"}
    # Of contents that the log commits to each line is checked, and the hashes of files: the mark stands beside them.
    marked = [one for one in files if one.suffix != ".jsonl" and one.name != "export.json"]
    assert [one.name for one in marked if example.notice() not in one.read_text("utf-8")] == []


@override_settings(DEMO=False)
def test_a_site_in_earnest_bears_no_mark() -> None:
    assert (example.notice(), example.titled("Agenda")) == ("", "Agenda")
