"""Forms of the desk: taking one in, its days, whether it counts, its points, and the nota."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Channel
from brink.domain.people.act_forms import ActForm
from brink.instruments.submission.forms import filing_fields
from brink.instruments.submission.models import Ruling, Spoken
from brink.instruments.submission.services.answering import PointFacts
from brink.instruments.submission.services.nota import NotaFacts
from brink.instruments.submission.services.sending import Arrival
from brink.ui.forms import DateInput

_DAY = {"invalid": _("Schrijf een dag zoals 3-4-2027."), "required": _("Kies een dag.")}
WAYS = (
    (Channel.POST, _("een brief")), (Channel.VISIT, _("mondeling, aan de balie")),
    (Channel.PHONE, _("mondeling, aan de telefoon")), (Channel.EMAIL, _("een mail die bij een collega binnenkwam")),
)  # fmt: skip


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DateInput, error_messages=_DAY, help_text=help_text)


def _area(label: Any, limit: int, rows: int = 4, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=limit, required=required, strip=False, widget=widget, help_text=help_text
    )


def _postmark() -> forms.DateField:
    hint = _("Is de stempel niet te lezen? Laat dit vak leeg en bewaar de envelop.")
    return _day(_("Welke dag staat op het poststempel?"), required=False, help_text=hint)


class TakeInForm(ActForm):
    """What came by letter, by mail or by word of mouth."""

    channel = forms.ChoiceField(label=_("Hoe kwam het binnen?"), choices=WAYS, widget=forms.RadioSelect)
    received_on = _day(_("Op welke dag is het ontvangen of gezegd?"))
    posted_on = _postmark()
    spoken = forms.ChoiceField(
        label=_("Is het verslag ondertekend?"), choices=Spoken.choices, required=False, widget=forms.RadioSelect,
        help_text=_("Lees het verslag altijd voor."),
    )  # fmt: skip
    unsigned_reason = forms.CharField(label=_("Waarom niet ondertekend?"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = filing_fields()
        asked["text"].label = _("De woorden van de brief, of het verslag van wat is gezegd")
        asked["text"].help_text = _("Typ of plak alles over. Bij een gesprek: wat de spreker zegt, in eigen woorden.")
        self.fields.update(asked)
        self.order_fields(("key", "channel", "received_on", "posted_on", "text", "spoken", "unsigned_reason"))

    def arrival(self) -> Arrival:
        """Return how it came in."""
        data = self.cleaned_data
        names = ("channel", "received_on", "posted_on", "spoken", "unsigned_reason")
        return Arrival(**{name: data[name] for name in names})


class DatesForm(ActForm):
    """On which days one came in and was posted."""

    received_on = _day(_("Ontvangen op"))
    posted_on = _postmark()


class JudgeForm(ActForm):
    """Whether one that was not plainly in time counts."""

    ruling = forms.ChoiceField(
        label=_("Telt deze zienswijze mee?"), widget=forms.RadioSelect,
        choices=[one for one in Ruling.choices if one[0]],
    )  # fmt: skip
    reason = _area(_("Waarom?"), 1_000, help_text=_("Wie dit instuurde leest de reden. Laat een jurist meekijken."))


class PointForm(ActForm):
    """One point with its answer."""

    summary = _area(_("Wat is het punt?"), 1_500, help_text=_("In uw woorden, zonder namen: iedereen leest dit."))
    answer = _area(_("Ons antwoord"), 3_000, 6, required=False)
    changes = forms.ChoiceField(
        label=_("Wordt de tekst hierdoor anders?"), required=False, widget=forms.RadioSelect,
        choices=(("", _("nog niet bekend")), ("ja", _("ja")), ("nee", _("nee"))),
    )  # fmt: skip
    change = forms.CharField(
        label=_("Wat wordt er anders, en waar?"), required=False, max_length=400,
        help_text=_("Bijvoorbeeld: artikel 3, tweede lid: 400 in plaats van 200 meter."),
    )  # fmt: skip

    def facts(self) -> PointFacts:
        """Return the point as the service takes it."""
        data = self.cleaned_data
        changes = {"ja": True, "nee": False}.get(data["changes"])
        return PointFacts(data["summary"], data["answer"], changes, data["change"])


class CleanForm(ActForm):
    """The words without names, for the site."""

    text = _area(
        _("De woorden zonder namen"), 5_000, 8, required=False,
        help_text=_("Haal weg wat vertelt wie dit is, ook een bedrijf of een huis. Leeg: er staat niets op de site."),
    )  # fmt: skip


class NotaForm(ActForm):
    """What the body says around the answers."""

    introduction = _area(_("Inleiding: waar ging het over?"), 4_000, 6)
    official_changes = _area(_("Wat verandert er nog meer in de tekst?"), 4_000, 3, required=False)
    decision = _area(_("Wat is besloten, en door wie?"), 1_500)
    remedy = _area(
        _("Wat kan iemand tegen het besluit doen, en tot wanneer?"), 1_500,
        help_text=_("Een jurist schrijft deze tekst."),
    )  # fmt: skip

    def facts(self) -> NotaFacts:
        """Return the texts as the service takes them."""
        return NotaFacts(**{name: self.cleaned_data[name] for name in (
            "introduction", "decision", "remedy", "official_changes"
        )})  # fmt: skip


class AdoptForm(ActForm):
    """On which day the nota was adopted."""

    adopted_on = _day(_("Op welke dag is de nota vastgesteld?"))
