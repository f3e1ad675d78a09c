"""What making the frame wider and stopping a proposal do, told before they are done."""

from django.utils.translation import gettext as _

from brink.domain.journal.ways_back import Foreseen
from brink.instruments.dialogue_groups.models import FrameLine, GroupProposal
from brink.instruments.dialogue_groups.services.council_frame import RaiseFacts
from brink.ui.figures import euros


def raising(line: FrameLine, facts: RaiseFacts) -> Foreseen:
    """Say that it is for all to read, and that there is no way down."""
    amounts = {"line": line.title, "before": euros(line.ceiling_cents), "after": euros(facts.ceiling_cents)}
    return Foreseen(
        kind="groups.line_raised", title=_("Het kader ruimer maken?"), button=_("Ja, maak ruimer"),
        lines=(
            _("‘%(line)s’ gaat van %(before)s naar %(after)s.") % amounts,
            _("Iedereen leest dat, met het besluit van de raad en de reden."),
            _("Voorstellen die niet pasten, kunt u daarna opnieuw naast het kader leggen."),
        ),
        after=_("Lager maken kan niet meer."),
    )  # fmt: skip


def stopping(proposal: GroupProposal, reason: str) -> Foreseen:
    """Say who reads it, and what becomes of the money."""
    lines = [
        _("Voorstel %(number)s, ‘%(title)s’, stopt.") % {"number": proposal.number, "title": proposal.name},
        _("Iedereen leest waarom: %(reason)s") % {"reason": reason},
    ]
    if proposal.held_cents:
        said = _("Er komt %(cents)s vrij in het kader.")
        lines.append(said % {"cents": euros(proposal.held_cents)})
    return Foreseen(
        kind="groups.proposal_stopped", title=_("Dit voorstel stoppen?"), button=_("Ja, stop dit voorstel"),
        lines=tuple(lines), after=_("Opnieuw beginnen kan niet. De groep kan wel een nieuw voorstel doen."),
    )  # fmt: skip
