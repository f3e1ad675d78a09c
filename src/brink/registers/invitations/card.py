"""What the register of invitations declares; the record kit makes the rest of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.commitments.card import euros
from brink.domain.records.card import Making, Names, RecordAct, RecordCard, Stage
from brink.foundation.disclosure import batched
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest
from brink.registers.invitations import forms, services, states
from brink.registers.invitations.models import Invitation, Way
from brink.registers.invitations.permissions import INVITATION_WRITE
from brink.ui.components import Fact
from brink.ui.templatetags.brink import grouped

# How many people see one of these nobody knows, so that no part of them can be told.
SEEN_BY_MANY = frozenset({Way.Means.POSTER, Way.Means.SOCIAL})
RUNNING = frozenset({states.PLANNED, states.INVITING})


def _facts(row: Invitation) -> Sequence[Fact]:
    found = []
    if row.because:
        found.append(Fact(_("Waarom wij niemand uitnodigen"), row.because))
    if row.learned:
        found.append(Fact(_("Wat wij ervan hebben geleerd"), row.learned))
    return found


def address_of(way: Way) -> str:
    """Return the short address that stands on the means."""
    return f"{settings.BASE_URL}{reverse('invitations:welcome', args=[way.code])}"


def came_in_words(way: Way) -> str:
    """Say how often the address of a means led to the question: in whole tens, and nothing exact below ten.

    Of what each reaches one household or one person also as a part of a hundred: at least so many, as the tens are.
    """
    told = batched(way.came)
    if not told:
        return _("minder dan 10")
    share = 100 * told // way.size
    if way.means in SEEN_BY_MANY or not 1 <= share <= 100:
        return _("%(number)s of meer") % {"number": grouped(told)}
    return _("%(number)s of meer, ten minste %(share)s op de 100") % {"number": grouped(told), "share": share}


def _more(row: Invitation, request: BrinkRequest) -> Mapping[str, Any]:
    """Return the means with what they brought; their addresses and paper for the desk alone. One query."""
    writes = can(request.viewer, INVITATION_WRITE, row.tenant_id)
    return {
        "writes": writes,
        "ways": [
            {
                "way": one, "came": came_in_words(one),
                "cost": euros(one.cost_cents) if one.cost_cents is not None else "",
                "address": address_of(one) if writes else "",
                "paper": reverse("invitations:paper", args=[one.pk]) if writes else "",
            }
            for one in row.ways.select_related("area").defer("area__geometry")
        ],
    }  # fmt: skip


CARD = RecordCard(
    key=services.KEY,
    segment="uitnodigingen",
    prefix="U",
    names=Names(
        one=gettext_lazy("uitnodiging"),
        many=gettext_lazy("Uitnodigingen"),
        lead=gettext_lazy("Wie wij hebben uitgenodigd om mee te doen, hoe, en hoeveel mensen daardoor zijn gekomen."),
        nothing=gettext_lazy("Er is nog niemand uitgenodigd."),
        due=gettext_lazy("Wij nodigen uit tot"),
        late=gettext_lazy("te laat"),
    ),
    model=Invitation,
    stages=(
        Stage(states.PLANNED, gettext_lazy("gepland")),
        Stage(states.INVITING, gettext_lazy("wij nodigen uit")),
        Stage(states.NOBODY, gettext_lazy("wij nodigen niemand uit"), ended=True),
        Stage(states.ENDED, gettext_lazy("afgerond"), ended=True),
    ),
    stage=states.stage,
    acts=(
        RecordAct("middel", gettext_lazy("Voeg een middel toe"), services.add_way, forms.WayForm, RUNNING,
                  INVITATION_WRITE, gettext_lazy("Het middel staat erbij, met een eigen kort adres."),
                  gettext_lazy("Elk middel krijgt een eigen adres en code. Wij tellen per middel, nooit per mens.")),
        RecordAct("afronden", gettext_lazy("Rond de uitnodiging af"), services.end, forms.EndForm,
                  frozenset({states.INVITING}), INVITATION_WRITE,
                  gettext_lazy("Afgerond. Iedereen leest wat u ervan heeft geleerd.")),
    ),
    making=Making(
        gettext_lazy("Nodig mensen uit"), services.plan, forms.PlanForm, INVITATION_WRITE,
        gettext_lazy("De uitnodiging staat op de site."),
    ),
    labels={
        "invitation.planned": gettext_lazy("Uitnodiging gepland"),
        "invitation.way_added": gettext_lazy("Middel bij een uitnodiging gezet"),
        "invitation.ended": gettext_lazy("Uitnodiging afgerond"),
    },
    facts=_facts,
    piece="invitations/piece.html",
    more=_more,
    columns={"because": lambda row: row.because, "learned": lambda row: row.learned},
)  # fmt: skip
