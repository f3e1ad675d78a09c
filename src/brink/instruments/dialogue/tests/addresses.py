"""Who may open which page of a dialogue."""

from tests.safety.address import KEY, Address, Who, desk, in_round

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, LANDING_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE

_round = in_round("dialogue")
_VOTE = {**KEY, "stem": "agree", "stelling": "00000000-0000-0000-0000-000000000000"}

ADDRESSES = {
    "dialogue:start": Address(Who.READERS, _round, post=True, data=_VOTE),
    "dialogue:list": Address(Who.READERS, _round, post=True, data=KEY),
    "dialogue:own": Address(Who.READERS, _round, post=True, data={**KEY, "text": "Een zin."}),
    "dialogue:done": Address(Who.READERS, _round, shown=302, hidden=302),
    "dialogue:map": Address(Who.READERS, _round),
    "dialogue:table": Address(Who.READERS, _round),
    "dialogue:sheet": Address(Who.READERS, _round, shown=302, hidden=302),
    "dialogue:desk_paper": desk(_round, act=CONTRIBUTION_ENTER, data={**KEY, "heard_on": "2026-01-05"}),
    "dialogue:desk": desk(_round, act=PROCESS_WRITE, data={**KEY, "text": "Een stelling."}),
    "dialogue:desk_answers": desk(
        _round, act=LANDING_WRITE, data={**KEY, "outcome": "weighed", "reason": "Zo is het nu."}
    ),
    "dialogue:desk_statement": desk(
        lambda things: {**_round(things), "pk": things.statement.pk},
        act=PROCESS_WRITE,
        data={"act": "reword", "text": "Anders.", "reason": "Beter."},
    ),
}

# What each field that sounds personal holds: see `tests/safety/personal.py`.
PERSONAL = {
    "hashed": frozenset({"dialogue.Session.participant"}),
    "desk": frozenset({"dialogue.Vote.session"}),
}
