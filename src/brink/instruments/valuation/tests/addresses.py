"""Who may open which page of a round in the seat of who decides."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, LANDING_WRITE
from brink.domain.processes.models import Process, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock
from brink.instruments.valuation.models import OptionAnswer
from brink.instruments.valuation.round_settings import KEY as VALUATION

_round = in_round(VALUATION)


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Let the desk have said something of an option, where there is such a round."""
    if VALUATION not in rounds:
        return {}
    answer = OptionAnswer.objects.create(
        tenant=process.tenant, created_at=clock.now(), round=rounds[VALUATION], number=1, outcome="outside",
        reason=f"Dit kan niet bij {process.slug}{mark}.",
    )  # fmt: skip
    return {"option_answer": answer}


def _option(things: Things) -> Kwargs:
    return {**_round(things), "number": 1}


_OPTION = {**KEY, "title": "Een belbus", "amount_1": "1.000"}
_ANSWER = {**KEY, "outcome": "outside", "reason": "Dit hoort niet bij deze vraag."}
ADDRESSES = {
    "valuation:start": Address(Who.READERS, _round, post=True, data={**KEY, "door": "refuse"}),
    "valuation:result": Address(Who.READERS, _round),
    "valuation:codebook": Address(Who.READERS, _round),
    "valuation:desk": desk(_round, act=PROCESS_WRITE, data=_OPTION),
    "valuation:desk_file": desk(_round, act=PROCESS_WRITE, data={**KEY, "content": "optie,hoeveel\nBankje,1000\n"}),
    "valuation:phone": desk(
        _round, act=CONTRIBUTION_ENTER,
        data={**KEY, "channel": "phone", "heard_on": "2026-01-05", "door": "refuse"},
    ),
    "valuation:answers": desk(_round),
    "valuation:answer": desk(_option, act=LANDING_WRITE, data=_ANSWER),
    "valuation:desk_option": desk(_option, act=PROCESS_WRITE, data=_OPTION),
    "valuation:desk_remove": desk(_option, act=PROCESS_WRITE, get=False, data=KEY),
}  # fmt: skip

# What each field that sounds personal holds: see `tests/safety/personal.py`.
PERSONAL = {"hashed": frozenset({"valuation.Advice.participant"})}
