"""The first guard of a proposal: whoever gains by it keeps out of it, and everybody reads that."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from brink.domain.participation.proposal_findings import LaidProposal
from brink.foundation.findings import Finding


def own_interest(proposal: LaidProposal) -> Sequence[Finding]:
    """Ask who kept out of a proposal by which somebody of the group gains."""
    if not proposal.own_interest or proposal.abstained.strip():
        return ()
    said = _(
        "Iemand uit de groep heeft belang bij dit voorstel. Laat de groep eerst opschrijven wie zich erbuiten hield."
    )
    return (Finding("own_interest", said),)
