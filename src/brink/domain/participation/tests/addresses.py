"""Who may open the kit's own page: the receipt, which only the browser that gave something can show."""

from uuid import UUID

from django.apps import apps
from tests.safety.address import Address, Kwargs, Who, in_round
from tests.safety.filled_body import Things

from brink.domain.participation.sessions import FilledSession

_round = in_round("ideas")


def _given(things: Things) -> Kwargs:
    return {**_round(things), "given": UUID(int=7)}


ADDRESSES = {"participation:receipt": Address(Who.READERS, _given, shown=302, hidden=302)}

# What ties a filled session to a device is a keyed hash, in the table of whatever instrument.
PERSONAL = {
    "hashed": frozenset(
        f"{model._meta.label}.participant" for model in apps.get_models() if issubclass(model, FilledSession)
    )
}
