"""What publishing and throwing away a version of a text does, told before it is done."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.ways_back import Foreseen, Reading
from brink.instruments.consultation.models import TextVersion


def publishing(draft: TextVersion, *, head: str, remarks: int) -> Foreseen:
    """Foresee publishing a version."""
    pieces = draft.passages.count()
    all_of_it = ngettext("De tekst heeft %(n)s stuk.", "De tekst heeft %(n)s stukken.", pieces) % {"n": pieces}
    told = ngettext(
        "Bij %(n)s opmerking staat daarna wat er met het stuk is gebeurd.",
        "Bij %(n)s opmerkingen staat daarna wat er met het stuk is gebeurd.", remarks,
    ) % {"n": remarks}  # fmt: skip
    return Foreseen(
        kind="consultation.published",
        title=_("Publiceer ‘%(title)s’") % {"title": draft.title},
        button=_("Ja, publiceer"),
        lines=(
            _("Iedereen leest deze tekst. Deze versie verandert daarna niet meer."), all_of_it,
            *((head,) if head else ()), *((told,) if remarks else ()),
        ),
        after=_("Staat er een fout in? Publiceer dan een nieuwe versie, met de reden erbij."),
    )  # fmt: skip


def dropping(draft: TextVersion) -> Foreseen:
    """Foresee throwing a draft away."""
    pieces = draft.passages.count()
    lines = ngettext(
        "%(n)s stuk gaat weg, met wat u erbij schreef.", "%(n)s stukken gaan weg, met wat u erbij schreef.", pieces
    )
    return Foreseen(
        kind="consultation.draft_dropped",
        title=_("Gooi het concept weg"),
        button=_("Ja, gooi weg"),
        lines=(lines % {"n": pieces}, _("Wat al is gepubliceerd, blijft staan.")),
        after=_("Weggooien kunt u niet terugdraaien. Haal dan de tekst opnieuw op."),
        readings=(Reading(draft.title),),
        read_as=_("Dit gaat weg"),
    )
