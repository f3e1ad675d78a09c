"""Promise 4: a decision is public only when every interest, bundle and dissenting group was weighed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.decisions import publication_checks, queries, services
from brink.domain.decisions.models import Decision, MinorityNote
from brink.domain.decisions.principles import all_hold
from brink.domain.decisions.services import Choice, Vote
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import CouncilGroup, Organ
from brink.domain.people.services import add_group
from brink.domain.processes.models import Interest, Process, RoundOutcome
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import Severity

STAFF = Actor(role="clerk")
NOTE = {"argument": "Te veel huizen.", "holders": "58 mensen", "adopted": "A.", "not_further": "B.", "softening": "C."}


def make_draft(world: World, *, size: int = 58, sources: tuple[str, ...] = ()) -> Decision:
    process = make_process(world)
    Interest.objects.create(tenant=world.body, created_at=clock.now(), process=process, title="jongeren")
    round = make_round(process, closed_at=clock.now())
    data = {
        "summary": "s", "findings": [], "reach": {"people": 60, "channels": {}, "areas": {}},
        "minority": [{"key": "c", "title": "Laat het dorp heel", "argument": "x", "size": size, "sources": sources}],
    }  # fmt: skip
    RoundOutcome.objects.create(
        tenant=world.body, created_at=clock.now(), round=round, data=data, content_hash="0" * 64
    )
    return services.draft(
        process=process, organ=world.council, title="Wonen in kleine dorpen", on=date(2026, 12, 16), actor=STAFF
    )


def complete(decision: Decision) -> None:
    fields = {"competence": "art. 105", "text": "Tien huizen.", "explanation": "Zo.", "evaluation_on": date(2028, 1, 1)}
    services.edit(decision=decision, fields=fields, actor=STAFF)
    choices = [Choice("Niets doen", "Stilstand.", nothing=True), Choice("Tien huizen", "Groei.", chosen=True)]
    services.set_options(decision=decision, choices=choices, actor=STAFF)
    for start in queries.initial_lines(decision):
        texts = {name: f"{name} van {start['who']}" for name in queries.TEXTS}
        services.weigh(decision=decision, weight="high", actor=STAFF, **texts, **start)
    services.set_minority(decision=decision, fields=NOTE, actor=STAFF)
    services.set_advice(decision=decision, followed=True, reason="Goed advies.", actor=STAFF)
    services.set_principles(decision=decision, answers=all_hold(), actor=STAFF)
    fracties(decision.organ)
    services.set_votes(decision=decision, votes=[Vote("A", 20, 0), Vote("B", 9, 14)], actor=STAFF)
    said = {"argument": "Zo komt er een heel dorp bij.", "minutes": "Verslag, pagina 4"}
    services.note_group(decision=decision, vote=decision.votes.get(group="B"), fields=said, actor=STAFF)


def fracties(council: Organ) -> None:
    """Let a council have two fracties since years, that take all its 43 seats."""
    for name, seats in (("A", 20), ("B", 23)):
        if not CouncilGroup.objects.filter(organ=council, name=name).exists():
            add_group(organ=council, name=name, seats=seats, starts=date(2020, 1, 1), actor=STAFF)


@pytest.mark.django_db
def test_a_new_record_says_everything_that_is_missing() -> None:
    decision = make_draft(make_world())
    assert [finding.key for finding in queries.findings(decision)] == [
        "text", "competence", "explanation", "evaluation", "options", "chosen", "interest", "dissent", "minority",
        "advice", "votes", "principles",
    ]  # fmt: skip
    with pytest.raises(NotNow, match="nog niet openbaar"):
        services.publish(decision=decision, actor=STAFF)


@pytest.mark.django_db
def test_a_complete_record_is_published_once_and_never_changes() -> None:
    decision = make_draft(make_world())
    complete(decision)
    decision = Decision.objects.get(pk=decision.pk)
    assert queries.findings(decision) == []
    services.publish(decision=decision, actor=STAFF)
    decision.refresh_from_db()
    decision.process.refresh_from_db()
    assert decision.published_at == decision.process.decided_at
    for act in (
        lambda: services.publish(decision=decision, actor=STAFF),
        lambda: services.edit(decision=decision, fields={"text": "Anders."}, actor=STAFF),
        lambda: services.set_minority(decision=decision, fields=NOTE, actor=STAFF),
    ):
        with pytest.raises(NotNow):
            act()
    assert Entry.objects.filter(kind="decision.published").count() == 1


@pytest.mark.django_db
def test_saying_there_is_no_minority_is_refused_where_there_is_one() -> None:
    decision = make_draft(make_world())
    complete(decision)
    services.set_minority(decision=decision, fields={"none_found": True, "method": "Gekeken."}, actor=STAFF)
    decision = Decision.objects.get(pk=decision.pk)
    assert [finding.key for finding in queries.findings(decision)] == ["minority_denied"]


@pytest.mark.django_db
def test_an_empty_minority_note_is_refused_by_the_database_too() -> None:
    decision = make_draft(make_world())
    with pytest.raises(IntegrityError), transaction.atomic():
        MinorityNote.objects.create(tenant_id=decision.tenant_id, created_at=clock.now(), decision=decision)
    with pytest.raises(BadInput, match="Vul dit vak in"):
        services.set_minority(decision=decision, fields={**NOTE, "adopted": " "}, actor=STAFF)


@pytest.mark.django_db
def test_more_votes_than_seats_are_refused() -> None:
    decision = make_draft(make_world())
    fracties(decision.organ)
    with pytest.raises(BadInput, match=r"20 zetels\. U telt 44 stemmen"):
        services.set_votes(decision=decision, votes=[Vote("A", 44, 0)], actor=STAFF)


@pytest.mark.django_db
def test_as_many_votes_as_seats_are_taken_and_one_more_is_not() -> None:
    decision = make_draft(make_world())
    fracties(decision.organ)
    services.set_votes(decision=decision, votes=[Vote("A", 20, 0), Vote("B", 0, 23)], actor=STAFF)
    with pytest.raises(BadInput, match=r"23 zetels\. U telt 24 stemmen"):
        services.set_votes(decision=decision, votes=[Vote("A", 20, 0), Vote("B", 0, 24)], actor=STAFF)
    votes = [(one.in_favour, one.against) for one in decision.votes.all()]
    assert publication_checks.breadth(votes) == publication_checks.Breadth(20, 23, 1, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "keys"), [(9, set()), (10, {"dissent", "minority_denied"})])
def test_a_group_of_ten_is_a_minority_that_nobody_may_deny(size: int, keys: set[str]) -> None:
    decision = make_draft(make_world(), size=size)
    services.set_minority(decision=decision, fields={"none_found": True, "method": "Gekeken."}, actor=STAFF)
    found = {one.key for one in queries.findings(Decision.objects.get(pk=decision.pk))}
    assert found & {"dissent", "minority_denied", "minority"} == keys


@pytest.mark.django_db
def test_no_decision_is_published_on_a_question_that_was_withdrawn() -> None:
    decision = make_draft(make_world())
    complete(decision)
    Process.objects.filter(pk=decision.process_id).update(withdrawn_at=clock.now(), withdrawn_reason="Van de baan.")
    with pytest.raises(NotNow, match="ingetrokken"):
        services.publish(decision=decision, actor=STAFF)


RECORD = publication_checks.Record(
    level="advise", is_council=True, competence="x", text="x", explanation="x", has_evaluation=True, options=2,
    has_nothing=True, chosen=1, unweighed=(),
    has_minority_note=True, claims_no_minority=False, dissenting_groups=1, has_advice=True, votes=3, open_rounds=(),
)  # fmt: skip


@given(st.lists(st.text(min_size=1)), st.lists(st.text(min_size=1)), st.integers(0, 5))
def test_each_unweighed_thing_is_one_finding(interests: list[str], bundles: list[str], groups: int) -> None:
    from dataclasses import replace

    left = [publication_checks.Unweighed("interest", title, "interest-1") for title in interests]
    left += [publication_checks.Unweighed("bundle", title, "bundle-1") for title in bundles]
    left += [publication_checks.Unweighed("group", "g", f"group-1-{number}", 12) for number in range(groups)]
    found = publication_checks.missing(replace(RECORD, unweighed=left))
    assert [(one.key, one.where) for one in found] == [
        ({"group": "dissent"}.get(one.kind, one.kind), one.where) for one in left
    ]


def test_breadth_counts_seats_and_groups() -> None:
    assert publication_checks.breadth([(20, 0), (4, 5), (5, 9)]) == publication_checks.Breadth(29, 14, 1, 3)
    assert publication_checks.breadth([]) is None


@pytest.mark.django_db
def test_one_sentence_for_two_things_at_stake_is_said_and_holds_nothing_back() -> None:
    """X2: what stands at everybody was weighed for nobody. Advice: publishing is not refused for it."""
    decision = make_draft(make_world())
    complete(decision)
    first, second = decision.lines.order_by("number")
    services.reweigh(decision=decision, line=second, fields={"reason": first.reason.upper()}, actor=STAFF)
    decision = Decision.objects.get(pk=decision.pk)
    (found,) = queries.findings(decision)
    assert (found.key, found.weight, found.where) == ("same_words", Severity.ADVICE, f"line-{second.pk}")
    assert second.who in found.message
    assert first.who in found.message
    services.publish(decision=decision, actor=STAFF)


@pytest.mark.django_db
def test_a_quote_stands_in_words_that_somebody_gave_or_is_a_summary() -> None:
    """X2: nobody is given words that they did not say, and words that were taken back are quoted no more."""
    decision = make_draft(make_world(), sources=("another",))
    complete(decision)
    said = "Laat het dorp heel. Wij wonen hier al zestig jaar."
    voice = Contribution.objects.create(
        tenant_id=decision.tenant_id, created_at=clock.now(), process=decision.process, kind="idea", channel="web",
        text=said,
    )  # fmt: skip
    for typed, quoted in (
        ("Wij wonen hier al zestig jaar.", voice),
        ("‘Wij wonen hier al zestig jaar.’", voice),
        ("Wij wonen hier al zestig jaren.", None),
        ("Laat het dorp", None),
        ("wij wonen hier al zestig jaar.", None),
    ):
        note = services.set_minority(decision=decision, fields={**NOTE, "argument": typed}, actor=STAFF)
        assert note.quoted == quoted, typed
    services.set_minority(decision=decision, fields={**NOTE, "argument": "Wij wonen hier al zestig jaar."}, actor=STAFF)
    decision = Decision.objects.get(pk=decision.pk)
    assert "minority_outsider" in {one.key for one in queries.findings(decision)}
    services.publish(decision=decision, actor=STAFF)
    client, page = Client(), f"/besluiten/{decision.slug}/"
    assert "Samenvatting van de balie" not in client.get(page).content.decode()
    assert "Wij wonen hier al zestig jaar." in client.get(page).content.decode()
    Contribution.objects.filter(pk=voice.pk).update(moderation="hidden")
    assert "Wij wonen hier al zestig jaar." not in client.get(page).content.decode()


@pytest.mark.django_db
def test_a_summary_of_the_desk_is_shown_as_one() -> None:
    decision = make_draft(make_world())
    complete(decision)
    services.publish(decision=decision, actor=STAFF)
    page = Client().get(f"/besluiten/{decision.slug}/").content.decode()
    assert "Samenvatting van de balie" in page
    assert f"‘{NOTE['argument']}’" not in page
