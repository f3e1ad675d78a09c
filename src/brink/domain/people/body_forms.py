"""Forms of the pages about one's own organisation; the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, CouncilGroup, Organ
from brink.domain.people.services.bodies import LONGEST_TERM, BodyFacts
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area, AreaKind
from brink.foundation import clock
from brink.foundation.organs import SEATED, OrganKind
from brink.ui.forms import DateInput

ORGAN_ROLES = (
    (OrganKind.COUNCIL.value, _("raad: neemt de besluiten")),
    (OrganKind.EXECUTIVE.value, _("bestuur: voert uit")),
    (OrganKind.COMMITTEE.value, _("commissie: bereidt de raad voor")),
    (OrganKind.PRESIDIUM.value, _("presidium: gaat over de agenda")),
    (OrganKind.WORKING_GROUP.value, _("werkgroep: maakt voorstellen en besluit niet")),
    (OrganKind.CLERKS.value, _("griffie: werkt voor de raad")),
    (OrganKind.OFFICE.value, _("bureau: werkt met Brink")),
)
COLOURS = (("drenthe", _("groen, zoals Drenthe")), ("gemeente", _("blauw, zoals een gemeente")))


class BodyForm(ActForm):
    """How an organisation is called, what it is about and how people reach it."""

    name = forms.CharField(
        label=_("Hoe heet de organisatie?"), max_length=120, help_text=_("Voluit, zoals ‘Provincie Drenthe’.")
    )
    kind = forms.ChoiceField(label=_("Wat voor organisatie is het?"), choices=Body.Kind.choices)
    area = AreaField(
        label=_("Welk gebied is dat?"), queryset=Area.objects.none(), required=False, empty_label=_("Geen gebied")
    )
    about = forms.CharField(
        label=_("Waar gaat deze organisatie over?"), required=False, max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Twee of drie gewone zinnen. Iedereen leest ze."),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mailadres voor vragen"), required=False)
    phone = forms.CharField(label=_("Telefoonnummer voor vragen"), required=False, max_length=30)
    hours = forms.CharField(
        label=_("Wanneer wordt er opgenomen?"), required=False, max_length=120,
        help_text=_("Zoals: op werkdagen van 9 tot 17 uur."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Bezoekadres"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    theme = forms.ChoiceField(label=_("Welke kleuren hebben uw pagina's?"), choices=COLOURS)
    reply_days = forms.IntegerField(
        label=_("Binnen hoeveel dagen na het besluit krijgt iedereen antwoord?"), min_value=1, max_value=LONGEST_TERM
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.exclude(kind=AreaKind.VILLAGE).defer("geometry").order_by("kind", "name")
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def facts(self) -> BodyFacts:
        """Return what the service takes."""
        return BodyFacts(**{name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")})


def facts_of(body: Body) -> dict[str, Any]:
    """Return what stands about a body, for the form."""
    names = ("name", "kind", "about", "email", "phone", "hours", "address", "theme", "reply_days")
    return {**{name: getattr(body, name) for name in names}, "area": body.area_id}


class OrganForm(ActForm):
    """How an organ is called, which part it plays, and its seats."""

    name = forms.CharField(label=_("Hoe heet het?"), max_length=120)
    role = forms.ChoiceField(label=_("Wat doet het?"), choices=ORGAN_ROLES, widget=forms.RadioSelect)
    seats = forms.IntegerField(label=_("Hoeveel zetels heeft het?"), required=False, min_value=1, max_value=999)


class OrganChangeForm(ActForm):
    """How an organ is called and its seats; which part it plays stays."""

    name = forms.CharField(label=_("Hoe heet het?"), max_length=120)
    seats = forms.IntegerField(label=_("Hoeveel zetels heeft het?"), required=False, min_value=1, max_value=999)


class MemberForm(ActForm):
    """One member of a council or an executive."""

    do = "member"
    name = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Staat deze persoon er al? Schrijf de naam net zo.")
    )
    organ = forms.ModelChoiceField(
        label=_("Waarin zit deze persoon?"), queryset=Organ.objects.none(), empty_label=_("Kies")
    )
    group = forms.ModelChoiceField(
        label=_("Fractie"), queryset=CouncilGroup.objects.none(), required=False, empty_label=_("Geen fractie"),
        help_text=_("Staat de fractie er niet bij? Voeg haar eerst toe op de pagina Fracties."),
    )  # fmt: skip
    starts = forms.DateField(label=_("Vanaf welke dag"), widget=DateInput)
    ends = forms.DateField(label=_("Tot en met welke dag"), widget=DateInput, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "member-%s")
        kwargs["initial"] = {"starts": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = seated(body)  # type: ignore[attr-defined]
        self.fields["group"].queryset = groups_of(body)  # type: ignore[attr-defined]


class MembersForm(ActForm):
    """Many members at once, from a spreadsheet or in Popolo."""

    do = "members"
    organ = forms.ModelChoiceField(label=_("Waarin zitten zij?"), queryset=Organ.objects.none(), empty_label=_("Kies"))
    rows = forms.CharField(
        label=_("De lijst"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_(
            "Plak de regels uit uw rekenblad. De eerste regel is: naam;fractie;vanaf;tot en met. Popolo mag ook. "
            "Een fractie die er nog niet is, komt erbij."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "members-%s")
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = seated(body)  # type: ignore[attr-defined]


def seated(body: Body) -> Any:
    """Return the organs of a body in which elected people sit."""
    return Organ.objects.filter(tenant=body, role__in=SEATED)


def groups_of(body: Body) -> Any:
    """Return the fracties of a body that are there today or later, for a list to choose from."""
    return CouncilGroup.objects.filter(tenant=body).exclude(ends__lt=clock.today()).order_by("name")


class MoveForm(ActForm):
    """From which day a member goes on in another fractie."""

    do = "move"
    group = forms.ModelChoiceField(
        label=_("Nieuwe fractie"), queryset=CouncilGroup.objects.none(), empty_label=_("Kies"),
        help_text=_("Staat de fractie er niet bij? Voeg haar eerst toe op de pagina Fracties."),
    )  # fmt: skip
    starts = forms.DateField(label=_("Vanaf welke dag"), widget=DateInput)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(body)  # type: ignore[attr-defined]


class GroupForm(ActForm):
    """How a fractie is called, how many seats it has, and when it is there."""

    name = forms.CharField(label=_("Hoe heet de fractie?"), max_length=80)
    seats = forms.IntegerField(
        label=_("Hoeveel zetels heeft de fractie?"), required=False, min_value=1, max_value=999,
        help_text=_("Leeg betekent: zoveel als er leden in zitten."),
    )  # fmt: skip
    starts = forms.DateField(label=_("Vanaf welke dag"), widget=DateInput)
    ends = forms.DateField(label=_("Tot en met welke dag"), widget=DateInput, required=False)


class NewGroupForm(GroupForm):
    """A fractie that is not there yet: also of which council."""

    organ = forms.ModelChoiceField(label=_("Van welke raad?"), queryset=Organ.objects.none(), empty_label=_("Kies"))
    field_order = ("key", "organ", "name", "seats", "starts", "ends")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        councils = Organ.objects.filter(tenant=body, role=OrganKind.COUNCIL)
        self.fields["organ"].queryset = councils  # type: ignore[attr-defined]


class EndForm(ActForm):
    """The last day of a member."""

    do = "end"
    last_day = forms.DateField(label=_("Laatste dag"), widget=DateInput)


class AreaForm(ActForm):
    """A village, a municipality or a province that no file names."""

    name = forms.CharField(label=_("Hoe heet het?"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat is het?"), choices=AreaKind.choices, widget=forms.RadioSelect)
    parent = AreaField(
        label=_("Waarin ligt het?"), queryset=Area.objects.none(), required=False, empty_label=_("Nergens in"),
        help_text=_("Een dorp of stad ligt in een gemeente, een gemeente in een provincie."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = Area.objects.exclude(kind=AreaKind.VILLAGE).defer("geometry").order_by("kind", "name")
        self.fields["parent"].queryset = within  # type: ignore[attr-defined]


class AreaNameForm(ActForm):
    """How an area is called."""

    name = forms.CharField(label=_("Hoe heet het?"), max_length=120)
