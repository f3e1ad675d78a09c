"""What a round of support brought: how many people support it. Nobody can be against it here, and that is said."""

from django.utils.translation import gettext as _

from brink.domain.participation.counting import counted, told
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K
from brink.instruments.petition.models import Support
from brink.instruments.petition.round_settings import SUPPORT, Settings


def make_outcome(round: Round) -> Outcome:
    """Count the declarations that count now. Same rows, same outcome. One query."""
    rows = counted(round, SUPPORT).filter(petition_support__state=Support.State.COUNTED)
    ids = tuple(str(pk) for pk in rows.values_list("pk", flat=True))
    people, threshold = told(len(ids)), Settings.of(round.settings).threshold
    summary = _("%(count)s mensen steunen dit voorstel.") % {"count": people} if people else _(
        "Minder dan 10 mensen steunen dit voorstel."
    )  # fmt: skip
    enough = len(ids) >= threshold
    said = _("Er is genoeg steun om over de agenda te beslissen.") if enough else _("Er is nog niet genoeg steun.")
    return Outcome(
        summary=summary,
        findings=(
            OutcomeFinding("support", summary, people, ids if people else (), by_design=not people),
            OutcomeFinding("enough", said, max(K, people) if enough else 0, by_design=True),
        ),
        minority=(),
        minority_reason=_("Een voorstel vraagt alleen om steun. Wie ertegen is, kan hier niet tekenen."),
        reach=ReachCount(people),
    )
