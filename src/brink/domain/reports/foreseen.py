"""What answering a report does, told before."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.ways_back import Foreseen, Reading
from brink.domain.reports.models import Decision, Report
from brink.domain.reports.services import Conclusion


def answering(report: Report, conclusion: Conclusion) -> Foreseen:
    """Say what an answer to a report does: to whoever reported, and to the words."""
    same = Report.objects.filter(
        tenant_id=report.tenant_id, contribution=report.contribution, part=report.part, answered_at=None
    ).count()
    told = ngettext(
        "%(n)s mens die dit heeft gemeld, leest uw antwoord, en krijgt mail als er een adres is.",
        "%(n)s mensen die dit hebben gemeld, lezen uw antwoord. Wie een adres heeft gegeven, krijgt mail.",
        same,
    )
    decision = {
        Decision.HIDDEN: _("De woorden worden verborgen. Wie ze heeft gegeven, leest uw reden onder de volgcode."),
        Decision.PHOTO_REMOVED: _(
            "De foto verdwijnt van de site. Wij bewaren haar niet. Wie haar heeft gegeven, leest uw reden."
        ),
    }.get(Decision(conclusion.decision), _("Op de site verandert niets."))
    parts = ((_("Aan wie het heeft gemeld"), conclusion.answer), (_("Aan wie het heeft geschreven"), conclusion.reason))
    return Foreseen(
        kind="report.answered",
        title=_("Beantwoord de melding"),
        button=_("Ja, beantwoord de melding"),
        lines=(decision, told % {"n": same}),
        after=_("Het antwoord kunt u niet terughalen. Verborgen woorden toont u later weer. Een foto komt niet terug."),
        readings=(Reading(_("Uw antwoord"), tuple(one for one in parts if one[1].strip())),),
    )
