"""What a round of submissions brought, as decisions see it; which points were not followed is known with the nota."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.participation.counting import counted
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import safe_cells
from brink.instruments.submission.queries import adopted, counts, standing
from brink.instruments.submission.round_settings import SUBMISSION


def make_outcome(round: Round) -> Outcome:
    """Count what came in. Same rows, same outcome."""
    voices = list(counted(round, SUBMISSION).values_list("pk", "channel"))
    ids = tuple(str(pk) for pk, _channel in voices)
    number = len(ids)
    summary = ngettext("Er is %(n)s zienswijze ingestuurd.", "Er zijn %(n)s zienswijzen ingestuurd.", number)
    summary %= {"n": number}
    return Outcome(
        summary=summary,
        findings=(OutcomeFinding("submissions", summary, number, ids, by_design=not number),),
        minority=(),
        minority_reason=_("In de nota staat op elk punt een antwoord, en welke punten niet zijn gevolgd."),
        reach=ReachCount(number, channels=safe_cells(Counter(channel for _pk, channel in voices))),
    )  # fmt: skip


def with_nota(round: Round, outcome: Outcome) -> Outcome:
    """Return an outcome with what the adopted nota says of each point: what changed, and what was not followed."""
    if adopted(round) is None:
        return outcome
    findings, views = list(outcome.findings), []
    for row in standing(round):
        if not counts(row):
            continue
        for point in row.points.all():
            title = _("%(name)s, punt %(point)s") % {"name": row.name, "point": point.number}
            source = (str(row.contribution_id),)
            if point.changes:
                findings.append(OutcomeFinding(f"point-{point.pk}", f"{title}: {point.change}", 1, source))
            else:
                views.append(MinorityView(f"point-{point.pk}", title, str(point.summary), 1, source))
    reason = "" if views else _("Bij elk punt is de tekst anders geworden, of er kwam geen punt binnen.")
    return replace(outcome, findings=tuple(findings), minority=tuple(views), minority_reason=reason)
