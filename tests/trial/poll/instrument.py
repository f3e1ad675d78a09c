"""The poll: one question, yes or no."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.levels import Level
from brink.domain.participation.choice_instrument import ChoiceInstrument
from brink.domain.participation.forms import KeyForm
from brink.domain.processes.instrument import InstrumentCard, Lands
from brink.instruments.poll.models import Ballot


class BallotForm(KeyForm):
    """The one choice."""

    choice = forms.ChoiceField(
        label=_("Wat vindt u?"),
        choices=Ballot.Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )


class Poll(ChoiceInstrument):
    """People say yes or no to one question."""

    card = InstrumentCard(
        key="poll",
        segment="peiling",
        name=_("Ja of nee"),
        promise=_("Wij tellen elk antwoord en leggen uit wat wij ermee doen."),
        explanation=_("U zegt ja of nee. U kunt uw antwoord veranderen tot de laatste dag."),
        phases=frozenset({"F3"}),
        owners=frozenset({"executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web", "paper"}),
        scales=frozenset({"dorp"}),
        lands={"ballot": Lands.WITH_ROUND},
    )
    sessions = Ballot
    form = BallotForm


instrument = Poll()
