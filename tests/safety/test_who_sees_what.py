"""Class: a rule of visibility that lets somebody see more than was decided, or takes from somebody what is theirs.

Drawn from the register of rules: every table × every role, and the holder of a code. What was decided is written here
once more, by hand, so that a rule cannot change without a second thought.
"""

from itertools import product
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet

from brink.domain.contributions import models as m
from brink.domain.contributions.visibility_rules import open_words
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, DESK, STAFF, Role, Viewer, rules, visible
from tests.builders import World, make_process, make_round, make_world

NOBODY: frozenset[Role] = frozenset()
BELOW = "contribution_id"
# Per table: who reads all rows of the own body, and by which column the holder of a code reads rows of the own words.
DECIDED: dict[str, tuple[frozenset[Role], str]] = {
    "contributions.Contribution": (DESK, "pk"),
    **dict.fromkeys(
        (
            *("contributions.Source", "contributions.Revision", "contributions.BundleItem", "contributions.Landing"),
            *("contributions.Objection", "contributions.HandOver", "contributions.Move", "contributions.Appeal"),
            *("contributions.Split", "contributions.LateLetter", "contributions.EarlierWords"),
            *("contributions.ModerationAct", "records.Voice", "ideas.Idea", "ideas.Comment", "dialogue.Statement"),
            "consultation.Remark",
            "meetings.Spoken",
            "submission.Submission",
        ),
        (DESK, BELOW),
    ),
    "budget.Ballot": (NOBODY, BELOW),
    "budget.Tally": (NOBODY, ""),
    "consultation.Agreed": (NOBODY, ""),
    **dict.fromkeys(("submission.NumberRow",), (NOBODY, "")),
    "dialogue.Session": (NOBODY, BELOW),
    "decisions.Position": (NOBODY, ""),
    "survey.FilledSurvey": (NOBODY, BELOW),
    "survey.SurveyDraft": (NOBODY, ""),
    "valuation.Advice": (NOBODY, BELOW),
    "inbox.TalkRequest": (DESK, BELOW),
    "dialogue.Vote": (NOBODY, "session__contribution_id"),
    **dict.fromkeys(("contributions.Bundle", "contributions.ResponseTerms"), (STAFF, "")),
    "journal.Entry": (frozenset({Role.CLERK, Role.SECRETARY, Role.ADMIN}), ""),
    "people.RoleGrant": (frozenset({Role.ADMIN}), ""),
    **dict.fromkeys(
        (
            *("people.Body", "people.Organ", "people.Person", "people.AreaContact", "people.Team"),
            *("people.TeamMember", "places.Area", "places.PostcodeRange", "places.Population", "journal.Leaf"),
            *("people.CouncilGroup", "decisions.ChosenTheme", "decisions.DecisionKind"),
            *("journal.Checkpoint", "processes.Theme", "dialogue.OpinionResult", "ideas.Support"),
            "participation.LineSign",
            "accountability.BaselineFigure",
            *("framework.Framework", "framework.Adoption", "framework.Phase", "framework.RoleText"),
            *("framework.InstrumentRule", "framework.Scale", "framework.RuleOfThumb"),
        ),
        (NOBODY, ""),
    ),
}
RULES = {model._meta.label: model for model, _rule in rules.all()}
# Tables of the desk that somebody else sees only what is public of.
THE_DESK = (DESK, "")
# Of records and what hangs below them a seat reads what is secret and kept for it, of the own body, and nothing more.
KEPT_FOR = {Role.COUNCIL: "council", Role.EXECUTIVE: "executive", Role.CHAIR: "executive"}
TO_THE_RECORD = {
    "records.Record": "",
    **dict.fromkeys(
        (
            *("assignments.Assignment", "benches.Bench", "commitments.Commitment", "documents.Document"),
            *("dossiers.DossierPage", "invitations.Invitation", "unheard.UnheardGroup"),
        ),
        "record__",
    ),
    **dict.fromkeys(("commitments.CommitmentStep", "commitments.Spending"), "commitment__record__"),
    "decisions.DecisionCommitment": "commitment__record__",
    "documents.DocumentVersion": "document__record__",
    "dossiers.DossierMoment": "page__record__",
    "invitations.Way": "invitation__record__",
    "records.NamedReaders": "record__",
}


def plain(rows: "QuerySet[Model]") -> str:
    """Return the question of these rows with identifiers as hexadecimal, as `UUID.hex` gives them."""
    return str(rows.query).replace("-", "")


def reads(viewer: Viewer, model: type[Model]) -> str:
    """Return the question as the database gets it; nothing when it need not be asked, for nobody sees a row."""
    try:
        return plain(visible(viewer, model._default_manager.all()))
    except EmptyResultSet:
        return ""


def staff(role: Role, *bodies: object) -> Viewer:
    return Viewer(roles=frozenset((body, role) for body in bodies))  # type: ignore[misc]


def test_what_was_decided_names_only_tables_that_have_a_rule() -> None:
    assert sorted(set(DECIDED) - set(RULES)) == []


@pytest.mark.parametrize("label", sorted(RULES))
def test_a_role_reads_all_of_its_own_body_where_that_was_decided(label: str) -> None:
    body, model = uuid4(), RULES[label]
    allowed, _tie = DECIDED.get(label, THE_DESK)
    for role in Role:
        asked = reads(staff(role, body), model)
        if label in TO_THE_RECORD and role in KEPT_FOR:
            assert role not in allowed
            assert asked == plain(model._default_manager.filter(Q(pk__in=[]) | public(model) | kept(label, role, body)))
            continue
        assert (body.hex in asked) == (role in allowed), role
        assert role in allowed or asked == reads(ANYONE, model), role


def public(model: type[Model]) -> Q:
    """Return what everybody sees of a table."""
    ((_model, rule),) = [one for one in rules.all() if one[0] is model]
    return rule.public() if rule.public is not None else Q(pk__in=[])


def kept(label: str, role: Role, body: UUID) -> Q:
    """Return what a seat reads besides: secret, of the own body, and kept for this seat."""
    to = TO_THE_RECORD[label]
    whose = {f"{to}tenant__in": [body], f"{to}kept_for__in": (KEPT_FOR[role], "both")}
    return Q(pk__in=[]) | Q(**{f"{to}visibility": "secret"}, **whose)


@pytest.mark.parametrize("label", sorted(RULES))
def test_who_holds_a_code_reads_the_own_rows_where_that_was_decided(label: str) -> None:
    words, model = uuid4(), RULES[label]
    _roles, tie = DECIDED.get(label, THE_DESK)
    asked = reads(Viewer(under_code=frozenset({words})), model)
    assert (words.hex in asked) == bool(tie)
    if tie:
        own = plain(model._default_manager.filter(**{f"{tie}__in": [words]}).order_by()).split(" WHERE ")[1]
        assert own in asked
    else:
        assert asked == reads(ANYONE, model)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def voice(process: Process, **fields: object) -> m.Contribution:
    values = {"kind": "idea", "channel": "web", "text": "Een bus.", **fields}
    return m.Contribution.objects.create(tenant=process.tenant, created_at=clock.now(), process=process, **values)


def test_words_are_open_only_when_all_is_so(world: World) -> None:
    """Every way of keeping words apart, alone and together: what is open is what has none of them."""
    now = clock.now()
    processes = {room: make_process(world, f"vraag-{room}".lower(), room=room) for room in (True, False)}
    expected = set()
    for room, moderation, gone, publicity, text in product(
        (True, False), m.Moderation, (False, True), m.Publicity, ("Een bus.", "")
    ):
        if gone and text:
            continue  # the database refuses it
        one = voice(processes[room], moderation=moderation, withdrawn_at=now if gone else None, publicity=publicity,
                    text=text)  # fmt: skip
        if room and moderation == m.Moderation.SHOWN and not gone and publicity != m.Publicity.CLOSED and text:
            expected.add(one.pk)
    assert len(expected) == 2
    assert set(visible(ANYONE, m.Contribution.objects.all()).values_list("pk", flat=True)) == expected
    items = [
        m.BundleItem.objects.create(
            tenant=one.tenant, created_at=now, contribution=one,
            bundle=m.Bundle.objects.get_or_create(
                tenant=one.tenant, process=one.process, number=1, defaults={"created_at": now, "title": "B"}
            )[0],
        )
        for one in m.Contribution.objects.all()
    ]  # fmt: skip
    below = m.BundleItem.objects.filter(open_words("contribution")).values_list("contribution_id", flat=True)
    assert (len(items), set(below)) == (m.Contribution.objects.count(), expected)
    assert set(visible(ANYONE, m.BundleItem.objects.all()).values_list("contribution_id", flat=True)) == expected
    m.BundleItem.objects.update(removed_at=now)
    assert not visible(ANYONE, m.BundleItem.objects.all()).exists()


def answered(one: m.Contribution, *, sent: bool, bundle: m.Bundle | None, where: m.Destination) -> m.Landing:
    common = {"tenant": one.tenant, "created_at": clock.now(), "sent_at": clock.now() if sent else None}
    answer = m.Answer.objects.create(
        **common, process=one.process, outcome="adopted", reason="Het mag.", destination=where
    )
    return m.Landing.objects.create(**common, contribution=one, answer=answer, bundle=bundle)


@pytest.mark.parametrize("room", [True, False])
@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("bundled", [True, False])
def test_an_answer_its_landing_and_its_place_are_open_when_they_were_sent(
    world: World, room: bool, sent: bool, closed: bool, bundled: bool
) -> None:
    """A bundle's answer is everybody's, a single one's that of open words; the giver has it once it was sent."""
    process = make_process(world, room=room)
    one = voice(process, publicity="closed" if closed else "pseudonym")
    other = voice(process, publicity="closed")
    common = {"tenant": world.body, "created_at": clock.now()}
    bundle = m.Bundle.objects.create(**common, process=process, number=1, title="B") if bundled else None
    where = m.Destination.objects.create(**common, process=process, kind="other", title="Het plan")
    mine, theirs = (answered(row, sent=sent, bundle=bundle, where=where) for row in (one, other))
    seen = {
        model: set(visible(ANYONE, model.objects.all())) for model in (m.Answer, m.Landing, m.Destination, m.Bundle)
    }
    public = room and sent
    assert (mine.answer in seen[m.Answer]) == (public and (bundled or not closed))
    assert (theirs.answer in seen[m.Answer]) == (public and bundled)
    assert seen[m.Landing] == ({mine} if public and not closed else set())
    assert seen[m.Destination] == ({where} if public else set())
    assert seen[m.Bundle] == ({bundle} if bundled and room else set())
    holder = Viewer(under_code=frozenset({other.pk}))
    assert set(visible(holder, m.Landing.objects.all())) - seen[m.Landing] == ({theirs} if sent else set())


def test_a_place_outside_any_question_is_open_once_a_sent_answer_points_there(world: World) -> None:
    common = {"tenant": world.body, "created_at": clock.now()}
    where = m.Destination.objects.create(**common, process=None, kind="other", title="Elders")
    landing = answered(voice(make_process(world)), sent=False, bundle=None, where=where)
    assert not visible(ANYONE, m.Destination.objects.all()).exists()
    m.Answer.objects.filter(pk=landing.answer_id).update(sent_at=clock.now())
    assert list(visible(ANYONE, m.Destination.objects.all())) == [where]


def test_each_row_of_the_own_words_is_read_under_the_code_and_no_row_of_others(world: World) -> None:
    process, later = make_process(world), make_process(world, "later")
    make_round(process)
    mine, theirs = (voice(process, publicity="closed") for _ in range(2))
    rows: dict[type[Model], list[Model]] = {}
    for one in (mine, theirs):
        common = {"tenant": world.body, "created_at": clock.now(), "contribution": one}
        landing = answered(one, sent=True, bundle=None, where=None)  # type: ignore[arg-type]
        for model, fields in (
            (m.Source, {"verbatim": "Bus."}),
            (m.Revision, {"before": "a", "after": "b", "reason": "c", "by_role": "officer"}),
            (m.Objection, {"landing": landing, "text": "Nee.", "due_on": clock.today()}),
            (m.HandOver, {"to_body": world.body, "reason": "Bij ons.", "copy_id": one.pk}),
            (m.Split, {"part_id": one.pk, "first": "De bus", "second": "Het bad"}),
            (m.Move, {"origin": process, "target": later, "reason": "Past daar."}),
            (m.ModerationAct, {"to": "hidden", "reason": "Naam.", "by_role": "officer"}),
            (m.Appeal, {"text": "Nee."}),
        ):
            rows.setdefault(model, []).append(model.objects.create(**common, **fields))
    holder = Viewer(under_code=frozenset({mine.pk}))
    for model, (own, _other) in rows.items():
        assert list(visible(holder, model._default_manager.all())) == [own], model
        assert not visible(ANYONE, model._default_manager.all()).exists(), model


def test_a_table_without_a_rule_is_nobodys() -> None:
    everything = Viewer(roles=frozenset((uuid4(), role) for role in Role), under_code=frozenset({uuid4()}))
    for model in (m.Giver, m.Broker, m.TrackingCode, m.EndedCode, m.LostCode, m.CodeMail):
        assert visible(everything, model.objects.all()).query.is_empty()


@pytest.mark.parametrize("role", sorted(Role))
def test_whoever_has_a_role_has_it_in_that_body_only(role: Role) -> None:
    body, other = uuid4(), uuid4()
    one = staff(role, body)
    assert one.tenants() == frozenset({body})
    assert one.tenants(STAFF - {role}) == frozenset()
    assert one.has(body, frozenset({role}))
    assert one.has(body, STAFF)
    assert not one.has(body, STAFF - {role})
    assert not one.has(other, STAFF)
    assert not ANYONE.has(body, STAFF)
