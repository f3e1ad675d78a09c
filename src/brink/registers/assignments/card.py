"""What the register of assignments declares; the record kit makes list, page, desk and the rest of it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.records.card import FoundBy, Making, Names, RecordAct, RecordCard, Stage
from brink.domain.records.models import Record
from brink.domain.records.showing import in_words
from brink.foundation import clock
from brink.foundation.addresses import address_of
from brink.foundation.search import Watched
from brink.foundation.visibility import STAFF
from brink.registers.assignments import forms, services, states
from brink.registers.assignments.models import Assignment
from brink.registers.assignments.permissions import ASSIGNMENT_GIVE, ASSIGNMENT_WORK
from brink.ui.components import Fact

GIVEN, DELIVERED = frozenset({states.GIVEN}), frozenset({states.DELIVERED})


def proof_url(row: Assignment) -> str:
    """Return where it can be read that it came; "" when nothing came yet, or its page is gone."""
    return address_of(row.proof.removeprefix(services.PAGE)) if row.proof.startswith(services.PAGE) else row.proof


def _facts(row: Assignment) -> Sequence[Fact]:
    found = [
        Fact(_("Wie geeft de opdracht"), row.given_by.name), Fact(_("Wie krijgt de opdracht"), row.given_to.name),
        Fact(_("Wat er moet komen"), row.product), Fact(_("Nummer van het stuk"), row.reference),
        Fact(_("Gegeven op"), in_words(row.given_on)),
    ]  # fmt: skip
    if row.delivered_at is not None:
        day = in_words(row.delivered_at.astimezone(clock.AMSTERDAM).date())
        found.append(Fact(_("Geleverd op"), day, proof_url(row)))
    if row.note:
        found.append(Fact(_("Hoe het ervoor staat"), row.note))
    return found


def _in_time(row: Assignment) -> bool:
    """Tell whether another day can still be named: up to and including the day itself."""
    return row.record.due_on is None or row.record.due_on >= clock.today()


def _words(record: Record) -> Sequence[str]:
    row: Assignment = record.assignment
    return (row.reference, row.product)


CARD = RecordCard(
    key=services.KEY,
    segment="opdrachten",
    prefix="O",
    names=Names(
        one=gettext_lazy("opdracht"),
        many=gettext_lazy("Opdrachten"),
        lead=gettext_lazy("Wat volksvertegenwoordigers hebben gevraagd aan wie het uitvoert, en of het er op tijd is."),
        nothing=gettext_lazy("Er zijn nog geen opdrachten."),
        due=gettext_lazy("Klaar op"),
        late=gettext_lazy("te laat"),
    ),
    model=Assignment,
    stages=(
        Stage(states.GIVEN, gettext_lazy("gegeven")),
        Stage(states.RUNNING, gettext_lazy("loopt")),
        Stage(states.DELIVERED, gettext_lazy("geleverd, nog vast te stellen"), ended=True),
        Stage(states.ADOPTED, gettext_lazy("vastgesteld"), ended=True),
        Stage(states.LAPSED, gettext_lazy("vervallen"), ended=True),
    ),
    stage=states.stage,
    acts=(
        RecordAct("beginnen", gettext_lazy("Zeg dat eraan wordt gewerkt"), services.begin, forms.BeginForm, GIVEN,
                  ASSIGNMENT_WORK, gettext_lazy("Opgeschreven. De opdracht loopt.")),
        RecordAct("nieuwe-dag", gettext_lazy("Kies een nieuwe dag"), services.move, forms.MoveForm, states.WAITING,
                  ASSIGNMENT_WORK, gettext_lazy("De nieuwe dag staat erbij. De eerste blijft ook staan."),
                  gettext_lazy("Dat kan tot en met de dag zelf. De eerste dag blijft zichtbaar."),
                  _in_time, lambda row: {"due_on": row.record.due_on}),
        RecordAct("leveren", gettext_lazy("Lever het op"), services.deliver, forms.DeliverForm, states.WAITING,
                  ASSIGNMENT_WORK, gettext_lazy("Opgeschreven. Nu moet het worden vastgesteld."),
                  gettext_lazy("Daarna stelt het orgaan van de opdracht het vast, of stuurt het terug.")),
        RecordAct("terug", gettext_lazy("Stuur het terug"), services.send_back, forms.SendBackForm, DELIVERED,
                  ASSIGNMENT_GIVE, gettext_lazy("Opgeschreven. De opdracht loopt weer.")),
        RecordAct("vaststellen", gettext_lazy("Zeg dat het is vastgesteld"), services.adopt, forms.AdoptForm, DELIVERED,
                  ASSIGNMENT_GIVE, gettext_lazy("Opgeschreven. De opdracht is klaar.")),
        RecordAct("vervallen", gettext_lazy("Laat de opdracht vervallen"), services.lapse, forms.LapseForm, states.OPEN,
                  ASSIGNMENT_GIVE, gettext_lazy("Opgeschreven. De opdracht is vervallen.")),
    ),
    making=Making(
        gettext_lazy("Schrijf een opdracht op"), services.assign, forms.GiveForm, ASSIGNMENT_GIVE,
        gettext_lazy("De opdracht staat op de site."),
    ),
    labels={
        "assignment.given": gettext_lazy("Opdracht gegeven"),
        "assignment.begun": gettext_lazy("Aan een opdracht begonnen"),
        "assignment.moved": gettext_lazy("Nieuwe dag voor een opdracht, met reden"),
        "assignment.delivered": gettext_lazy("Opdracht geleverd"),
        "assignment.sent_back": gettext_lazy("Geleverde opdracht teruggestuurd, met reden"),
        "assignment.adopted": gettext_lazy("Opdracht vastgesteld"),
        "assignment.lapsed": gettext_lazy("Opdracht vervallen, met reden"),
    },
    related=("given_by", "given_to"),
    facts=_facts,
    mark=lambda row: row.reference,
    happened=lambda row: row.given_on,
    found_by=FoundBy(
        words=_words, read=("assignment",),
        watched=(Watched("assignments_assignment", "record_id", columns=("reference", "product")),),
    ),
    watchers=STAFF,
    columns={
        "from": lambda row: row.given_by.name, "to": lambda row: row.given_to.name,
        "reference": lambda row: row.reference, "product": lambda row: row.product,
    },
)  # fmt: skip
