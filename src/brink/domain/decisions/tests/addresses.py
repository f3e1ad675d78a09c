"""Who may open which page about decisions and commitments."""

from tests.safety.address import Address, Who, desk, everybody

from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE

ADDRESSES = {
    "decisions:index": everybody(),
    "decisions:detail": Address(Who.READERS, lambda things: {"slug": things.decision.slug}),
    "decisions:desk_index": Address(Who.ANY_DESK),
    "decisions:start": desk(lambda things: {"process": things.process.slug}, act=DECISION_WRITE),
    "decisions:commitment": desk(
        lambda things: {"pk": things.commitment.pk},
        act=DECISION_WRITE,
        data={"kind": "reminded", "note": "Nog even.", "kept": ""},
    ),
    "decisions:desk": desk(
        lambda things: {"slug": things.decision.slug},
        act=DECISION_WRITE,
        data={"section": "text", "text": "Iets anders."},
    ),
    "decisions:publish": desk(lambda things: {"slug": things.decision.slug}, get=False, act=DECISION_PUBLISH),
}
