"""Lines of the pages that the record kit gives to each register; a register takes them with `register_lines`."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.safety.address import KEY, Address, Who, desk, everybody, more

from brink.domain.records.permissions import RECORD_LINK
from brink.foundation.permissions import Action

ADDRESSES: dict[str, Address] = {}


def register_lines(
    key: str, thing: Callable[[Any], dict[str, Any]], *, act: Action, name: str, data: Mapping[str, str]
) -> dict[str, Address]:
    """Return the lines of a register: `thing` finds the slug of its filled record, `name` one of its acts."""
    return {
        f"{key}:list": everybody(),
        f"{key}:feed": everybody(),
        f"{key}:table": everybody(),
        f"{key}:page": Address(Who.READERS, thing),
        f"{key}:desk": Address(Who.ANY_DESK, nobody=302),
        f"{key}:new": Address(Who.ANY_DESK, post=True),
        f"{key}:links": desk(thing, act=RECORD_LINK, data={**KEY, "reason": "Het een kan niet zonder het ander."}),
        f"{key}:act": desk(more(thing, name=name), act=act, data={**KEY, **data}),
    }
