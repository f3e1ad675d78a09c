"""What publishing and correcting a decision do, told before they are done."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.decisions.models import Decision, Erratum
from brink.domain.journal.ways_back import Foreseen, Reading
from brink.domain.processes.models import Process


def _heard(process: Process) -> str:
    count = process.contribution_count
    if not count:
        return _("Er heeft niemand meegedaan: niemand krijgt mail.")
    return ngettext(
        "De gever van %(n)s bijdrage leest het onder de code, en krijgt mail als er een adres is.",
        "De gevers van %(n)s bijdragen lezen het onder hun code. Wie een adres heeft gegeven, krijgt mail.",
        count,
    ) % {"n": count}


def publishing(decision: Decision) -> Foreseen:
    """Say what publishing a decision does."""
    process, lines = decision.process, decision.lines.count()
    weighed = ngettext(
        "Iedereen leest hoe %(n)s belang, bundel of groep is gewogen.",
        "Iedereen leest hoe %(n)s belangen, bundels en groepen zijn gewogen.",
        lines,
    )
    count = process.contribution_count
    clock = ngettext(
        "Vanaf nu loopt de tijd waarin u de gever van %(n)s bijdrage antwoord moet geven.",
        "Vanaf nu loopt de tijd waarin u de gevers van %(n)s bijdragen antwoord moet geven.",
        count,
    )
    promised = decision.promised.count()
    made = ngettext(
        "%(n)s toezegging wordt openbaar.", "%(n)s toezeggingen worden openbaar.", promised
    )
    return Foreseen(
        kind="decision.published",
        title=_("Maak ‘%(title)s’ openbaar") % {"title": decision.title},
        button=_("Ja, maak het besluit openbaar"),
        lines=(
            _("Het besluit komt op de site. Iedereen kan het lezen en bewaren."),
            weighed % {"n": lines},
            *((clock % {"n": count},) if count else ()),
            *((made % {"n": promised},) if promised else ()),
            _("De tekst staat daarna vast."),
        ),
        after=_("Een fout verbetert u met een reden. Een collega keurt dat goed. De oude tekst blijft te lezen."),
        readings=(
            Reading(
                decision.title,
                ((_("Wat is besloten"), decision.text), (_("Uitleg in klare taal"), decision.explanation)),
            ),
        ),
    )


def discarding(decision: Decision) -> Foreseen:
    """Say what throwing a draft away does."""
    return Foreseen(
        kind="decision.discarded",
        title=_("Gooi het concept ‘%(title)s’ weg") % {"title": decision.title},
        button=_("Ja, gooi weg"),
        lines=(_("Het concept verdwijnt met alles wat u erin schreef. Niemand buiten de balie heeft het gezien."),),
        after=_("Weggooien kunt u niet terugdraaien. Begin dan een nieuw besluit."),
        readings=(
            Reading(
                decision.title,
                tuple(
                    (label, text)
                    for label, text in (
                        (_("Wat is besloten"), decision.text), (_("Uitleg in klare taal"), decision.explanation)
                    )
                    if text
                ),
            ),
        ),
        read_as=_("Dit gaat weg"),
    )


def correcting(erratum: Erratum) -> Foreseen:
    """Say what publishing a correction does."""
    parts = [(_("Waarom"), erratum.reason)]
    if erratum.remark:
        parts.append((_("Wat iemand anders moet lezen"), erratum.remark))
    for label, before, after in erratum.changed:
        name = label[:1].upper() + label[1:]
        parts += [(f"{name}: {_('er stond')}", before), (f"{name}: {_('er komt te staan')}", after)]
    return Foreseen(
        kind="decision.corrected",
        title=_("Zet de verbetering op de site"),
        button=_("Ja, zet de verbetering op de site"),
        lines=(
            _("Iedereen leest de nieuwe tekst. De oude tekst blijft ernaast te lezen, met de reden."),
            _heard(erratum.decision.process),
            _("Deze verbetering staat daarna vast."),
        ),
        after=_("Maak dan een nieuwe verbetering. Ook die keurt een collega goed."),
        readings=(Reading(erratum.decision.title, tuple(parts)),),
    )
