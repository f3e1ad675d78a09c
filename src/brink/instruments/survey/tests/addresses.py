"""Who may open which page of a survey."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.instruments.survey.round_settings import KEY as SURVEY

_round = in_round(SURVEY)


def _question(things: Things) -> Kwargs:
    return {**_round(things), "key": "v1"}


def _open(things: Things) -> Kwargs:
    return {**_round(things), "key": "v4"}


def _page(things: Things) -> Kwargs:
    return {**_round(things), "number": 1}


_DRAFT: dict[str, Any] = {
    **KEY, "text": "Hoe vindt u het hier?", "topic": "opinion", "kind": "one", "options": "goed\nslecht",
    "specials": ["97"],
}  # fmt: skip
PERSONAL = {
    "hashed": frozenset({"survey.SurveyDraft.participant"}),
    "thing": frozenset({"survey.Weighting.source"}),
}
ADDRESSES = {
    "survey:start": Address(Who.READERS, _round, post=True, data={**KEY, "v1": "3"}),
    "survey:questions": Address(Who.READERS, _page, shown=302, hidden=302),
    "survey:check": Address(Who.READERS, _round, shown=302, post=True, data=KEY),
    "survey:away": Address(Who.READERS, _round, post=True, data=KEY),
    "survey:results": Address(Who.READERS, _round),
    # Before a round opens there is no codebook yet, for the desk neither.
    "survey:codebook": Address(Who.READERS, _round, hidden=404),
    "survey:desk": desk(_round),
    "survey:new": desk(_round, PROCESS_WRITE, data=_DRAFT),
    "survey:question": desk(_question, PROCESS_WRITE, data=_DRAFT),
    "survey:change": desk(_question, PROCESS_WRITE, get=False, data={**KEY, "what": "copy"}),
    "survey:preview": desk(_round),
    "survey:import": desk(_round, PROCESS_WRITE, data=KEY),
    "survey:export": desk(_round),
    "survey:words": desk(_round),
    "survey:words_of": desk(_open, LANDING_WRITE, data={**KEY, "text": "Wij lazen alles."}),
    "survey:weighting": desk(_round, PROCESS_WRITE, data=KEY),
    "survey:account": desk(_round, PROCESS_WRITE, data=KEY),
    # Of a round that was not weighed there is nothing to put on the site: back to the weights.
    "survey:publish": desk(_round, PROCESS_WRITE, shown=302, hidden=302, data=KEY, only_who_may=True),
}  # fmt: skip
