"""A process: made from the kader, with a yes or no that has a ground, and a life in steps."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from tests.builders import make_process, make_world

from brink.domain.framework.models import Framework
from brink.domain.journal.models import Entry
from brink.domain.people.models import Body
from brink.domain.processes.models import Alignment, Dossier, Interest, Partner, Process, Stakeholder
from brink.domain.processes.services.processes import (
    add_lesson,
    create_process,
    edit_process,
    evaluate,
    mark_answered,
    new_slug,
    publish_participation,
    start_weighing,
    withdraw_process,
)
from brink.domain.processes.services.stakeholders import add_interest, add_partner, add_stakeholder, align
from brink.domain.processes.steps import Step, _guards, register_guard
from brink.domain.processes.tests.conftest import facts, new_process
from brink.foundation import clock
from brink.foundation.errors import BadInput, KeyReused, NotNow
from brink.foundation.findings import Finding

pytestmark = pytest.mark.django_db


def test_a_process_pins_its_kader_and_is_made_once(world, officer) -> None:
    made = [
        create_process(tenant=world.body, framework=world.framework, facts=facts(world, dossier="Kleine kernen"),
                       actor=officer, key="k" * 22)
        for _twice in range(2)
    ]  # fmt: skip
    process = Process.objects.get()
    assert made == [process, process]
    assert (process.framework, process.slug) == (world.framework, "wonen-in-kleine-dorpen")
    assert Dossier.objects.get().title == "Kleine kernen"
    assert list(process.areas.all()) == [world.village]
    with pytest.raises(KeyReused):
        create_process(tenant=world.body, framework=world.framework, facts=facts(world, title="Anders"),
                       actor=officer, key="k" * 22)  # fmt: skip


def test_an_address_is_unique_on_the_whole_node(world, officer) -> None:
    alone = [new_process(world, officer).slug for _time in range(2)]
    assert alone == ["wonen-in-kleine-dorpen", "wonen-in-kleine-dorpen-2"]


def test_an_address_tells_nothing_of_the_hidden_drafts_of_others(world, officer) -> None:
    """Class: a name that is given by what somebody else keeps hidden. With and without such a draft it is the same."""
    other = make_world("emmen")

    def theirs() -> str:
        return create_process(
            tenant=other.body, framework=other.framework, facts=facts(other), actor=officer, key=None
        ).slug

    with transaction.atomic():
        without = theirs()
        transaction.set_rollback(True)
    hidden = new_process(world, officer)
    assert (theirs(), without) == ("wonen-in-kleine-dorpen-emmen",) * 2
    assert hidden.slug == "wonen-in-kleine-dorpen-drenthe"
    assert theirs() == "wonen-in-kleine-dorpen-emmen-2"
    long = new_slug("x" * 90, Body(slug="y" * 60))
    assert (len(long) <= 80, long.endswith("y" * 60)) == (True, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"themes": ()}, "themes"),
        ({"areas": ()}, "areas"),
        ({"lead": "koning"}, "lead"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(world, officer, changes, field) -> None:
    with pytest.raises(BadInput) as refused:
        new_process(world, officer, **changes)
    assert refused.value.field == field
    assert (Process.objects.count(), Entry.objects.count()) == (0, 0)


def test_nothing_of_another_body_can_be_used(world, officer) -> None:
    other = make_world("emmen")
    for changes in ({"owner": other.contact}, {"phase": other.phase}, {"predecessor": make_process(other)}):
        with pytest.raises(BadInput):
            new_process(world, officer, **changes)
    with pytest.raises(BadInput):
        create_process(tenant=world.body, framework=other.framework, facts=facts(other), actor=officer, key=None)


def test_the_yes_or_no_is_public_with_its_ground_and_then_stands(world, officer) -> None:
    bare = new_process(world, officer, ground="", motivation="", participation=False)
    with pytest.raises(NotNow, match="waar het participatiebesluit op steunt"):
        publish_participation(process=bare, actor=officer, key=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Process.objects.filter(pk=bare.pk).update(participation_at=clock.now())
    said = facts(world, participation=False, motivation="De wet laat geen keuze.")
    edit_process(process=bare, facts=said, actor=officer, key=None)
    publish_participation(process=bare, actor=officer, key=None)
    with pytest.raises(NotNow, match="staat vast"):
        edit_process(process=bare, facts=replace(said, participation=True), actor=officer, key=None)
    edit_process(process=bare, facts=replace(said, title="Betere titel"), actor=officer, key=None)
    bare.refresh_from_db()
    assert (bare.title, bare.participation) == ("Betere titel", False)
    assert [(one.kind, one.public) for one in Entry.objects.order_by("id")] == [
        ("process.created", False), ("process.edited", False), ("process.participation", True),
        ("process.edited", True),
    ]  # fmt: skip


def test_answering_waits_for_the_decision_and_for_every_guard(world, officer) -> None:
    process = new_process(world, officer)
    with pytest.raises(NotNow, match="nog geen besluit"):
        mark_answered(process=process, actor=officer, key=None)
    Process.objects.filter(pk=process.pk).update(decided_at=clock.now())
    unanswered = [Finding("landing", "Eén bijdrage heeft nog geen antwoord.")]

    def guard(one: Process) -> list[Finding]:
        return unanswered if one.pk == process.pk else []

    register_guard(Step.ANSWER, guard)
    try:
        with pytest.raises(NotNow, match="Eén bijdrage"):
            mark_answered(process=process, actor=officer, key=None)
        unanswered.clear()
        mark_answered(process=process, actor=officer, key=None)
    finally:
        _guards[Step.ANSWER].remove(guard)


def test_a_book_closes_with_a_lesson_or_a_reason(world, officer) -> None:
    process = new_process(world, officer)
    with pytest.raises(NotNow, match="Koppel eerst terug"):
        evaluate(process=process, actor=officer, key=None)
    Process.objects.filter(pk=process.pk).update(decided_at=clock.now(), answered_at=clock.now())
    with pytest.raises(BadInput, match="leermoment"):
        evaluate(process=process, actor=officer, key=None)
    add_lesson(process=process, happened="De zaal was te klein.", change="Wij huren een sporthal.", actor=officer,
               key=None)  # fmt: skip
    evaluate(process=process, actor=officer, key=None)
    with pytest.raises(NotNow, match="Dit proces is klaar"):
        add_lesson(process=process, happened="Nog iets.", change="Niets.", actor=officer, key=None)


def test_a_decided_process_is_not_withdrawn(world, officer) -> None:
    process = new_process(world, officer)
    Process.objects.filter(pk=process.pk).update(decided_at=clock.now())
    with pytest.raises(NotNow, match="al besloten"):
        withdraw_process(process=process, reason="Spijt.", actor=officer, key=None)


def test_weighing_needs_a_room(world, officer) -> None:
    with pytest.raises(NotNow, match="nog geen speelruimte"):
        start_weighing(process=new_process(world, officer), actor=officer, key=None)


def test_who_is_at_the_table_and_what_is_at_stake(world, officer) -> None:
    process = new_process(world, officer)
    table = add_stakeholder(process=process, name="Dorpsbelang", aim="Een winkel", actor=officer, key=None)
    add_interest(process=process, title="Bereikbaar blijven", stakeholder=table, actor=officer, key=None)
    for again in (
        lambda: add_stakeholder(process=process, name="Dorpsbelang", actor=officer, key=None),
        lambda: add_interest(process=process, title="Bereikbaar blijven", actor=officer, key=None),
    ):
        with pytest.raises(BadInput, match="staat er al"):
            again()
    assert Stakeholder.objects.get().joined_on == clock.today()
    Process.objects.filter(pk=process.pk).update(decided_at=clock.now())
    with pytest.raises(NotNow, match="al besloten"):
        add_interest(process=process, title="Te laat", actor=officer, key=None)
    assert Interest.objects.count() == 1


def test_samen_optrekken_is_recorded_and_can_be_changed(world, officer) -> None:
    other = make_world("emmen")
    theirs, hidden = make_process(other, "dorpswinkels"), make_process(other, "geheim", room=False)
    process = new_process(world, officer)
    for choice in ("together", "informed"):
        align(process=process, other=theirs, choice=choice, note="Gebeld.", actor=officer, key=None)
    row = Alignment.objects.get()
    assert (row.choice, row.other_body, row.other_title) == ("informed", other.body, theirs.title)
    for wrong in (hidden, make_process(world, "eigen")):
        with pytest.raises(BadInput, match="een andere overheid op de site"):
            align(process=process, other=wrong, choice="together", actor=officer, key=None)
    add_partner(process=process, body=other.body, part="Legt de grond klaar.", actor=officer, key=None)
    with pytest.raises(BadInput, match="andere overheid dan uw eigen"):
        add_partner(process=process, body=world.body, part="Alles.", actor=officer, key=None)
    assert Partner.objects.get().body == other.body


def test_a_kader_has_to_be_of_the_body_itself(world, officer) -> None:
    newer = Framework.objects.create(
        tenant=world.body, created_at=clock.now(), slug="proef", version="2", title="Proefkader", summary="Nieuw.",
        checksum="1" * 64,
    )  # fmt: skip
    with pytest.raises(BadInput, match="hetzelfde kader"):
        create_process(tenant=world.body, framework=newer, facts=facts(world), actor=officer, key=None)


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Kleine kernen", "kleine-kernen"), ("!!!", "dossier"), ("x" * 120, "x" * 80)],
)
def test_a_dossier_is_found_again_by_its_name(world, officer, title: str, slug: str) -> None:
    """The same name twice is one dossier, another name another one; its themes are those of its first question."""
    first = new_process(world, officer, dossier=title)
    second = new_process(world, officer, dossier=f" {title} ")
    other = new_process(world, officer, dossier="Iets anders")
    bare = new_process(world, officer, dossier="  ")
    assert (first.dossier.slug, first.dossier.title) == (slug, title)
    assert (second.dossier_id, bare.dossier_id) == (first.dossier_id, None)
    assert other.dossier.slug == "iets-anders"
    assert list(first.dossier.themes.all()) == [world.theme]
