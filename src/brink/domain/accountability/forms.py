"""The forms with which a question is accounted for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.accountability.exceptions import exceptions
from brink.domain.accountability.models import InternalRoom
from brink.domain.accountability.services import Agreement, RuleAnswer
from brink.domain.framework.levels import PROMISES, Level
from brink.domain.framework.models import RuleOfThumb
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ
from brink.domain.processes.forms.fields import DayField, EurosField, LinesField
from brink.foundation import clock
from brink.foundation.organs import OrganKind
from brink.ui.forms import needed

_LONG = forms.Textarea(attrs={"rows": 3})


class RoomForm(ActForm):
    """What council and executive leave to each other; the reason only for a version that replaces one."""

    alone = forms.CharField(
        label=_("Wat mag het bestuur zelf besluiten?"), widget=_LONG, max_length=2_000,
        help_text=_("Zoals: welke dorpen als eerste aan de beurt komen."),
    )  # fmt: skip
    ceiling_cents = EurosField(
        label=_("Tot welk bedrag?"), required=False, help_text=_("In euro’s. Leeg betekent: er is geen bedrag.")
    )
    until = DayField(label=_("Tot en met welke dag?"), required=False)
    returns = LinesField(
        label=_("Wanneer moet het bestuur terugkomen?"), required=True, max_length=4_000,
        help_text=_("Eén punt per regel. Zoals: een dorp doet niet mee."),
    )  # fmt: skip
    informs = LinesField(
        label=_("Wanneer laat het bestuur iets weten?"), required=True, max_length=4_000,
        help_text=_("Eén punt per regel. Zoals: na elke ronde, binnen twee weken."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Waarom verandert de afspraak?"), widget=_LONG, max_length=1_000)

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]

    def said(self) -> Agreement:
        """Return what was typed."""
        names = ("alone", "ceiling_cents", "until", "returns", "informs")
        return Agreement(**{one: self.cleaned_data[one] for one in names}, reason=self.cleaned_data.get("reason", ""))


class AdoptRoomForm(ActForm):
    """Which side adopted it, on which day, and where that is written."""

    organ = forms.ModelChoiceField(
        label=_("Wie heeft dit vastgesteld?"), queryset=Organ.objects.none(), widget=forms.RadioSelect,
        empty_label=None,
    )  # fmt: skip
    on = DayField(label=_("Op welke dag?"))
    reference = forms.CharField(
        label=_("Waar staat het besluit?"), max_length=160,
        help_text=_("Een nummer of een adres. Iedereen kan het lezen."),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        sides = (OrganKind.COUNCIL, OrganKind.EXECUTIVE)
        rows = Organ.objects.filter(tenant=body, role__in=sides).order_by("name")
        self.fields["organ"].queryset = rows  # type: ignore[attr-defined]


class FitForm(ActForm):
    """What a decision costs, and which points it touches of those on which the executive comes back."""

    amount_cents = needed(
        EurosField(label=_("Wat kost dit besluit?"), required=False, help_text=_("In euro’s.")),
        _("nodig als er een bedrag is afgesproken"),
    )
    touched = forms.TypedMultipleChoiceField(
        label=_("Speelt een van deze punten?"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Hierover komt het bestuur volgens de afspraak terug."),
    )  # fmt: skip
    reason = needed(
        forms.CharField(
            label=_("Waarom besluit het bestuur toch?"), widget=_LONG, max_length=1_000, required=False,
            help_text=_("Iedereen leest dit bij het besluit."),
        ),
        _("nodig als het besluit niet binnen de afspraak past"),
    )  # fmt: skip

    def __init__(self, *args: Any, room: InternalRoom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = [(str(number), text) for number, text in enumerate(room.returns, start=1)]
        self.fields["touched"].choices = points  # type: ignore[attr-defined]


class ChoiceForm(ActForm):
    """Whether residents take part: at which level, or on which exception not."""

    level = needed(
        forms.ChoiceField(label=_("Inwoners doen mee. Op welk niveau?"), widget=forms.RadioSelect, required=False),
        _("nodig als inwoners meedoen"),
    )
    exception = needed(
        forms.ChoiceField(
            label=_("Of doen inwoners niet mee? Welke uitzondering geldt dan?"), widget=forms.RadioSelect,
            required=False, help_text=_("De lijst komt uit de participatieverordening."),
        ), _("nodig als zij niet meedoen"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom kiest u dit?"), widget=_LONG, max_length=2_000, help_text=_("Iedereen leest dit bij de vraag.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("geen van deze"))
        levels = [(one.value, f"{one.label}: {PROMISES[one]}") for one in Level]
        self.fields["level"].choices = [none, *levels]  # type: ignore[attr-defined]
        found = [(one.key, f"{one.name} ({one.source})") for one in exceptions().values()]
        self.fields["exception"].choices = [none, *found]  # type: ignore[attr-defined]


class TextForm(ActForm):
    """Putting a text on the site; a next version says why."""

    reason = needed(
        forms.CharField(
            label=_("Waarom komt er een nieuwe versie?"), widget=_LONG, max_length=1_000, required=False
        ),
        _("nodig bij een nieuwe versie"),
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class ServingForm(ActForm):
    """Which guiding questions of its kader a question serves."""

    numbers = forms.TypedMultipleChoiceField(
        label=_("Bij welke leidende vragen hoort deze vraag?"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één leidende vraag.")},
    )  # fmt: skip

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(number), text) for number, text in enumerate(questions, start=1)]
        self.fields["numbers"].choices = offered  # type: ignore[attr-defined]


class SelfCheckForm(ActForm):
    """Each rule of thumb: was it kept, and why. Filled beforehand with what Brink sees."""

    reason = needed(
        forms.CharField(
            label=_("Waarom veranderen de antwoorden?"), widget=_LONG, max_length=1_000, required=False
        ),
        _("nodig bij een nieuwe versie"),
    )

    def __init__(self, *args: Any, rules: Sequence[RuleOfThumb], again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        reason = self.fields.pop("reason")
        for rule in rules:
            self.fields[f"kept_{rule.number}"] = forms.ChoiceField(
                label=f"{rule.number}. {rule.text}", choices=(("ja", _("ja")), ("nee", _("nee"))),
                widget=forms.RadioSelect, error_messages={"required": _("Kies bij elke vuistregel ja of nee.")},
            )  # fmt: skip
            self.fields[f"because_{rule.number}"] = needed(
                forms.CharField(label=_("Omdat (regel %(number)d)") % {"number": rule.number}, required=False,
                                max_length=500),
                _("nodig bij nee"),
            )  # fmt: skip
        if again:
            self.fields["reason"] = reason

    def answers(self) -> list[RuleAnswer]:
        """Return what was answered."""
        data = self.cleaned_data
        return [
            RuleAnswer(one.number, data[f"kept_{one.number}"] == "ja", data[f"because_{one.number}"])
            for one in self.rules
        ]
