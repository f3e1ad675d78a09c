"""Who may open which page of a round of meetings."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Contribution
from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.instruments.meetings.models import Spoken
from brink.instruments.meetings.round_settings import KEY as MEETINGS
from brink.instruments.meetings.round_settings import QUESTION

_round = in_round(MEETINGS)


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Ask a question in the round of meetings, where there is one."""
    if MEETINGS not in rounds:
        return {}
    common = {"tenant": process.tenant, "created_at": clock.now()}
    voice = Contribution.objects.create(
        **common, process=process, round=rounds[MEETINGS], kind=QUESTION, channel="web",
        text=f"Wanneer rijdt de bus bij {process.slug}{mark}?",
    )  # fmt: skip
    Spoken.objects.create(**common, contribution=voice)
    return {"asked": voice}


def _asked(things: Things) -> Kwargs:
    return {**_round(things), "pk": things.more["asked"].pk}


_WORDS = {**KEY, "text": "Wanneer rijdt de bus?", "publicity": "pseudonym"}
ADDRESSES = {
    "meetings:start": Address(Who.READERS, _round),
    "meetings:ask": Address(Who.READERS, _round, post=True, data=_WORDS),
    "meetings:say": Address(Who.READERS, _round, post=True, data={**_WORDS, "stance": "for"}),
    "meetings:desk": desk(_round),
    "meetings:handle": desk(
        _asked, GATHERING_WRITE, data={**KEY, "handling": "answered", "text": "De bus rijdt in mei."}
    ),
}  # fmt: skip
