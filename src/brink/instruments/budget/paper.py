"""The ballot on paper: a row of boxes for each plan; what is typed is the number of the box."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.errors import BadInput
from brink.instruments.budget.explaining import how_to_vote, who_sees
from brink.instruments.budget.models import Terms
from brink.instruments.budget.panels import terms_shown
from brink.instruments.budget.queries import kept_ballot, on_list
from brink.instruments.budget.round_settings import Form
from brink.ui.figures import euros

MOST_DIGITS = 4
PLACES = 5
"""So many places a ranked ballot has on paper, unless the rule allows fewer."""


def _boxes(terms: Terms) -> tuple[tuple[str, str], ...]:
    """Return the boxes at each plan; none for points, which are written on a line."""
    if terms.form == Form.APPROVAL:
        return (("1", _("ja")), ("0", _("nee")))
    if terms.form == Form.POINTS:
        return ()
    return tuple((str(place), str(place)) for place in range(1, min(terms.most or PLACES, PLACES) + 1))


def drawn(round: Round) -> PaperForm:
    """Return the form: a question for each plan on the list, called by its number. Two queries."""
    terms = terms_shown(round)
    boxes = _boxes(terms)
    rows = [
        PaperQuestion(
            str(one.number), f"{one.title} ({euros(int(one.cost_cents or 0))})", boxes, lines=0 if boxes else 1
        )
        for one in on_list(round)
    ]
    return PaperForm(tuple(rows), explanation=f"{how_to_vote(terms)} {_('Wie ziet wat u kiest?')} {who_sees(terms)}")


def as_marks(answers: Mapping[str, str]) -> dict[int, int]:
    """Return what stands on a sheet by number of the plan. Raises BadInput for what is no whole number."""
    for key, value in answers.items():
        if value and not (value.isascii() and value.isdecimal() and len(value) < MOST_DIGITS):
            raise BadInput(_("Typ hier een heel getal, of laat het leeg."), field=key)
    return {int(key): int(value) for key, value in answers.items() if key.isdecimal() and value}


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet, by the numbers of the plans."""
    ballot = kept_ballot(contribution.pk)
    return {} if ballot is None else {number: str(mark) for number, mark in ballot.choices.items()}
