"""Who may open which page of a round of submissions."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.instruments.submission.models import Nota, Point, Signatory, Submission
from brink.instruments.submission.permissions import SUBMISSION_DECIDE, SUBMISSION_WRITE
from brink.instruments.submission.round_settings import KEY as HERE
from brink.instruments.submission.round_settings import SUBMISSION

_round = in_round(HERE)
_DAY = "2026-11-30"


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Send one in, split a point off, and adopt a nota, where there is a round of submissions."""
    if HERE not in rounds:
        return {}
    common = {"tenant": process.tenant, "created_at": clock.now()}
    round = rounds[HERE]
    voice = Contribution.objects.create(
        **common, process=process, round=round, kind=SUBMISSION, channel="post", publicity="closed",
        text=f"De afstand is te klein.{mark}",
    )  # fmt: skip
    number = Submission.objects.filter(tenant=process.tenant).count() + 1
    row = Submission.objects.create(
        **common, contribution=voice, round=round, year=2026, number=number, received_on=clock.today(), timing="in_time"
    )
    Signatory.objects.create(**common, submission=row, name="Mens A", address="Brinkweg 1, Orvelte")
    point = Point.objects.create(
        **common, submission=row, number=1, summary=f"De afstand.{mark}", answer=f"Wij kijken.{mark}", changes=False
    )
    Nota.objects.create(
        **common, round=round, introduction=f"Inleiding{mark}", decision="Vastgesteld.", remedy="Geen beroep.",
        adopted_on=clock.today(),
    )  # fmt: skip
    return {"submission": row, "submission_point": point}


def _one(things: Things) -> Kwargs:
    return {**_round(things), "pk": things.more["submission"].pk}


def _point(things: Things) -> Kwargs:
    return {**_one(things), "point": things.more["submission_point"].pk}


_SAID = {
    **KEY, "text": "De afstand is te klein.", "name": "Mens B", "address": "Esweg 2, Norg", "authorisation": "own"
}  # fmt: skip
# What the tables of this folder hold of people; the rest is of the paper, or of the body.
PERSONAL = {
    "encrypted": frozenset({
        "submission.Signatory.represented", "submission.Signatory.unsigned_reason", "submission.Signatory.name",
        "submission.Signatory.address",
    }),
    "thing": frozenset({"submission.Submission.receipt_mailed_at", "submission.Submission.authorisation"}),
}  # fmt: skip
ADDRESSES = {
    "submission:start": Address(Who.READERS, _round),
    "submission:send": Address(Who.READERS, _round, post=True, data=_SAID),
    "submission:nota": Address(Who.READERS, _round),
    "submission:nota_text": Address(Who.READERS, _round),
    "submission:nota_list": Address(Who.READERS, _round),
    "submission:desk": desk(_round),
    "submission:take_in": desk(
        _round, CONTRIBUTION_ENTER, data={**_SAID, "channel": "post", "received_on": _DAY, "posted_on": _DAY}
    ),
    "submission:desk_one": desk(
        _one, SUBMISSION_WRITE, data={**KEY, "act": "clean", "text": "De afstand is te klein."}
    ),
    "submission:desk_point": desk(_point, SUBMISSION_WRITE, data={**KEY, "summary": "De afstand."}),
    "submission:desk_nota": desk(
        _round, SUBMISSION_WRITE,
        data={**KEY, "act": "write", "introduction": "Inleiding", "decision": "Besloten.", "remedy": "Geen beroep."},
    ),
    "submission:key_list": desk(_round, SUBMISSION_DECIDE, data=KEY),
}  # fmt: skip
