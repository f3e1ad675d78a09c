"""Forms of reports: what somebody reports, the code of a report, what staff decide, and the house rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.reports.models import Decision, Ground, Part
from brink.domain.reports.services import Conclusion, Notice
from brink.ui.forms import needed

_NO_MAIL = {"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")}


class ReportForm(ActForm):
    """One screen. A name and an address may be left out."""

    reads_along = False

    field_order = ("key", "part", "ground", "text", "good_faith", "name", "email")
    part = forms.ChoiceField(
        label=_("Wat meldt u?"), choices=Part.choices, initial=Part.WORDS, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u meldt.")},
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Waarom meldt u dit?"), choices=Ground.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarom u dit meldt.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Wat klopt er niet?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Eén zin is genoeg. Alleen wie de melding bekijkt, leest dit."),
        error_messages={"required": _("Schrijf op wat er niet klopt. Eén zin is genoeg.")},
    )  # fmt: skip
    good_faith = forms.BooleanField(
        label=_("Wat ik hier schrijf, is naar mijn weten waar"), required=False,
        help_text=_("Nodig als het niet mag van de wet."),
    )  # fmt: skip
    name = forms.CharField(label=_("Uw naam"), required=False, max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), required=False, error_messages=_NO_MAIL,
        help_text=_("Alleen voor ons antwoord. De schrijver ziet nooit wie het heeft gemeld."),
    )  # fmt: skip

    def __init__(self, *args: Any, photo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not photo:
            del self.fields["part"]

    def notice(self) -> Notice:
        """Return what was reported."""
        data = self.cleaned_data
        given = {name: data[name] for name in ("ground", "text", "good_faith", "name", "email")}
        return Notice(part=data.get("part", Part.WORDS), **given)


class ReportCodeForm(forms.Form):
    """The code of a report, as somebody types it."""

    reads_along = False

    code = forms.CharField(
        label=_("De code van uw melding"), max_length=120,
        help_text=_("Drie woorden, acht cijfers en een letter. U heeft ze bij uw melding gekregen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Vul de code in: drie woorden, acht cijfers en een letter.")},
    )  # fmt: skip


class AnswerForm(ActForm):
    """What staff decide on a report."""

    decision = forms.ChoiceField(
        label=_("Wat gebeurt ermee?"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er met de melding gebeurt.")},
    )  # fmt: skip
    reason = needed(
        forms.CharField(
            label=_("Reden voor de schrijver"), required=False, max_length=800,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("De schrijver leest dit en mag om een tweede blik vragen."),
        ),
        _("nodig als u iets weghaalt"),
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Antwoord aan wie het heeft gemeld"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op wat u antwoordt aan wie het heeft gemeld.")},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def conclusion(self) -> Conclusion:
        """Return what was decided."""
        data = self.cleaned_data
        return Conclusion(Decision(data["decision"]), data["answer"], data["reason"])


class HouseRulesForm(ActForm):
    """The house rules in a body's own words."""

    text = forms.CharField(
        label=_("Huisregels"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Gewone tekst. Een lege regel begint een nieuwe alinea."),
        error_messages={"required": _("Schrijf de huisregels op.")},
    )  # fmt: skip
