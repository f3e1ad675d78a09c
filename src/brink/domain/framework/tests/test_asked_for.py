"""The matrix of the kader as everybody reads it: no empty cell, and each step has a way to see what happens."""

import pytest
from django.test import Client
from tests.builders import make_world
from tests.form_client import Page

from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM


@pytest.mark.django_db
def test_d18_d19_d20_each_cell_says_something_and_each_step_has_an_openness_instrument() -> None:
    world = make_world()
    Framework.objects.all().delete()
    framework = import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    root = Page(Client().get("/kader/").content.decode()).root
    rows = list(next(next(root.all("table")).all("tbody")).all("tr"))
    assert len(rows) == framework.phases.count() > 5
    for row in rows:
        cells = [cell.words for cell in row.all("th", "td")]
        assert len(cells) == 5
        assert all(len(one) > 3 for one in cells), cells
        assert "(openheid)" in cells[-1], cells[0]
    printed = Client().get(f"/kader/{world.body.slug}/standaard/2/").content.decode()
    assert all(phase.name in printed for phase in framework.phases.all())
