"""The desk of decisions, act by act: done, refused, sent twice, overtaken, public, foreign, and without the role."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.http import HttpResponse
from tests.builders import World, make_account, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import Commitment, Decision, WeighingLine
from brink.domain.decisions.tests.desk import LINE, Desk
from brink.domain.decisions.tests.test_publishing import NOTE, STAFF, complete, make_draft
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
    "stemming": Case(
        "set_votes", fixed("stemming"), {"0__group": "Fractie A", "0__in_favour": "20", "0__against": "20"},
        {"0__group": "Ik typte dit.", "0__in_favour": "20", "0__against": "24"},
        lambda decision: [(one.group, one.in_favour, one.against) for one in decision.votes.all()],
        told="U telt 44 stemmen. Provinciale Staten heeft 43 zetels.",
        other={"0__group": "Fractie B", "0__in_favour": "1", "0__against": "0"},
    ),
    "afwijking": Case(
        "deviate", fixed("afwijking"), {"rule": "Woonvisie", "reason": "Nood.", "precedent": "Geen."},
        {"rule": "Ik typte dit.", "reason": "", "precedent": ""},
        lambda decision: [one.rule for one in decision.policy_deviations.all()], edits=False,
    ),
    "toezegging": Case(
        "promise", fixed("toezegging"), {"text": "Een bus", "due_on": "2027-01-01", "owner": "OWNER"},
        {"text": "Ik typte dit.", "owner": ""},
        lambda decision: [one.text for one in decision.commitments.all()], edits=False,
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
    assert names - {"draft", "publish", "step"} == {one.act for one in CASES.values()}


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
    assert "Dit lukte nog niet" in place.officer.page
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
    assert re.search(r"Marja \(voorbeeld\) bewaarde dit deel op \d+ \w+ \d{4}, \d\d:\d\d\.", place.officer.page)
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


# The acts that are no section.


def test_a_decision_is_begun_once_and_its_form_says_what_is_wrong(place: Place) -> None:
    address = f"/balie/besluiten/nieuw/{place.decision.process.slug}/"
    form = place.officer.open(address)[""]
    typed = {"title": "Tweede besluit", "organ": str(place.world.council.pk), "on": "2026-12-17"}
    assert place.officer.send(form, address, **{**typed, "title": ""}).status_code == 422
    first, again = (place.officer.send(form, address, **typed) for _number in range(2))
    assert (first.status_code, first.url) == (302, again.url)
    assert Decision.objects.filter(title="Tweede besluit").count() == 1
    refused = place.officer.send(form, address, **{**typed, "title": "Derde besluit"})
    assert refused.status_code == 409
    assert place.officer.read(refused)[""]["title"] == "Derde besluit"
    other = make_world("assen")
    wrong = {**typed, "organ": str(other.council.pk)}
    assert place.officer.send(place.officer.open(address)[""], address, **wrong).status_code == 422
    assert Desk(place.decision, other.officer).send(form, address, **typed).status_code == 404
    Membership.objects.filter(person__account=place.world.officer).update(role=Role.MODERATOR)
    refused = place.officer.send(form, address, **typed)
    assert (refused.status_code, place.officer.read(refused)[""]["title"]) == (403, "Tweede besluit")


def test_publishing_is_done_once_and_says_what_is_missing(place: Place) -> None:
    address = f"{place.clerk.address}publiceer/"
    answer = place.clerk.client.post(address, place.clerk.open()[address])
    assert answer.status_code == 409
    assert "Het besluit kan nog niet openbaar." in answer.content.decode()
    assert fresh(place).published_at is None
    complete(fresh(place))
    form = place.clerk.open()[address]
    assert place.officer.client.post(address, form).status_code == 403
    assert Desk(place.decision, make_world("assen").clerk).client.post(address, form).status_code == 404
    first, again = (place.clerk.client.post(address, form) for _number in range(2))
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    assert Entry.objects.get(kind="decision.published").public
    late = place.clerk.client.post(address, {"key": "another"})
    assert (late.status_code, "Dit besluit is al openbaar." in late.content.decode()) == (409, True)


def test_a_commitment_takes_each_step_once(place: Place) -> None:
    made = {"text": "Een bus", "due_on": "2027-01-01", "owner": str(place.world.contact.pk)}
    assert place.officer.send(place.officer.open()["toezegging"], **made).status_code == 302
    commitment = Commitment.objects.get()
    address = f"/balie/besluiten/toezegging/{commitment.pk}/"
    form = place.officer.open(address)[""]
    settled = {"kind": "settled", "note": "De bus rijdt.", "kept": "1"}
    for wrong in ({**settled, "kept": ""}, {**settled, "note": ""}, {**settled, "kind": "agreed"}):
        assert place.officer.send(form, address, **wrong).status_code == 422
    assert [place.officer.send(form, address, **settled).status_code for _number in range(2)] == [302, 302]
    assert [one.kind for one in commitment.steps.all()] == ["agreed", "settled"]
    late = place.clerk.client.post(address, {**form, **settled, "key": "another", "note": "Ik typte dit."})
    assert (late.status_code, "Ik typte dit." in late.content.decode()) == (409, True)
    assert Desk(place.decision, make_world("assen").officer).client.post(address, settled).status_code == 404


ODD = (
    "", "new-0", "new--1", "line-1", "line-²", "line-", "interest-", "interest-0", "bundle-x", "group-", "group-x-c",
    "line-00000000-0000-0000-0000-000000000000", "interest-00000000-0000-0000-0000-000000000000",
    "interest-{00000000-0000-0000-0000-000000000000}", "group-00000000-0000-0000-0000-000000000000-c",
    "group-00000000-0000-0000-0000-000000000000-", "x" * 5_000, "besluit ", "__class__",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_of_a_section_is_no_section(place: Place, name: str) -> None:
    assert place.officer.client.post(place.officer.address, {"section": name, "key": "k"}).status_code == 404


@pytest.mark.parametrize(
    "broken",
    [{"keuzes-TOTAL_FORMS": "x"}, {"keuzes-TOTAL_FORMS": "100000"}, {"keuzes-0-id": "x"}, {"seen": "²"}, {"seen": ""}],
    ids=str,
)
def test_a_broken_form_is_an_answer_and_no_fault(place: Place, broken: dict[str, str]) -> None:
    services.set_options(
        decision=place.decision, choices=[services.Choice("Niets doen", "x", nothing=True)], actor=STAFF
    )
    form = place.officer.open()["keuzes"]
    answer = place.officer.client.post(place.officer.address, {**form, **broken})
    assert answer.status_code in (409, 422)
    assert fresh(place).options.get().title == "Niets doen"


def answered(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_what_was_weighed_meanwhile_comes_back_under_its_own_line(place: Place) -> None:
    name = interest_of(place.decision)
    mine, theirs = place.officer.open()[name], place.clerk.open()[name]
    assert place.clerk.send(theirs, **{**LINE, "done": "Zij."}).status_code == 302
    answer = place.officer.send(mine, **{**LINE, "done": "Ik."})
    line = WeighingLine.objects.get()
    assert (answer.status_code, line.done) == (409, "Zij.")
    assert "Marja (voorbeeld) bewaarde dit deel op" in answered(answer)
    form = place.officer.read(answer)[f"line-{line.pk}"]
    assert form[f"line-{line.pk}-done"] == "Ik."
    assert place.officer.client.post(place.officer.address, form).status_code == 302
    line = WeighingLine.objects.get()
    assert (line.done, line.interest.title) == ("Ik.", "jongeren")


def test_a_list_that_was_overtaken_keeps_the_rows_of_both(place: Place) -> None:
    services.set_options(
        decision=place.decision, choices=[services.Choice("Niets doen", "x", nothing=True)], actor=STAFF
    )
    mine, theirs = place.officer.open()["keuzes"], place.clerk.open()["keuzes"]
    place.clerk.send(theirs, **{"1__title": "Van haar", "1__consequences": "y"})
    answer = place.officer.send(mine, **{"1__title": "Van mij", "1__consequences": "z"})
    assert answer.status_code == 409
    place.officer.client.post(place.officer.address, place.officer.read(answer)["keuzes"])
    assert [one.title for one in fresh(place).options.all()] == ["Niets doen", "Van mij", "Van haar"]


def test_a_list_keeps_its_rows_by_id(place: Place) -> None:
    choices = [services.Choice("A", "x", chosen=True), services.Choice("B", "x", nothing=True)]
    services.set_options(decision=place.decision, choices=choices, actor=STAFF)
    first, second = place.decision.options.all()
    swapped = [
        services.Choice("B", "y", chosen=True, id=second.pk),
        services.Choice("A", "x", nothing=True, id=first.pk),
        services.Choice("C", "z"),
    ]
    services.set_options(decision=place.decision, choices=swapped, actor=STAFF)
    rows = list(place.decision.options.values_list("pk", "title", "number", "chosen", "nothing"))
    assert rows[:2] == [(second.pk, "B", 1, True, False), (first.pk, "A", 2, False, True)]
    services.set_votes(decision=place.decision, votes=[services.Vote("A", 1, 0), services.Vote("B", 0, 1)], actor=STAFF)
    one, two = place.decision.votes.all()
    crossed = [services.Vote("B", 1, 0, one.pk), services.Vote("A", 0, 1, two.pk)]
    services.set_votes(decision=place.decision, votes=crossed, actor=STAFF)
    assert set(place.decision.votes.values_list("pk", "group")) == {(one.pk, "B"), (two.pk, "A")}
    services.set_dilemmas(decision=place.decision, dilemmas=[services.HardChoice("P", "q")], actor=STAFF)
    kept = place.decision.dilemmas.get()
    services.set_dilemmas(
        decision=place.decision,
        dilemmas=[services.HardChoice("R", "s"), services.HardChoice("P", "t", kept.pk)],
        actor=STAFF,
    )
    assert list(place.decision.dilemmas.values_list("text", "number")) == [("R", 1), ("P", 2)]
    assert place.decision.dilemmas.get(pk=kept.pk).choice == "t"


def test_an_id_of_another_decision_touches_nothing_there(place: Place) -> None:
    other = services.draft(
        process=place.decision.process, organ=place.world.council, title="Ander", on=date(2026, 12, 16), actor=STAFF
    )
    services.set_options(decision=other, choices=[services.Choice("Van de ander", "x")], actor=STAFF)
    stolen = services.Choice("Van mij", "y", id=other.options.get().pk)
    services.set_options(decision=place.decision, choices=[stolen], actor=STAFF)
    assert (other.options.get().title, place.decision.options.get().title) == ("Van de ander", "Van mij")
