"""Forms about who is not heard, at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.models import Process
from brink.domain.records.forms import BasicsForm, OwnerField, RecordForm
from brink.registers.unheard.measures import MEASURES
from brink.registers.unheard.models import UnheardGroup

SHORT = forms.Textarea(attrs={"rows": 3})


class NameForm(BasicsForm):
    """A group that is missed."""

    field_order = ("title", "why", "measured_by", "areas", "owner", "due_on", "process")
    title = forms.CharField(
        label=_("Wie missen wij?"), max_length=160,
        help_text=_("Noem een groep, nooit een mens. Bijvoorbeeld: jongeren in de Veenkoloniën."),
    )  # fmt: skip
    why = forms.CharField(label=_("Waarom missen wij deze mensen?"), widget=SHORT, help_text=_("Iedereen leest dit."))
    measured_by = forms.ChoiceField(
        label=_("Waaraan ziet u of het beter gaat?"), choices=[*MEASURES.items()], required=False,
        help_text=_("Wij rekenen het uit, van wat mensen zelf hebben gezegd. U typt geen cijfer."),
    )  # fmt: skip
    owner = OwnerField(label=_("Wie doet er iets aan?"))
    due_on = DayField(label=_("Wanneer kijkt u terug?"))
    process = forms.ModelChoiceField(
        Process.objects.none(), label=_("Bij welke vraag?"), required=False,
        empty_label=_("Bij alle vragen van onze organisatie"),
    )  # fmt: skip


class TryForm(RecordForm):
    """What is tried."""

    intervention = forms.CharField(
        label=_("Wat gaat u doen?"), widget=SHORT,
        help_text=_("Bijvoorbeeld: wij komen met de vraag naar de voetbalkantine. Iedereen leest dit."),
    )  # fmt: skip


class EndForm(RecordForm):
    """How it went."""

    ended = forms.ChoiceField(
        label=_("Hoe is het gegaan?"), choices=UnheardGroup.Ended.choices, widget=forms.RadioSelect
    )
    learned = forms.CharField(label=_("Wat heeft u ervan geleerd?"), widget=SHORT, help_text=_("Iedereen leest dit."))
