"""Forms of invitations at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.domain.processes.forms.fields import DayField, EurosField
from brink.domain.processes.models import Process
from brink.domain.records.forms import BasicsForm, OwnerField, RecordForm
from brink.registers.invitations.models import Way

SHORT = forms.Textarea(attrs={"rows": 3})


class PlanForm(BasicsForm):
    """A new invitation, or why there is none."""

    field_order = ("process", "title", "owner", "due_on", "because", "areas")
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Bij welke vraag?"), empty_label=_("Kies een vraag")
    )
    title = forms.CharField(
        label=_("Wie nodigt u uit?"), max_length=160, help_text=_("Bijvoorbeeld: alle huishoudens in Zweeloo en Sleen.")
    )
    owner = OwnerField(label=_("Wie regelt het?"))
    due_on = DayField(label=_("Tot welke dag nodigt u uit?"))
    because = forms.CharField(
        label=_("Nodigt u niemand uit? Schrijf op waarom."), widget=SHORT, required=False,
        help_text=_("Laat dit leeg als u wel mensen uitnodigt. Iedereen leest dit."),
    )  # fmt: skip


class WayForm(RecordForm):
    """A means in a place."""

    means = forms.ChoiceField(label=_("Welk middel?"), choices=Way.Means.choices)
    area = AreaField(Area.objects.none(), label=_("Waar?"), empty_label=_("Kies een plaats"))
    size = forms.IntegerField(
        label=_("Hoeveel?"), min_value=1, max_value=1_000_000,
        help_text=_("Zoveel brieven, affiches, zakken of deuren."),
    )  # fmt: skip
    starts_on = DayField(label=_("Vanaf welke dag?"))
    ends_on = DayField(label=_("Tot en met welke dag?"))
    cost_cents = EurosField(label=_("Wat kost het?"), required=False, help_text=_("In euro’s. Mag leeg blijven."))

    def offer(self, body: Body) -> None:
        """Offer the places as well."""
        super().offer(body)
        self.offer_rows({"area": Area.objects.defer("geometry").order_by("kind", "name")})


class EndForm(RecordForm):
    """What was learned."""

    learned = forms.CharField(label=_("Wat heeft u ervan geleerd?"), widget=SHORT, help_text=_("Iedereen leest dit."))
