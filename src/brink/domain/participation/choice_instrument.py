"""An instrument of one question with a few answers: how many chose each, and who chose otherwise than most.

    class Poll(ChoiceInstrument):
        card = InstrumentCard(...)
        sessions = Ballot
        form = BallotForm

The first field of the form is the question, a column with choices. `tests/trial/poll` is the whole of one.
"""

from collections import Counter

from django.utils.translation import gettext as _

from brink.domain.participation.counting import told
from brink.domain.participation.session_instrument import SessionInstrument
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import safe_cells


class ChoiceInstrument(SessionInstrument):
    """Counts a choice. Every number is 0 or ten and more, and no two of them tell what a few people chose."""

    def tally(self, round: Round) -> Outcome:
        """Count who took part and, where both can be told, who chose what; the smaller groups are the minority.

        What rests on everybody names everybody. A choice names nobody: that would tell who answered what.
        """
        field = self.sessions._meta.get_field(self.fields[0])
        labels = {str(value): str(label) for value, label in field.flatchoices}  # type: ignore[union-attr]
        rows = list(self.counted(round).values_list("contribution_id", field.attname))  # type: ignore[union-attr]
        people = told(len(rows))
        chosen = safe_cells(Counter(str(value) for _pk, value in rows))
        few = _("Minder dan 10 mensen hebben meegedaan.")
        summary = _("%(count)s mensen hebben meegedaan.") % {"count": people} if people else few
        everybody = tuple(str(pk) for pk, _value in rows)
        minority = tuple(
            MinorityView(value, title, title, size)
            for value, size in chosen.items()
            if size < max(chosen.values())
            and (title := _("Zij hebben gekozen: %(choice)s") % {"choice": labels[value]})
        )
        return Outcome(
            summary=summary,
            findings=(
                OutcomeFinding("participation", _("Mensen die meededen"), people, everybody, by_design=not everybody),
                *(OutcomeFinding(value, labels[value], size, by_design=True) for value, size in chosen.items()),
            ),
            minority=minority,
            minority_reason="" if minority else _("Geen kleinere groep telt tien mensen of meer."),
            reach=ReachCount(people),
        )
