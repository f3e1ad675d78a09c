"""The desk of decisions, act by act: done, refused, sent twice, overtaken, public, foreign, and without the role."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from tests.builders import World, make_account, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.desk import LINE, Desk
from brink.domain.decisions.tests.test_publishing import NOTE, STAFF, complete, fracties, make_draft
from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.domain.people.models import Membership
from brink.domain.processes.models import Interest
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db


@dataclass
class Place:
    """A body with a draft, its officer and its clerk at the desk."""

    world: World
    decision: Decision
    officer: Desk
    clerk: Desk


@pytest.fixture
def place() -> Place:
    world = make_world()
    fracties(world.council)
    decision = make_draft(world)
    return Place(world, decision, Desk(decision, world.officer), Desk(decision, world.clerk))


def interest_of(decision: Decision) -> str:
    return f"interest-{Interest.objects.get(process=decision.process_id).pk}"


@dataclass(frozen=True)
class Case:
    """One section: what is typed into it, what is wrong to type, and where a reader finds it back."""

    act: str
    section: Callable[[Decision], str]
    typed: dict[str, str]
    wrong: dict[str, str]
    kept: Callable[[Decision], object]
    told: str = ""
    edits: bool = True
    other: dict[str, str] = field(default_factory=dict)


def fixed(name: str) -> Callable[[Decision], str]:
    return lambda _decision: name


CASES = {
    "besluit": Case(
        "edit", fixed("besluit"), {"text": "Tien huizen."}, {"title": "", "text": "Ik typte dit."},
        lambda decision: decision.text, other={"text": "Twintig huizen."},
    ),
    "keuzes": Case(
        "set_options", fixed("keuzes"),
        {"0__title": "Tien huizen", "0__consequences": "Groei.", "0__chosen": "on"},
        {"0__title": "Ik typte dit.", "0__consequences": "x", "0__chosen": "on", "1__title": "Nog een",
         "1__consequences": "y", "1__chosen": "on"},
        lambda decision: [one.title for one in decision.options.all()], told="Wijs één keuze aan",
        other={"0__title": "Twintig huizen", "0__consequences": "Groei."},
    ),
    "dilemmas": Case(
        "set_dilemmas", fixed("dilemmas"), {"0__text": "Snel of rustig?", "0__choice": "Rustig."},
        {"0__text": "Ik typte dit."}, lambda decision: [one.text for one in decision.dilemmas.all()],
        other={"0__text": "Groot of klein?", "0__choice": "Klein."},
    ),
    "minderheid": Case(
        "set_minority", fixed("minderheid"), NOTE, {**NOTE, "argument": "Ik typte dit.", "softening": ""},
        lambda decision: decision.minority.argument, told="De minderheid heeft recht op een volledig antwoord.",
        other={**NOTE, "argument": "Te weinig huizen."},
    ),
    "advies": Case(
        "set_advice", fixed("advies"), {"followed": "1", "reason": "Goed advies."}, {"reason": "Ik typte dit."},
        lambda decision: decision.advice.reason, other={"followed": "0", "reason": "Ander advies."},
    ),
    "beginselen": Case(
        "set_principles", fixed("beginselen"), {"care_why": "Niemand vroeg de jongeren.", "care": "no", "trust": "yes"},
        {"care": "no", "care_why": "", "trust": "yes", "trust_why": "Ik typte dit."},
        lambda decision: decision.principles.answers, told="waar het niet klopt, en waarom",
        other={"care": "yes", "care_why": ""},
    ),
    "stemming": Case(
        "set_votes", fixed("stemming"), {"0__group": "A", "0__in_favour": "19", "0__against": "1"},
        {"0__group": "Ik typte dit.", "0__in_favour": "20", "0__against": "24"},
        lambda decision: [(one.group, one.in_favour, one.against) for one in decision.votes.all()],
        told="hadden Provinciale Staten geen fractie ‘Ik typte dit.’",
        other={"0__group": "B", "0__in_favour": "1", "0__against": "0"},
    ),
    "afwijking": Case(
        "deviate", fixed("afwijking"), {"rule": "Woonvisie", "reason": "Nood.", "precedent": "Geen."},
        {"rule": "Ik typte dit.", "reason": "", "precedent": ""},
        lambda decision: [one.rule for one in decision.policy_deviations.all()], edits=False,
    ),
    "toezegging": Case(
        "promise", fixed("toezegging"),
        {"title": "Een bus", "receiver": "Dorpsbelang", "due_on": "2027-01-01", "owner": "person-OWNER"},
        {"title": "Ik typte dit.", "owner": ""},
        lambda decision: [one.commitment.record.title for one in decision.promised.all()], edits=False,
    ),
    "weging": Case(
        "weigh", interest_of, {**LINE, "done": "Huizen voor jongeren."},
        {**LINE, "done": "Ik typte dit.", "reason": ""},
        lambda decision: [(one.who, one.done) for one in decision.lines.all()], edits=False,
    ),
    "regel": Case(
        "reweigh", lambda decision: f"line-{decision.lines.get().pk}", {"done": "Huizen voor jongeren."},
        {"done": "Ik typte dit.", "reason": ""}, lambda decision: [one.done for one in decision.lines.all()],
        other={"done": "Huizen voor ouderen."},
    ),
}  # fmt: skip
EVERY = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
EDITS = pytest.mark.parametrize("case", [one for one in CASES.values() if one.edits], ids=lambda one: one.act)


def begun(place: Place, case: Case) -> tuple[str, dict[str, str]]:
    """Make what the section stands on, and return its name and what is typed into it."""
    if case.act == "reweigh":
        interest = Interest.objects.get(process=place.decision.process_id)
        services.weigh(decision=place.decision, who="jongeren", interest=interest, actor=STAFF, **LINE)
    owner = str(place.world.contact.pk)
    return case.section(place.decision), {k: v.replace("OWNER", owner) for k, v in case.typed.items()}


def fresh(place: Place) -> Decision:
    return Decision.objects.get(pk=place.decision.pk)


def entries() -> int:
    return Entry.objects.count()


def test_every_act_on_a_decision_has_a_case_here() -> None:
    names = {one.rpartition(".")[2] for one in acts.ALL if one.startswith("brink.domain.decisions.")}
    # A correction has pages of its own (test_correcting).
    correcting = {"propose_correction", "drop_correction", "publish_correction"}
    # So have what fracties say, where people stand, who was there, and kinds of decisions.
    correcting |= {"ask_group", "note_group", "speak", "take_position", "set_group_themes", "set_own_themes"}
    correcting |= {"plan_involvement", "note_attendance", "drop_involvement", "add_kind", "change_kind", "remove_kind"}
    assert names - {"draft", "publish", "discard", "step"} - correcting == {one.act for one in CASES.values()}


@EVERY
def test_saving_redirects_and_a_second_sending_is_the_first(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    form = place.officer.open()[name]
    first = place.officer.send(form, **typed)
    assert first.status_code == 302
    kept, count = case.kept(fresh(place)), entries()
    assert kept
    again = place.officer.send(form, **typed)
    assert (again.status_code, again.url) == (302, first.url)
    assert (case.kept(fresh(place)), entries()) == (kept, count)
    # The reader comes back where the section stands.
    page = place.officer.client.get(first.url)
    assert f'id="{first.url.partition("#")[2]}"' in page.content.decode()


@EVERY
def test_what_is_wrong_is_said_and_stays(place: Place, case: Case) -> None:
    name, _typed = begun(place, case)
    form, count = place.officer.open()[name], entries()
    answer = place.officer.send(form, **case.wrong)
    assert answer.status_code == 422
    forms = place.officer.read(answer)
    assert "Ik typte dit." in forms[name].values()
    assert "Nog niet verstuurd" in place.officer.page
    assert case.told in place.officer.page
    assert entries() == count


@EDITS
def test_somebody_who_was_first_is_named_with_what_stands_there_now(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    mine, theirs = place.officer.open()[name], place.clerk.open()[name]
    assert place.clerk.send(theirs, **case.other).status_code == 302
    stands = case.kept(fresh(place))
    answer = place.officer.send(mine, **typed)
    assert answer.status_code == 409
    form = place.officer.read(answer)[name]
    assert re.search(r"Marja \(voorbeeld\) heeft dit deel bewaard op \d+ \w+ \d{4}, \d\d:\d\d\.", place.officer.page)
    assert case.kept(fresh(place)) == stands
    # What I typed stands in the form, what she typed beside it.
    assert set(typed.values()) <= {*form.values()}
    beside = place.officer.page.partition("Dit staat er nu")[2].partition("Dit typte u")[0]
    assert next(iter(case.other.values())) in beside or case.other.get("reason", "") in beside
    # And there is a way on.
    assert place.officer.client.post(place.officer.address, form).status_code == 302
    assert case.kept(fresh(place)) != stands


@EVERY
def test_the_same_form_with_other_words_is_refused_and_keeps_them(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    form = place.officer.open()[name]
    assert place.officer.send(form, **typed).status_code == 302
    first = next(one for one in typed if typed[one] not in ("on", "high"))
    changed = {**typed, first: typed[first] if first in ("followed",) else "2028-01-01"}
    if first == "followed":
        changed["reason"] = "Iets anders."
    answer = place.officer.send(form, **changed)
    assert answer.status_code == 409
    forms = place.officer.read(answer)
    assert any(set(changed.values()) <= set(one.values()) for one in forms.values())


@EVERY
def test_what_was_published_meanwhile_is_said_and_the_words_stay(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    form = place.officer.open()[name]
    complete(fresh(place))
    services.publish(decision=fresh(place), actor=STAFF)
    stands, count = case.kept(fresh(place)), entries()
    answer = place.officer.send(form, **typed)
    if case.act == "promise":
        # A promise is made to a public decision too.
        assert answer.status_code == 302
        return
    assert answer.status_code == 409
    kept = place.officer.read(answer)[name]
    assert set(typed.values()) <= set(kept.values())
    assert "Dit besluit is al openbaar." in place.officer.page
    assert (case.kept(fresh(place)), entries()) == (stands, count)


@EVERY
def test_a_role_that_was_lost_meanwhile_is_said_and_the_words_stay(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    form, count = place.officer.open()[name], entries()
    Membership.objects.filter(person__account=place.world.officer).update(role=Role.MODERATOR)
    answer = place.officer.send(form, **typed)
    assert answer.status_code == 403
    assert set(typed.values()) <= set(place.officer.read(answer)[name].values())
    assert "Dit mag u niet met uw rol." in place.officer.page
    assert entries() == count


@EVERY
def test_other_bodies_and_people_without_a_desk_find_nothing(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    form, count = place.officer.open()[name], entries()
    other = make_world("assen")
    council, _person = make_account(place.world.body, place.world.council, Role.COUNCIL, "Raad")
    for account in (other.officer, council, None):
        assert Desk(place.decision, account).send(form, **typed).status_code == 404
    assert entries() == count


@EDITS
def test_a_mended_form_still_says_what_it_was_based_on(place: Place, case: Case) -> None:
    name, typed = begun(place, case)
    mine, theirs = place.officer.open()[name], place.clerk.open()[name]
    assert place.clerk.send(theirs, **case.other).status_code == 302
    stands = case.kept(fresh(place))
    wrong = place.officer.send(mine, **case.wrong)
    # A note that is wrong in itself is seen by its form, one that only its act sees is overtaken first.
    assert wrong.status_code in (422, 409)
    if wrong.status_code == 422:
        form = place.officer.read(wrong)[name]
        mended = {**mine, "key": form["key"], "seen": form["seen"]}
        assert place.officer.send(mended, **typed).status_code == 409
    assert case.kept(fresh(place)) == stands
