"""Who sees what: canaries in every private field, looked for by everybody who should not find them."""

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions import models as m
from brink.domain.contributions.queries.counting import outcomes
from brink.domain.contributions.queries.public import stubs
from brink.domain.contributions.services import bundling, landing, moderating, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Role, Viewer, visible

pytestmark = pytest.mark.django_db
MODELS = [getattr(m, name) for name in m.__all__ if hasattr(getattr(m, name), "objects")]


@pytest.fixture
def world() -> World:
    """One open voice with answer, one closed, one hidden, one withdrawn-to-be; a draft process with a voice."""
    world = make_world()
    round = make_round(make_process(world))
    for text, publicity in (("Open woorden.", "pseudonym"), ("Gesloten woorden.", "closed")):
        words = Words(kind="idea", text=text, verbatim=f"Letterlijk: {text}", publicity=publicity, name="Fatima",
                      email="fatima@voorbeeld.invalid", broker_name="Jan", consent_broker=True)  # fmt: skip
        give(round=round, words=words, actor=RESIDENT, key=None)
    hidden = give(round=round, words=Words(kind="idea", text="Verborgen woorden."), actor=RESIDENT, key=None)
    moderating.hide(contribution=hidden.contribution, reason="Er staat een naam in.", actor=Actor(role="officer"))
    draft = make_process(world, "concept", room=False)
    m.Contribution.objects.create(tenant=world.body, created_at=clock.now(), process=draft, kind="idea", channel="web",
                                  text="Woorden in een concept.")  # fmt: skip
    for voice in m.Contribution.objects.filter(round=round):
        draft = AnswerDraft("outside", f"Antwoord op: {voice.text}")
        landing.land(process=round.process, draft=draft, contributions=[voice], actor=SYSTEM)
    replying.send(process=round.process, actor=SYSTEM)
    return world


def test_the_public_reads_open_words_and_their_answer_only(world: World) -> None:
    seen = {model.__name__: visible(ANYONE, model.objects.all()) for model in MODELS}
    assert {name for name, rows in seen.items() if rows.exists()} == {"Contribution", "Answer", "Landing"}
    assert [row.text for row in seen["Contribution"]] == ["Open woorden."]
    assert [row.reason for row in seen["Answer"]] == ["Antwoord op: Open woorden."]
    assert [row.contribution.text for row in seen["Landing"]] == ["Open woorden."]


def test_another_body_sees_what_the_public_sees(world: World) -> None:
    other = Viewer(roles=frozenset({(make_world("emmen").body.pk, Role.ADMIN)}))
    for model in MODELS:
        assert set(visible(other, model.objects.all())) == set(visible(ANYONE, model.objects.all())), model


def test_a_council_member_sees_no_closed_words(world: World) -> None:
    member = Viewer(roles=frozenset({(world.body.pk, Role.COUNCIL)}))
    assert [row.text for row in visible(member, m.Contribution.objects.all())] == ["Open woorden."]
    assert visible(member, m.Source.objects.all()).count() == 0


def test_nobody_lists_givers_brokers_or_codes(world: World) -> None:
    for role in Role:
        viewer = Viewer(roles=frozenset({(world.body.pk, role)}))
        for model in (m.Giver, m.Broker, m.TrackingCode):
            assert visible(viewer, model.objects.all()).count() == 0


def test_the_holder_of_a_code_sees_the_own_rows_only(world: World) -> None:
    closed = m.Contribution.objects.get(text="Gesloten woorden.")
    holder = Viewer(under_code=frozenset({closed.pk}))
    assert {row.text for row in visible(holder, m.Contribution.objects.all())} == {"Open woorden.", "Gesloten woorden."}
    assert [row.verbatim for row in visible(holder, m.Source.objects.all())] == ["Letterlijk: Gesloten woorden."]


def test_hidden_words_leave_a_stub_with_the_reason(world: World) -> None:
    process = m.Contribution.objects.get(text="Open woorden.").process
    hidden = m.Contribution.objects.get(text="Verborgen woorden.")
    ids = list(m.Contribution.objects.values_list("pk", flat=True))
    assert {pk: stub.reason for pk, stub in stubs(ids).items()} == {hidden.pk: "Er staat een naam in."}
    rows = visible(ANYONE, m.Contribution.objects.filter(process=process))
    assert [voice.text for voice in rows] == ["Open woorden."]
    assert outcomes(process) == {"outside": 3}


def test_a_bundle_in_a_draft_is_nobodys_to_read(world: World) -> None:
    voice = m.Contribution.objects.get(text="Woorden in een concept.")
    bundle = bundling.make(process=voice.process, title="Concept", contributions=[voice], actor=SYSTEM)
    assert Client().get(f"/bundels/{bundle.pk}/").status_code == 404
    assert list(visible(ANYONE, m.Bundle.objects.filter(process=voice.process))) == []


def test_the_file_of_a_bundle_has_the_words_that_anybody_may_read_and_no_names(world: World, client: Client) -> None:
    process = m.Contribution.objects.filter(text="Open woorden.").get().process
    voices = list(m.Contribution.objects.filter(process=process))
    # Bundled while they stood there: what is hidden is laid in no bundle.
    hidden = m.Contribution.objects.filter(process=process, moderation=m.Moderation.HIDDEN)
    taken = [one.pk for one in hidden]
    hidden.update(moderation=m.Moderation.SHOWN)
    bundle = bundling.make(process=process, title="Woorden", contributions=voices, actor=SYSTEM)
    m.Contribution.objects.filter(pk__in=taken).update(moderation=m.Moderation.HIDDEN)
    clerk = Client()
    clerk.force_login(world.clerk)
    for reader in (client, clerk):
        told = reader.get(f"/bundels/{bundle.pk}/", {"als": "csv"}).content.decode()
        assert "Open woorden." in told
        for away in ("Gesloten", "Verborgen", "Letterlijk", "Fatima", "Jan"):
            assert away not in told
    listed = clerk.get(f"/balie/bundels/{process.slug}/", {"als": "csv"}).content.decode()
    assert listed.splitlines()[1].startswith("1,Woorden,,3,")
