"""What the groups brought, as decisions see it: each proposal with whether it fits, and who sees it otherwise."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.participation.counting import counted, told
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import safe_cells
from brink.instruments.dialogue_groups.models import Dissent, GroupProposal
from brink.instruments.dialogue_groups.round_settings import REACTION
from brink.ui.figures import euros


def _summary(proposals: list[GroupProposal]) -> str:
    fit = sum(one.fits is True for one in proposals)
    said = ngettext(
        "De groepen deden %(n)s voorstel.", "De groepen deden %(n)s voorstellen.", len(proposals)
    ) % {"n": len(proposals)}  # fmt: skip
    if not proposals:
        return said
    inside = ngettext("%(n)s past in het kader.", "%(n)s passen in het kader.", fit) % {"n": fit}
    return f"{said} {inside}"


def _told(one: GroupProposal, dissent: bool) -> str:
    """Say of one proposal where it stands beside the frame; its title is the group's and is not repeated here."""
    words = {"number": one.number, "group": one.group.title, "cost": euros(one.high_cents)}
    said = {
        True: _("Voorstel %(number)s van de groep ‘%(group)s’ past in het kader. Het kost hooguit %(cost)s."),
        False: _("Voorstel %(number)s van de groep ‘%(group)s’ past niet in het kader. Het kost hooguit %(cost)s."),
        None: _("Voorstel %(number)s van de groep ‘%(group)s’ is nog niet getoetst."),
    }[one.fits] % words
    return f"{said} {_('In de groep ziet iemand het anders. Dat staat bij het voorstel.')}" if dissent else said


def make_outcome(round: Round) -> Outcome:
    """Compute what the groups brought. Same rows, same outcome. Four queries.

    The minority of a group is smaller than ten, so it is told with its proposal, without a number; the words of who
    sees it otherwise stand there, where their giver can take them back.
    """
    rows = GroupProposal.objects.filter(tenant=round.tenant_id, round=round, withdrawn_at=None)
    proposals = list(rows.select_related("group").order_by("number"))
    other = set(
        Dissent.objects.filter(tenant=round.tenant_id, proposal__round=round, shown_at__isnull=False)
        .exclude(text="").values_list("proposal", flat=True)
    )  # fmt: skip
    voices = list(counted(round, REACTION).values_list("pk", "channel"))
    ids = tuple(str(pk) for pk, _channel in voices)
    outside = told(len(voices))
    reacted = (
        _("Buiten de groepen gaven %(n)s mensen een reactie.") % {"n": outside}
        if outside
        else _("Buiten de groepen gaven nog geen tien mensen een reactie.")
    )
    findings = [OutcomeFinding("voices", reacted, told(len(voices)), ids, by_design=not ids)]
    findings += [
        OutcomeFinding(f"proposal-{one.number}", _told(one, one.pk in other), 0, by_design=True) for one in proposals
    ]
    reason = (
        _("De groepen zijn kleiner dan tien mensen. Wie het anders ziet, staat bij het voorstel in eigen woorden.")
        if other else _("In geen enkele groep schreef iemand op dat die een voorstel anders ziet.")
    )  # fmt: skip
    return Outcome(
        summary=_summary(proposals), findings=tuple(findings), minority=(), minority_reason=reason,
        reach=ReachCount(told(len(voices)), channels=safe_cells(Counter(channel for _pk, channel in voices))),
        method=MethodRun("groups-frame", "1", round.seed, {}),
    )  # fmt: skip
