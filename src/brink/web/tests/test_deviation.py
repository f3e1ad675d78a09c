"""A choice outside the kader stands on the public page, with its reason (issue: the kader as data)."""

import pytest
from django.test import Client
from tests.builders import make_process, make_world

from brink.domain.processes.models import Deviation
from brink.foundation import clock
from brink.foundation.kept_pages import pages

pytestmark = pytest.mark.django_db


def test_a_departure_from_the_kader_is_public_with_its_reason() -> None:
    world = make_world()
    process = make_process(world)
    address = f"/processen/{process.slug}/"
    assert "Hier wijken wij af van het kader" not in Client().get(address).content.decode()
    Deviation.objects.create(
        tenant=world.body, created_at=clock.now(), process=process, subject="Ideeën bij meebeslissen",
        rule="Het kader gaat tot samen maken.", motivation="Het dorp beheert zelf het geld.", organ=world.executive,
    )  # fmt: skip
    pages.clear()  # no act wrote this
    page = Client().get(address).content.decode()
    assert "Hier wijken wij af van het kader" in page
    assert "Het dorp beheert zelf het geld." in page
