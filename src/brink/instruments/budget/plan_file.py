"""A table of plans, read as a whole: every complaint in one run, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brink.domain.processes.forms.fields import EurosField
from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import at_line, read_pasted
from brink.instruments.budget.round_settings import MOST_PLANS
from brink.instruments.budget.services.plans import COLUMNS, PlanFacts, facts_of


@dataclass(frozen=True, slots=True)
class Preview:
    """The plans of a table, or all that is wrong with it."""

    facts: Sequence[PlanFacts]
    faults: Sequence[str]


def preview(content: str) -> Preview:
    """Read a table of plans: titel, omschrijving, kosten, plek, onderwerp, haalbaar, uitleg."""
    found = read_pasted(
        content, needed=("titel", "kosten"), known=COLUMNS, most=MOST_PLANS,
        too_many=_("Meer dan %(most)s plannen past niet op een stembriefje.") % {"most": MOST_PLANS},
        strange=lambda name: _("De kolom ‘%(name)s’ kennen wij niet. Haal hem weg.") % {"name": name},
    )  # fmt: skip
    facts, faults = [], list(found.faults)
    for line, cells in found.rows:
        try:
            facts.append(facts_of(cells, EurosField(required=False).clean(cells.get("kosten", ""))))
        except (BadInput, ValidationError) as wrong:
            said = " ".join(wrong.messages) if isinstance(wrong, ValidationError) else str(wrong)
            faults.append(at_line(line, said))
    if not facts and not faults:
        faults.append(_("Er staat geen plan in deze tabel."))
    return Preview(() if faults else tuple(facts), faults)
