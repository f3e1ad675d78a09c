"""What the acts of the desk on a petition do, and to how many: told before they are done."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.journal.ways_back import Foreseen, Reading
from brink.domain.processes.dates import in_words
from brink.domain.processes.models import Round
from brink.instruments.petition.models import Proposal
from brink.instruments.petition.services.accepting import AcceptFacts, last_day
from brink.instruments.petition.services.scheduling import SchedulingFacts
from brink.instruments.petition.services.supporting import recount


def _giver(said: Contribution) -> str:
    """Say how whoever handed it in hears of it."""
    giver = getattr(said, "giver", None)
    if giver is not None and giver.email:
        return _("Eén mens, de indiener, leest het meteen onder de volgcode en krijgt na een kwartier mail.")
    return _("Eén mens, de indiener, leest het meteen onder de volgcode. Er is geen mailadres: bel of schrijf zelf.")


def accepting(proposal: Proposal, facts: AcceptFacts) -> Foreseen:
    """Foresee opening a proposal for support, with the words as everybody will read them."""
    said, rules = proposal.contribution, proposal.rules
    days = {}
    if facts.opens_on:
        days = {"first": in_words(facts.opens_on), "last": in_words(last_day(rules, facts.opens_on))}
    lines = (
        _("Het voorstel komt op de site. Iedereen leest de titel, wat er wordt gevraagd en waarom."),
        *((_("Steunen kan van %(first)s tot en met %(last)s.") % days,) if days else ()),
        _("De tekst ligt daarna vast, ook voor de indiener. Steunen er mensen, dan blijft hij staan."),
        _giver(said),
    )
    return Foreseen(
        kind="petition.accepted", title=_("Stel het voorstel open voor steun"), button=_("Ja, stel open"), lines=lines,
        after=_("U kunt de vraag stoppen, met een reden die iedereen leest."),
        readings=(Reading(said.title, (("", said.text), (_("Waarom"), proposal.why))),),
    )  # fmt: skip


def refusing(proposal: Proposal, ground: str, reason: str) -> Foreseen:
    """Foresee saying no, with the sentence that whoever handed it in will read."""
    return Foreseen(
        kind="petition.refused", title=_("Wijs het voorstel af"), button=_("Ja, wijs af"),
        lines=(_giver(proposal.contribution), _("Op de site komt niets.")),
        after=_("U kunt het antwoord daarna verbeteren. De indiener leest dan beide."),
        readings=(Reading(proposal.contribution.title, (("", ground), (_("Waarom"), reason))),),
    )  # fmt: skip


def supporters(round: Round) -> str:
    """Say how many people supported."""
    count = recount(round)
    return ngettext("%(n)s mens die steunde", "%(n)s mensen die steunden", count) % {"n": count}


def deciding(round: Round, facts: SchedulingFacts) -> Foreseen:
    """Foresee putting on the page what was decided."""
    lines = (
        _("Iedereen leest het meteen op de pagina van het voorstel."),
        _("Dit lezen ook %(people)s: onder hun code, en per mail wie daarom heeft gevraagd.")
        % {"people": supporters(round)},
    )
    return Foreseen(
        kind="petition.scheduled", title=_("Zet het besluit op de pagina"), button=_("Ja, zet het erop"), lines=lines,
        after=_("Tot u op ‘Vertel het’ drukt, kunt u het besluit verbeteren."),
        readings=(Reading(round.title, (("", facts.reason),)),),
    )  # fmt: skip


def telling(round: Round) -> Foreseen:
    """Foresee telling everybody what became of it."""
    return Foreseen(
        kind="petition.told", title=_("Vertel wat er is besloten"), button=_("Ja, vertel het"),
        lines=(
            _("Dit lezen %(people)s: onder hun code, en per mail wie daarom heeft gevraagd.")
            % {"people": supporters(round)},
            _("Iedereen leest het op de pagina van het voorstel."),
        ),
        after=_("Daarna verandert het besluit niet meer."),
    )  # fmt: skip
