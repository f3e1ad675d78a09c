"""Who may open the kit's own page: the receipt, which only the browser that gave something can show."""

from uuid import UUID

from django.apps import apps
from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Admission, InvitationRun
from brink.domain.participation.permissions import ADMISSION_CHECK
from brink.domain.participation.sessions import FilledSession
from brink.foundation import clock

_round = in_round("ideas")


def _given(things: Things) -> Kwargs:
    return {**_round(things), "given": UUID(int=7)}




def _pk(things: Things) -> Kwargs:
    return {"pk": things.ideas.pk}


def _waiting(things: Things) -> Kwargs:
    """Somebody who wants to take part: a row of its own, for the rounds of the walk are open to everybody."""
    one = Admission.objects.filter(round=things.ideas, run=None).first() or Admission.objects.create(
        tenant_id=things.ideas.tenant_id, created_at=clock.now(), round=things.ideas, name="Fatima",
        expires_at=things.ideas.closes_at,
    )  # fmt: skip
    return {"pk": things.ideas.pk, "who": one.pk}


def _run(things: Things) -> Kwargs:
    run = InvitationRun.objects.filter(round=things.ideas).first() or InvitationRun.objects.create(
        tenant_id=things.ideas.tenant_id, created_at=clock.now(), round=things.ideas, seed="0" * 32, size=1
    )
    return {"pk": things.ideas.pk, "run": run.pk}


ADDRESSES = {
    "participation:receipt": Address(Who.READERS, _given, shown=302, hidden=302),
    # The rounds of the walk are open to everybody: their door leads on to the round.
    "participation:access": Address(Who.READERS, _round, shown=302, hidden=302),
    "participation:confirm": Address(
        Who.EVERYBODY, lambda _things: {"token": "geen-link"}, shown=404, hidden=404
    ),
    "participation:admissions": desk(_pk, act=ADMISSION_CHECK, data={**KEY, "count": "2"}),
    "participation:check": desk(_waiting, act=ADMISSION_CHECK, data=KEY, only_who_may=True),
    "participation:refuse": desk(_waiting, get=False, act=ADMISSION_CHECK, data={**KEY, "reason": "Woont hier niet."}),
    "participation:invitations": Address(Who.DESK, _run, action=ADMISSION_CHECK, only_who_may=True),
    "participation:hand_out": desk(_run, act=ADMISSION_CHECK, data=KEY, only_who_may=True),
}

# What ties a filled session to a device is a keyed hash, in the table of whatever instrument.
PERSONAL = {
    "hashed": frozenset(
        f"{model._meta.label}.participant" for model in apps.get_models() if issubclass(model, FilledSession)
    )
}
