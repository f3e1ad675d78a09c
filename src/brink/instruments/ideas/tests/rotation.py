"""A device that supports an idea is known again after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable

from django.test import Client
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.instruments.ideas.models import Support

Rotate = Callable[[], None]
KEY = "k" * 22


def _idea(round: Round, text: str) -> Contribution:
    return give(round=round, words=Words(kind="idea", text=text), actor=RESIDENT, key=None).contribution


def a_device_still_stops_its_support(rotate: Rotate) -> None:
    process = make_process(make_world())
    round = make_round(process, "ideas")
    first, second = _idea(round, "Bus 1."), _idea(round, "Bus 2.")
    client, page = Client(), f"/processen/{process.slug}/{round.slug}/ideeen/"
    client.post(f"{page}{first.pk}/steun/", {"key": KEY, "wanted": "ja"})
    rotate()
    assert "U steunt dit idee." in client.get(f"{page}{first.pk}/").content.decode()
    # The tally counts devices: this one stays one.
    client.post(f"{page}{second.pk}/steun/", {"key": "l" * 22, "wanted": "ja"})
    assert Support.objects.values("supporter").distinct().count() == 1
    client.post(f"{page}{first.pk}/steun/", {"key": "m" * 22, "wanted": "nee"})
    assert [one.contribution_id for one in Support.objects.all()] == [second.pk]
    # The answer of the server was lost, and no cookie came: the same form is the same device.
    late = Client()
    fields = {"key": "n" * 22, "wanted": "ja"}
    Client().post(f"{page}{first.pk}/steun/", fields)
    rotate()
    assert late.post(f"{page}{first.pk}/steun/", fields).status_code == 302
    assert Support.objects.filter(contribution=first).count() == 1
    assert "U steunt dit idee." in late.get(f"{page}{first.pk}/").content.decode()


SCENARIOS = {"idea support": a_device_still_stops_its_support}
