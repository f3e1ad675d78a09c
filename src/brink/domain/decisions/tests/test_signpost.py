"""The signpost of a decision says what was decided, weighed and promised, on one sheet, from the rows of the record."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import make_world

from brink.domain.decisions.models import Decision, WeighingLine
from brink.domain.decisions.services import publish
from brink.domain.decisions.tests.test_publishing import complete, make_draft
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Body, Organ
from brink.domain.processes.tests.test_sheets_browser import pages

LONG = "gemeenschapsvoorzieningen in de dorpen en buurten van onze gemeente "


def published() -> Decision:
    decision = make_draft(make_world())
    complete(decision)
    publish(decision=decision, actor=SYSTEM, key=None)
    decision.refresh_from_db()
    return decision


@pytest.mark.django_db
def test_w31_the_sheet_says_what_the_record_says() -> None:
    decision = make_draft(make_world())
    address, client = reverse("decisions:signpost", args=[decision.slug]), Client()
    assert client.get(address).status_code == 404, "a draft is nobody's"
    complete(decision)
    publish(decision=decision, actor=SYSTEM, key=None)
    Body.objects.update(phone="0591 123 456")
    page = client.get(address).content.decode()
    line, chosen = decision.lines.first(), decision.options.get(chosen=True)
    assert line is not None
    told = (decision.title, chosen.title, line.who, "Wat de minderheid inbracht", "Wij kijken terug", "0591 123 456")
    assert [one for one in told if one not in page] == []
    detail = client.get(reverse("decisions:detail", args=[decision.slug])).content.decode()
    assert f'href="{address}"' in detail


@pytest.mark.browser
@pytest.mark.django_db
def test_w31_the_sheet_is_one_page_of_a4_however_long_its_texts() -> None:
    decision = published()
    long = {"title": (LONG * 4)[:200], "text": LONG * 40}
    from tests.unlocked import unlocked

    with unlocked():
        Decision.objects.filter(pk=decision.pk).update(**long)
        WeighingLine.objects.filter(decision=decision).update(who=(LONG * 3)[:160], done=LONG * 20)
        Organ.objects.filter(pk=decision.organ_id).update(name=(LONG * 2)[:120])
    page = Client().get(reverse("decisions:signpost", args=[decision.slug])).content.decode()
    assert pages(page) == 1
