"""What the register of who is not heard declares; the record kit makes the rest of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.records.card import Making, Names, RecordAct, RecordCard, Stage
from brink.foundation.requests import BrinkRequest
from brink.registers.unheard import forms, services, states
from brink.registers.unheard.measures import before_and_after
from brink.registers.unheard.models import UnheardGroup
from brink.registers.unheard.permissions import UNHEARD_WRITE
from brink.ui.components import Fact

NOT_ENDED = frozenset({states.MISSED, states.TRYING})


def _facts(row: UnheardGroup) -> Sequence[Fact]:
    found = [Fact(_("Waarom wij deze mensen missen"), row.why)]
    if row.intervention:
        found.append(Fact(_("Wat wij doen"), row.intervention))
    if row.ended:
        found.append(Fact(_("Hoe het is gegaan"), f"{row.get_ended_display().capitalize()}. {row.learned}"))
    return found


def _more(row: UnheardGroup, request: BrinkRequest) -> Mapping[str, Any]:
    before, after = before_and_after(row)
    return {"before": before, "after": after, "begun_at": row.begun_at}


CARD = RecordCard(
    key=services.KEY,
    segment="wie-wij-missen",
    prefix="M",
    names=Names(
        one=gettext_lazy("groep die wij missen"),
        many=gettext_lazy("Groepen die wij missen"),
        lead=gettext_lazy("Wie wij te weinig horen, waarom, wat wij daaraan doen, en of het helpt."),
        nothing=gettext_lazy("Er is nog geen groep opgeschreven."),
        due=gettext_lazy("Wij kijken terug op"),
        late=gettext_lazy("te laat"),
    ),
    model=UnheardGroup,
    stages=(
        Stage(states.MISSED, gettext_lazy("gemist")),
        Stage(states.TRYING, gettext_lazy("wij proberen iets")),
        Stage(states.ENDED, gettext_lazy("teruggekeken"), ended=True),
    ),
    stage=states.stage,
    acts=(
        RecordAct("aanpak", gettext_lazy("Begin met een aanpak"), services.begin, forms.TryForm,
                  frozenset({states.MISSED}), UNHEARD_WRITE,
                  gettext_lazy("Opgeschreven. Rondes die hierna sluiten, laten zien of het helpt."),
                  gettext_lazy("Vanaf vandaag telt wat er verandert. Begin pas als u ook echt begint.")),
        RecordAct("aanpak-veranderen", gettext_lazy("Verander de aanpak"), services.change, forms.TryForm,
                  frozenset({states.TRYING}), UNHEARD_WRITE, gettext_lazy("Veranderd. De begindag blijft staan."),
                  stored=lambda row: {"intervention": row.intervention}),
        RecordAct("afronden", gettext_lazy("Kijk terug"), services.end, forms.EndForm, NOT_ENDED, UNHEARD_WRITE,
                  gettext_lazy("Opgeschreven. Iedereen leest hoe het is gegaan."),
                  gettext_lazy("De cijfers van voor en na staan op de pagina. U schrijft op wat u ervan leert.")),
    ),
    making=Making(
        gettext_lazy("Schrijf op wie wij missen"), services.name_group, forms.NameForm, UNHEARD_WRITE,
        gettext_lazy("Het staat op de site."),
    ),
    labels={
        "unheard.named": gettext_lazy("Opgeschreven wie wij missen"),
        "unheard.begun": gettext_lazy("Begonnen om een groep te bereiken"),
        "unheard.changed": gettext_lazy("Aanpak voor een groep veranderd"),
        "unheard.ended": gettext_lazy("Teruggekeken of een groep nu wordt gehoord"),
    },
    facts=_facts,
    piece="unheard/piece.html",
    more=_more,
    columns={"why": lambda row: row.why, "intervention": lambda row: row.intervention, "ended": lambda row: row.ended},
)  # fmt: skip
