"""The poll: one question, yes or no."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.framework.levels import Level
from brink.domain.participation.counting import told
from brink.domain.participation.forms import KeyForm
from brink.domain.participation.session_instrument import SessionInstrument
from brink.domain.processes.instrument import InstrumentCard
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.instruments.poll.models import Ballot


class BallotForm(KeyForm):
    """The one choice."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Wat vindt u?"),
        choices=Ballot.Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies ja of nee.")},
    )


class Poll(SessionInstrument):
    """People say yes or no to one question."""

    card = InstrumentCard(
        key="poll",
        segment="peiling",
        name=gettext_lazy("Ja of nee"),
        promise=gettext_lazy("Wij tellen elk antwoord en leggen uit wat wij ermee doen."),
        explanation=gettext_lazy("U zegt ja of nee. U kunt uw antwoord veranderen tot de laatste dag."),
        phases=frozenset({"F3"}),
        owners=frozenset({"executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web"}),
        scales=frozenset({"dorp"}),
        kinds=frozenset({"ballot"}),
    )
    sessions = Ballot
    form = BallotForm

    def outcome(self, round: Round) -> Outcome:
        """Count both sides; the smaller one is the minority, once ten people stand for it."""
        sources = {
            choice: tuple(str(one.contribution_id) for one in self.counted(round).filter(choice=choice))
            for choice in Ballot.Choice
        }
        people = {choice: told(len(ids)) for choice, ids in sources.items()}
        least, most = sorted(Ballot.Choice, key=lambda one: people[one])
        minority = ()
        if 0 < people[least] < people[most]:
            title = _("Zij kozen: %(choice)s") % {"choice": least.label}
            minority = (MinorityView(least.value, title, title, people[least], sources[least]),)
        return Outcome(
            summary=_("%(yes)s mensen zeiden ja en %(no)s zeiden nee.")
            % {"yes": people[Ballot.Choice.YES], "no": people[Ballot.Choice.NO]},
            findings=tuple(OutcomeFinding(one.value, str(one.label), people[one], sources[one]) for one in people),
            minority=minority,
            minority_reason="" if minority else _("Geen kleinere groep telt tien mensen of meer."),
            reach=ReachCount(told(sum(len(ids) for ids in sources.values()))),
        )


instrument = Poll()
