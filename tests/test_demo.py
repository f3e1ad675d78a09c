"""The demo: every state of a process, told through the ordinary services, and one closed with all voices landed."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.following import look_up
from brink.domain.people.models import AreaContact, Body
from brink.domain.processes.models import Process
from brink.domain.processes.states import ProcessState, process_state
from brink.foundation import clock
from brink.site.demo import build

pytestmark = pytest.mark.django_db


def test_the_demo_tells_every_state(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "uploads"  # type: ignore[attr-defined]
    codes = build(scale=0.05)
    now = clock.now()
    states = Counter(process_state(process, now) for process in Process.objects.filter(participation=True))
    assert set(states) == set(ProcessState) - {ProcessState.ANSWERED, ProcessState.WITHDRAWN_ANSWERED}
    done = Process.objects.get(evaluated_at__isnull=False)
    assert done.contribution_count == done.landed_count > 0
    assert not Contribution.objects.filter(process=done, landed_at=None, withdrawn_at=None).exists()
    joint = Process.objects.filter(partners__isnull=False).distinct().get()
    assert {partner.body.kind for partner in joint.partners.all()} == {Body.Kind.MUNICIPALITY, Body.Kind.WATER_BOARD}
    assert Body.objects.filter(kind=Body.Kind.MUNICIPALITY).count() == AreaContact.objects.count() == 12
    assert all(look_up(code) is not None for code in codes)
    client = Client()
    for process in Process.objects.exclude(room_published_at=None):
        assert client.get(f"/processen/{process.slug}/").status_code == 200
    assert client.get("/").status_code == 200


def test_a_person_in_the_demo_says_that_they_are_invented() -> None:
    from brink.domain.people.models import Person
    from brink.site.demo.cast import make_cast

    call_command("check")
    from brink.domain.places.services.facts import load_facts

    load_facts()
    make_cast()
    assert [one.name for one in Person.objects.all() if not one.name.endswith("(voorbeeld)")] == []
