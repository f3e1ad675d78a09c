"""Paper is equal: whoever can take part on the web can print a form, and what comes back counts as on the web."""

import re
from html import unescape

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from brink.domain.contributions.models import Channel, Contribution
from brink.domain.contributions.services.on_paper import Late
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.participation.paper_entry import Sheet, read_row
from brink.domain.participation.paper_services import answers_now, correct_sheet, enter_sheet, form_of
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import CONSENT, PaperForm
from brink.domain.processes.services.printing import print_sheets
from brink.foundation import clock
from brink.foundation.addresses import page_url
from tests.contract.checks import promise
from tests.contract.filled_round import FilledRound, process_address


def typed(form: PaperForm, box: int = 1) -> dict[str, str]:
    """Return what is typed of a sheet with the same box ticked everywhere, and words on all lines."""
    return {
        one.key: str(min(box, len(one.choices))) if one.choices else f"Met de pen, hok {box}."
        for one in form.asked
        if one.key in {own.key for own in form.questions} or one is CONSENT
    }


@promise
def who_can_take_part_on_the_web_can_print_a_form(filled: FilledRound) -> None:
    round, client = filled.round, Client()
    form = filled.instrument.paper(round)
    has_form = any("<form" in page and 'method="post"' in page for page in filled.pages(round).values())
    assert form is not None or not has_form, "a form on the web and none on paper"
    # The page of a question offers a form where the card says paper, and draws none to find out.
    assert (form is not None) == ("paper" in filled.instrument.card.channels)
    if form is None:
        return
    address = reverse("participation:paper", args=[round.process.slug, round.slug])
    assert address in client.get(process_address(round.process)).content.decode(), "nobody finds it"
    page = client.get(address).content.decode()
    for question in (*form.questions, *((CONSENT,) if form.says_words else ())):
        assert escape(str(question.text)) in page
        assert all(str(words) in page for _value, words in question.choices)


@promise
def each_copy_says_where_it_goes_back_and_keeps_its_code_on_the_strip(filled: FilledRound) -> None:
    """On paper nobody asks again: address, last day, code to follow with and where, on each copy that is printed."""
    round = filled.another_round("terugsturen")
    form = filled.instrument.paper(round)
    if form is None:
        return
    body = round.process.tenant
    body.address = "Westerbrink 1\n9405 BJ Assen"
    body.save(update_fields=("address",))
    address = reverse("participation:paper", args=[round.process.slug, round.slug])
    page = Client().post(address, {"copies": 2, "key": "p" * 22}, follow=True).content.decode()
    _head, *copies = page.split('<div class="brink-paper__copy')
    assert len(copies) == 2
    codes = set()
    for copy in copies:
        words = plain(copy)
        (code,) = set(re.findall(r"data-printed-code>([^<]+)<", copy))
        codes.add(code)
        back, strip = words.split("Scheur deze strook af en bewaar hem.")
        assert back.count(code) == 1, "whoever types it in finds no code"
        assert strip.count(code) == 1, "whoever gave keeps no code"
        assert f"per post aan: {body.name}, Westerbrink 1, 9405 BJ Assen." in back
        assert "Lever dit formulier" in back
        follow = page_url("follow").rstrip("/")
        assert f"Met de code leest u op {settings.BASE_URL.split('//')[-1]}{follow} " in strip
    assert len(codes) == 2


def plain(html: str) -> str:
    """Return what stands on a piece of a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@promise
def what_comes_back_on_paper_counts_once_and_can_be_put_right(filled: FilledRound) -> None:
    round = filled.another_round("op-papier")
    form = filled.instrument.paper(round)
    if form is None:
        return
    (code,) = print_sheets(round=round, copies=1, actor=SYSTEM, key=None)
    actor = Actor(id=filled.world.officer.pk, role="officer")
    sheet = Sheet(code=code, filled_on=clock.today(), officer=filled.world.officer, actor=actor, key="k" * 20)
    answers = read_row(form, typed(form))
    receipts = [enter_sheet(round=round, answers=answers, sheet=sheet) for _twice in range(2)]
    assert {one.code for one in receipts} == {code}
    given = Contribution.objects.get(round=round, channel=Channel.PAPER)
    assert given.kind in filled.kinds
    own = form_of(given)
    stored = {key: value for key, value in answers.items() if key in {one.key for one in own.questions}}
    assert answers_now(given, own) == stored
    other = {key: value for key, value in read_row(PaperForm(form.questions), typed(form, 2)).items() if key in stored}
    correct_sheet(contribution=given, answers=other, reason="Verkeerd hokje.", actor=actor, key=None)
    again = Contribution.objects.select_related("round", "source").get(pk=given.pk)
    assert answers_now(again, own) == other
    assert Contribution.objects.filter(round=round).count() == 1


@promise
def paper_that_comes_late_changes_no_outcome(filled: FilledRound) -> None:
    round = filled.another_round("te-laat")
    form = filled.instrument.paper(round)
    if form is None:
        return
    filled.give_all(["een", "twee"], round=round)
    (code,) = print_sheets(round=round, copies=1, actor=SYSTEM, key=None)
    filled.close(round)
    rows = Round.objects.select_related("process", "frozen_outcome")
    before = filled.instrument.outcome(rows.get(pk=round.pk))
    actor = Actor(id=filled.world.officer.pk, role="officer")
    with filled.after_closing(round):
        sheet = Sheet(code=code, filled_on=clock.today(), officer=filled.world.officer, actor=actor, key=None)
        late = Late(clock.today(), "De post lag stil.")
        enter_sheet(round=round, answers=read_row(form, typed(form)), sheet=sheet, late=late)
        after = rows.get(pk=round.pk)
        now = filled.instrument.outcome(after)
        assert now.reach == before.reach
        assert [one.count for one in now.findings] == [one.count for one in before.findings]
        assert Outcome.from_data(after.frozen_outcome.data).reach == before.reach
