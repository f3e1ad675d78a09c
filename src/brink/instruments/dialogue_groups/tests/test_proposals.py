"""Proposals: with a price and an owner, held beside every line, changed by their owner alone, and seen otherwise."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.contract.filled_round import OFFICER

from brink.domain.participation.proposal_findings import proposal_guards
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.findings import Finding
from brink.instruments.dialogue_groups.models import Dissent, EarlierProposal, GroupMember, GroupProposal, LineCheck
from brink.instruments.dialogue_groups.services.checking import LineFit, check, hide_dissent, show_dissent
from brink.instruments.dialogue_groups.services.members import Invited, code_of, destroy_due, invite, leave
from brink.instruments.dialogue_groups.services.proposals import change, dissent, hand_over, propose, withdraw
from brink.instruments.dialogue_groups.tests.conftest import Village


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"low_cents": None, "high_cents": None}, "low_cents", "Zonder bedrag is het nog een wens"),
        ({"low_cents": 0}, "low_cents", "Wat kost het ongeveer"),
        ({"low_cents": 200, "high_cents": 100}, "high_cents", "Draai ze om"),
        ({"yearly": True}, "afterwards", "Vul in tot wanneer, of wie het daarna betaalt"),
        ({"title": " "}, "title", "Geef het voorstel een titel"),
        ({"effort": ""}, "effort", "wat de groep zelf doet"),
        ({"line": None}, "line", "uit welk bedrag"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    village: Village, more: dict[str, Any], field: str, sentence: str
) -> None:
    from dataclasses import replace

    with pytest.raises(BadInput, match=sentence) as refused:
        propose(member=village.members[0], facts=replace(village.facts(), **more), key=None)
    assert refused.value.field == field
    assert GroupProposal.objects.count() == 0


def test_s16_every_line_gets_a_reason_and_what_fits_goes_ahead(village: Village) -> None:
    proposal = village.propose()
    assert Client().get(village.url("voorstel/1/")).status_code == 404
    proposal = village.check(proposal)
    assert proposal.fits
    assert village.line(1).committed_cents == 6_000_000
    rows = list(LineCheck.objects.order_by("line__number"))
    assert [one.fits for one in rows] == [True] * 4
    assert rows[0].reason == "Het kost hooguit € 60.000 en er is € 100.000 vrij."
    assert rows[1].reason == "Vraagt geen geld uit deze lijn."
    page = Client().get(village.url("voorstel/1/")).content.decode()
    assert "past in het kader: het gaat door" in page.lower()
    assert "De deur staat open." in page


def test_s16_together_too_much_goes_to_the_weighing_with_how_much(village: Village) -> None:
    village.check(village.propose())
    late = village.check(village.propose(euros=45_000, title="Een zwembad"))
    assert late.fits is False
    assert village.line(1).committed_cents == 6_000_000
    assert "Er is € 40.000 vrij. Dat is € 5.000 te weinig." in Client().get(village.url("voorstel/2/")).content.decode()


def test_yearly_money_does_not_fit_in_an_amount_that_comes_once(village: Village) -> None:
    yearly = village.propose(yearly=True, afterwards="de gemeente", euros=10_000)
    assert village.check(yearly).fits is False
    fits = village.propose(yearly=True, afterwards="de gemeente", euros=10_000, line=2)
    assert village.check(fits).fits


def test_a_line_without_a_finding_or_reason_is_no_check(village: Village) -> None:
    proposal = village.propose()
    for line_fits in ((), (LineFit(3, True, "Ja."),), (LineFit(3, True, "Ja."), LineFit(4, True, " "))):
        with pytest.raises(BadInput, match="lijn"):
            check(proposal=proposal, line_fits=line_fits, actor=OFFICER, key=None)
    assert LineCheck.objects.count() == 0
    assert village.line(1).committed_cents == 0


def test_a_dearer_proposal_is_checked_anew_and_the_old_price_stays_to_be_read(village: Village) -> None:
    proposal = village.check(village.propose())
    facts = village.facts(euros=95_000)
    changed = change(proposal=proposal, member=village.members[0], facts=facts, key=None)
    assert (changed.fits, changed.version, village.line(1).committed_cents) == (None, 2, 0)
    assert EarlierProposal.objects.get().high_cents == 6_000_000
    assert Client().get(village.url("voorstel/1/")).status_code == 404, "new words wait for the desk"
    assert village.check(changed).fits
    page = Client().get(village.url("voorstel/1/")).content.decode()
    assert "€ 95.000" in page
    assert "Zo stond het eerder" in page


def test_s18_nobody_but_its_owner_changes_a_proposal(village: Village) -> None:
    proposal = village.propose()
    for member in (2, 3):
        with pytest.raises(NotAllowed):
            change(proposal=proposal, member=village.members[member], facts=village.facts(euros=1), key=None)
        with pytest.raises(NotAllowed):
            withdraw(proposal=proposal, member=village.members[member], key=None)
    other = Client()
    other.post(village.url("lid/"), {"code": village.codes[2]})
    page, sent = village.url(f"lid/voorstel/{proposal.number}/"), {"key": "sleutel-van-een-ander", "title": "Anders"}
    other.post(page, {**sent, "what": "x", "effort": "x", "line": str(village.line(1).pk), "low_cents": "1"})
    other.post(f"{page}weg/", sent)
    kept = GroupProposal.objects.get()
    assert (kept.title, kept.high_cents, kept.withdrawn_at) == (proposal.title, 6_000_000, None)


def test_s19_a_resident_carries_a_proposal_and_the_group_may_choose_another(village: Village) -> None:
    proposal = village.check(village.propose())
    page = Client().get(village.url("voorstel/1/")).content.decode()
    assert "inwoner 1" in page
    assert "Roelie" not in page
    hand_over(proposal=proposal, owner=village.members[2], actor=OFFICER, key=None)
    assert GroupProposal.objects.get().owner.kind == "resident"
    with pytest.raises(BadInput, match="nog in deze groep"):
        hand_over(proposal=proposal, owner=village.members[3], actor=OFFICER, key=None)


def test_withdrawing_takes_the_words_and_frees_the_money(village: Village) -> None:
    proposal = village.check(village.propose())
    dissent(proposal=proposal, member=village.members[2], text="Ik wil dit niet.", key=None)
    withdraw(proposal=proposal, member=village.members[0], key=None)
    row = GroupProposal.objects.get()
    assert (row.title, row.what, row.held_cents, village.line(1).committed_cents) == ("", "", 0, 0)
    assert Dissent.objects.get().text == ""
    assert "Een huiskamer" not in Client().get(village.url()).content.decode()
    with pytest.raises(NotNow, match="ingetrokken"):
        village.check(row)


def test_dissent_stands_with_the_proposal_without_whose_it_is_and_can_be_taken_back(village: Village) -> None:
    proposal = village.check(village.propose())
    dissent(proposal=proposal, member=village.members[2], text="Liever in het dorpshuis.", key=None)
    row = Dissent.objects.get()
    assert "Liever in het dorpshuis." not in Client().get(village.url("voorstel/1/")).content.decode()
    show_dissent(dissent=row, actor=OFFICER, key=None)
    page = Client().get(village.url("voorstel/1/")).content.decode()
    assert "Liever in het dorpshuis." in page
    assert "Anneke" not in page
    hide_dissent(dissent=Dissent.objects.get(), actor=OFFICER, key=None)
    assert "Liever in het dorpshuis." not in Client().get(village.url("voorstel/1/")).content.decode()
    dissent(proposal=proposal, member=village.members[2], text="", key=None)
    assert Dissent.objects.get().text == ""
    with pytest.raises(BadInput, match="wat u anders ziet"):
        dissent(proposal=proposal, member=village.members[2], text="", key=None)
    with pytest.raises(NotAllowed):
        dissent(proposal=proposal, member=village.members[3], text="Ik ook niet.", key=None)


def test_whoever_gains_by_it_keeps_out_of_it_before_it_is_laid_before_anybody(village: Village) -> None:
    proposal = village.propose(own_interest=True, receiver="Bakkerij")
    with pytest.raises(NotNow, match="wie zich erbuiten hield"):
        village.check(proposal)
    facts = village.facts(own_interest=True, receiver="Bakkerij", abstained="Bakkerij")
    assert village.check(change(proposal=proposal, member=village.members[0], facts=facts, key=None)).fits


def test_a_register_that_comes_later_can_hold_a_proposal_back(village: Village) -> None:
    proposal_guards.register("test table", lambda laid: (Finding("table", f"Vraag open bij ‘{laid.title}’."),))
    try:
        with pytest.raises(NotNow, match="Vraag open bij ‘Een huiskamer’"):
            village.check(village.propose())
    finally:
        proposal_guards.remove("test table")


@pytest.mark.parametrize(
    ("who", "field"),
    [
        (Invited("boer", "Jan"), "kind"), (Invited("resident", ""), "name"),
        (Invited("company", "Jan"), "institution"), (Invited("resident", "Jan", institution="X"), "institution"),
        (Invited("resident", "Jan", email="geen adres"), "email"),
    ],
)  # fmt: skip
def test_an_invitation_says_what_to_mend(village: Village, who: Invited, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        invite(group=village.members[0].group, who=who, actor=OFFICER, key=None)
    assert refused.value.field == field


def test_who_a_member_is_goes_when_they_leave_and_when_the_term_is_over(village: Village) -> None:
    from datetime import timedelta

    from brink.foundation import clock

    gone = village.members[2]
    leave(member=gone, actor=OFFICER, key=None)
    assert GroupMember.objects.get(pk=gone.pk).name == ""
    with pytest.raises(NotAllowed):
        propose(member=GroupMember.objects.select_related("group__round__process").get(pk=gone.pk),
                facts=village.facts(), key=None)  # fmt: skip
    village.propose()
    with pytest.raises(NotNow, match="andere trekker"):
        leave(member=village.members[0], actor=OFFICER, key=None)
    assert destroy_due(village.round.closes_at + timedelta(days=364)) == 0
    assert destroy_due(village.round.closes_at + timedelta(days=366)) == 1
    assert set(GroupMember.objects.values_list("name", flat=True)) == {""}
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert code_of(village.members[0]) == ""


@pytest.mark.both_databases
def test_the_database_keeps_prices_and_destroyed_names(village: Village) -> None:
    village.propose()
    tries = (
        lambda: GroupProposal.objects.update(low_cents=0),
        lambda: GroupProposal.objects.update(yearly=True),
        lambda: GroupProposal.objects.update(fits=True),
        lambda: GroupProposal.objects.update(held_cents=1),
        lambda: GroupMember.objects.filter(kind="company").update(institution=""),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
