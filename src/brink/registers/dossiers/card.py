"""What the register of dossiers declares; the record kit makes list, page, desk and the rest of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from brink.domain.records.card import FoundBy, Making, Names, RecordAct, RecordCard, Stage
from brink.domain.records.models import Record
from brink.foundation.requests import BrinkRequest
from brink.foundation.search import Watched
from brink.registers.dossiers import forms, services, timeline
from brink.registers.dossiers.models import DossierPage
from brink.registers.dossiers.permissions import DOSSIER_WRITE

OPEN, CLOSED = "open", "closed"


def _stage(row: DossierPage) -> str:
    return CLOSED if row.record.closed_at is not None else OPEN


def _more(row: DossierPage, request: BrinkRequest) -> Mapping[str, Any]:
    """Return the timeline, and what still has to come."""
    records = timeline.belonging(row, request.viewer)
    return {"timeline": timeline.drawn(row, request.viewer, records), "lines": timeline.running(records)}


def _words(record: Record) -> Sequence[str]:
    """Return what a dossier is found by beside its title: its moments, with the numbers of their papers."""
    row: DossierPage = record.dossierpage
    return [f"{one.what} {one.reference}" for one in row.moments.all() if not one.taken_back]


CARD = RecordCard(
    key=services.KEY,
    segment="dossiers",
    prefix="DS",
    names=Names(
        one=gettext_lazy("dossier"),
        many=gettext_lazy("Dossiers"),
        lead=gettext_lazy("Wat er over één onderwerp is gevraagd, gezegd en besloten, door de jaren heen."),
        nothing=gettext_lazy("Er zijn nog geen dossiers."),
        due=gettext_lazy("Klaar op"),
        late=gettext_lazy("te laat"),
        who=gettext_lazy("Wie houdt het bij"),
    ),
    model=DossierPage,
    stages=(Stage(OPEN, gettext_lazy("loopt")), Stage(CLOSED, gettext_lazy("gesloten"), ended=True)),
    stage=_stage,
    acts=(
        RecordAct("moment", gettext_lazy("Zet een moment op de tijdlijn"), services.add_moment, forms.MomentForm,
                  frozenset({OPEN}), DOSSIER_WRITE, gettext_lazy("Het moment staat op de tijdlijn."),
                  gettext_lazy("Alleen wat nergens anders op deze site staat. De rest komt er vanzelf bij.")),
        RecordAct("moment-weg", gettext_lazy("Haal een moment weg dat niet klopt"), services.take_back_moment,
                  forms.MomentBackForm, frozenset({OPEN}), DOSSIER_WRITE,
                  gettext_lazy("Het staat niet meer op de tijdlijn.")),
        RecordAct("sluiten", gettext_lazy("Sluit het dossier"), services.close, forms.CloseForm, frozenset({OPEN}),
                  DOSSIER_WRITE, gettext_lazy("Het dossier is gesloten. Alles blijft te lezen.")),
        RecordAct("heropenen", gettext_lazy("Open het dossier weer"), services.reopen, forms.ReopenForm,
                  frozenset({CLOSED}), DOSSIER_WRITE, gettext_lazy("Het dossier is weer open.")),
    ),
    making=Making(
        gettext_lazy("Maak een dossier"), services.open_dossier, forms.OpenForm, DOSSIER_WRITE,
        gettext_lazy("Het dossier staat op de site."),
    ),
    labels={
        "dossier.opened": gettext_lazy("Dossier gemaakt"),
        "dossier.moment_added": gettext_lazy("Moment op de tijdlijn van een dossier gezet"),
        "dossier.moment_taken_back": gettext_lazy("Moment van de tijdlijn van een dossier gehaald, met reden"),
        "dossier.closed": gettext_lazy("Dossier gesloten, met reden"),
        "dossier.reopened": gettext_lazy("Dossier weer geopend"),
    },
    related=("topic",),
    piece="dossiers/piece.html",
    more=_more,
    gathers=True,
    found_by=FoundBy(
        words=_words, read=("dossierpage__moments",),
        watched=(Watched("dossiers_dossiermoment", "page_id", columns=("what", "reference", "taken_back")),),
    ),
)  # fmt: skip
