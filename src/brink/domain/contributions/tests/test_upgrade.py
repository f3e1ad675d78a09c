"""What was written before answers knew whether they were sent is filled in as it was."""

from importlib import import_module

import pytest
from django.apps import apps
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, Landing, Objection
from brink.domain.contributions.services import bundling, landing, objecting, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM

pytestmark = pytest.mark.django_db
NEW = ("sent_at", "holds", "beside")


def rows() -> list[tuple[object, ...]]:
    return list(Landing.objects.order_by("created_at", "id").values_list("answer__reason", "current", *NEW))


def voices() -> list[tuple[object, ...]]:
    return list(Contribution.objects.order_by("pk").values_list("replied_at", "reopened_at", "drafted_at"))


def test_old_rows_say_what_was_sent() -> None:
    round = make_round(make_process(make_world()))
    process, said = round.process, {}
    for name in ("sent", "changed", "objected", "drafted", "bundled"):
        said[name] = give(round=round, words=Words(kind="idea", text=name), actor=RESIDENT, key=None)

    def land(name: str, text: str, **more: str) -> None:
        one = Contribution.objects.get(pk=said[name].contribution.pk)
        landing.land(process=process, draft=AnswerDraft("outside", text), contributions=[one], actor=SYSTEM, **more)

    for name in ("sent", "changed", "objected", "bundled"):
        land(name, f"Eerst gezegd: {name}.")
    replying.send(process=process, actor=SYSTEM)
    objecting.object_to(contribution=said["objected"].contribution, code=said["objected"].code, text="Nee.")
    land("changed", "Daarna iets anders.", change_reason="Wij lazen verkeerd.")
    land("objected", "Wij keken er opnieuw naar.")
    land("drafted", "Nog niet verstuurd.")
    bundle = bundling.make(process=process, title="Samen", contributions=[said["bundled"].contribution,
                           give(round=round, words=Words(kind="idea", text="x"), actor=RESIDENT, key=None)
                           .contribution], actor=SYSTEM)  # fmt: skip
    landing.land(process=process, draft=AnswerDraft("outside", "Van de bundel."), bundle=bundle, actor=SYSTEM)
    wanted = rows(), voices()
    # As it was stored before: no such columns, and a reply that went away with the draft.
    Landing.objects.update(holds=False)
    Landing.objects.update(sent_at=None, beside=False)
    drafted = Contribution.objects.filter(drafted_at__isnull=False)
    drafted.update(replied_at=None, reopened_at=None)
    Contribution.objects.update(drafted_at=None)
    import_module("brink.domain.contributions.migrations.0003_fill_what_was_sent").fill(apps, None)
    found = rows(), voices()
    assert found[0] == wanted[0]
    assert [[bool(one) for one in row] for row in found[1]] == [[bool(one) for one in row] for row in wanted[1]]
    assert [row[0] for row in found[1]] == [row[0] for row in wanted[1]]
    assert Objection.objects.get().answered_at is None
