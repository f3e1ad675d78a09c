"""On paper: a sheet with a code, typed in by staff, counts once and can be followed under that code."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution, TrackingCode
from brink.domain.contributions.services.following import look_up
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.processes.models import PrintedCode
from brink.foundation import clock, codes
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import Session, Vote
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.tests.conftest import Village
from brink.instruments.dialogue.tests.test_map import close
from brink.instruments.dialogue.tests.test_taking_part import code_on

pytestmark = pytest.mark.django_db
PRINTED = re.compile(r"data-printed-code>([^<]+)<")


def test_a_sheet_comes_back_and_counts_under_its_own_code(village: Village, client: Client) -> None:
    home = Client()
    where = home.get(village.url("papier/")).headers["Location"]
    assert PRINTED.search(home.get(where).content.decode()) is None
    press = {"key": "p" * 22, "copies": "1"}
    sheet = home.post(where, press, follow=True).content.decode()
    code = PRINTED.findall(sheet)[0]
    # The page can be loaded again; the second press on the button prints no second code.
    assert PRINTED.findall(home.get(where).content.decode()) == [code]
    assert PRINTED.findall(home.post(where, press, follow=True).content.decode()) == [code]
    assert PrintedCode.objects.get().code_hash == codes.hash_code(code)
    assert TrackingCode.objects.count() == 0
    assert all(one.text in sheet for one in village.statements)
    client.force_login(village.world.officer)
    form = {
        "key": "k" * 22,
        "heard_on": str(clock.today()),
        "printed_code": code,
        f"s-{village.statements[0].pk}": "agree",
        f"s-{village.statements[1].pk}": "unsure",
    }
    for _ in range(2):
        answer_page = client.post(village.url("balie/papier/"), form, follow=True)
        assert answer_page.status_code == 200
        assert code_on(answer_page.content.decode()) == code
    assert sorted(Vote.objects.values_list("statement__number", "value")) == [(1, 1), (2, 0)]
    given = Contribution.objects.get()
    assert (given.channel, given.kind, given.source.entered_by) == ("paper", "session", village.world.officer)
    assert look_up(codes.normalise(code)).contributions == (given,)
    assert client.post(village.url("balie/papier/"), {**form, "key": "l" * 22}).status_code == 422
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"heard_on": ""}, "Fout:"),
        ({"heard_on": "2100-01-01"}, "Deze dag moet nog komen"),
        ({"printed_code": "onzin"}, "Kijk de code op het formulier na"),
        ({"answers": "none"}, "Geef eerst antwoord op een zin"),
    ],
)
def test_a_wrong_sheet_is_said_and_keeps_what_was_typed(
    village: Village, client: Client, change: dict[str, str], says: str
) -> None:
    client.force_login(village.world.officer)
    form = {"key": "k" * 22, "heard_on": str(clock.today()), f"s-{village.statements[0].pk}": "agree", **change}
    if form.pop("answers", ""):
        form.pop(f"s-{village.statements[0].pk}")
    page = client.post(village.url("balie/papier/"), form)
    assert page.status_code == 422
    html = page.content.decode()
    assert says in html
    assert len(re.findall(r'value="agree" checked', html)) == len([name for name in form if name.startswith("s-")])
    assert (Vote.objects.count(), Contribution.objects.count()) == (0, 0)


def test_withdrawing_with_the_code_takes_the_answers_out(village: Village) -> None:
    receipt = answer(round=village.round, token="t" * 32, answers={one.pk: 1 for one in village.statements}).receipt
    withdraw(contribution=receipt.contribution, code=receipt.code)
    assert (Vote.objects.count(), Session.objects.get().participant) == (0, None)


def test_the_tie_with_the_device_is_cut_a_month_after_closing(village: Village) -> None:
    answer(round=village.round, token="t" * 32, answers={village.statements[0].pk: 1})
    close(village)
    closed = village.round.closed_at
    Dialogue().tick(at=closed + timedelta(days=30))
    assert Session.objects.exclude(participant=None).count() == 1
    Dialogue().tick(at=closed + timedelta(days=30, seconds=1))
    assert Session.objects.exclude(participant=None).count() == 0
    assert Vote.objects.count() == 1
