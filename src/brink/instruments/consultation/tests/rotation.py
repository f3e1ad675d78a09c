"""A device that agrees with a remark is known again after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable

from django.test import Client
from tests.builders import make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words
from brink.domain.processes.models import Round
from brink.instruments.consultation.models import Agreed
from brink.instruments.consultation.round_settings import REMARK
from brink.instruments.consultation.services.remarks import About, give_remark
from brink.instruments.consultation.tests.conftest import FIRST, with_text

Rotate = Callable[[], None]
KEY = "k" * 22


def _remark(round: Round, text: str) -> Contribution:
    return give_remark(round=round, words=Words(kind=REMARK, text=text), about=About(), key=None).contribution


def a_device_still_stops_agreeing(rotate: Rotate) -> None:
    round = with_text(make_world(), "zon-op-land", FIRST)
    first, second = _remark(round, "Op daken."), _remark(round, "Niet op de es.")
    client, page = Client(), f"/processen/{round.process.slug}/{round.slug}/tekst/opmerking/"
    client.post(f"{page}{first.pk}/", {"key": KEY, "wanted": "ja"})
    rotate()
    assert "U bent het ermee eens." in client.get(f"{page}{first.pk}/").content.decode()
    # The tally counts devices: this one stays one.
    client.post(f"{page}{second.pk}/", {"key": "l" * 22, "wanted": "ja"})
    assert Agreed.objects.values("device").distinct().count() == 1
    client.post(f"{page}{first.pk}/", {"key": "m" * 22, "wanted": "nee"})
    assert [one.contribution_id for one in Agreed.objects.all()] == [second.pk]
    # The answer of the server was lost, and no cookie came: the same form is the same device.
    late, fields = Client(), {"key": "n" * 22, "wanted": "ja"}
    Client().post(f"{page}{first.pk}/", fields)
    rotate()
    assert late.post(f"{page}{first.pk}/", fields).status_code == 302
    assert Agreed.objects.filter(contribution=first).count() == 1
    assert "U bent het ermee eens." in late.get(f"{page}{first.pk}/").content.decode()


SCENARIOS = {"remark support": a_device_still_stops_agreeing}
