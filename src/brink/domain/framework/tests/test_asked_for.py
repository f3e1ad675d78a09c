"""The kader as everybody reads it: no empty cell, openness in each step, its questions, rules of thumb and tables."""

import pytest
from django.test import Client
from tests.builders import make_world
from tests.form_client import Page

from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework() -> Framework:
    world = make_world()
    Framework.objects.all().delete()
    return import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)


def test_d18_d19_d20_each_cell_says_something_and_each_step_has_an_openness_instrument(framework: Framework) -> None:
    root = Page(Client().get("/kader/").content.decode()).root
    rows = list(next(next(root.all("table")).all("tbody")).all("tr"))
    assert len(rows) == framework.phases.count() > 5
    for row in rows:
        cells = [cell.words for cell in row.all("th", "td")]
        assert len(cells) == 5
        assert all(len(one) > 3 for one in cells), cells
        assert "(openheid)" in cells[-1], cells[0]


def test_w01_w04_h28_h29_h32_its_questions_rules_of_thumb_and_tables_stand_on_it(framework: Framework) -> None:
    root = Page(Client().get("/kader/").content.decode()).root
    told = next(root.all("main")).words
    assert "Wat vraagt dat van het bestuur en van de volksvertegenwoordiging?" in framework.questions
    assert [one for one in framework.questions if one not in told] == []
    thumbs = framework.rules_of_thumb.all()
    assert thumbs.count() > 9
    assert [one.text for one in thumbs if one.text not in told] == []
    (table,) = [one for one in root.all("table") if "tafel" in next(one.all("caption")).words]
    rows = [[cell.words for cell in row.all("th", "td")] for row in next(table.all("tbody")).all("tr")]
    assert len(rows) == 5
    assert all(all(cells) for cells in rows)
    assert "keukentafel" in rows[0][1].lower()
    # The widest is ours, and says so.
    assert "voorstel" in rows[-1][-1]
