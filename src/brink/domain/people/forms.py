"""Forms of the desk page about people. Each carries the key of its act, so that sending twice counts once."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.body_forms import groups_of
from brink.domain.people.models import Account, Body, CouncilGroup, Organ, Person
from brink.domain.people.queries import at_the_desk, contact_areas, executives
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.organs import SEATED
from brink.foundation.visibility import Role
from brink.ui.forms import DateInput, needed

DESK_ROLES = (
    (Role.OFFICER.value, _("ambtenaar: werkt aan vragen en antwoorden")),
    (Role.CLERK.value, _("griffie: maakt besluiten van de raad of Staten openbaar")),
    (Role.SECRETARY.value, _("bestuurssecretaris: maakt besluiten van het bestuur openbaar")),
    (Role.MODERATOR.value, _("moderator: leest inbreng na")),
    (Role.ADMIN.value, _("beheerder: geeft rollen")),
)


# What somebody can be at once, without a desk: one administrator or office writes it down.
SEATLESS = (
    ("", _("Nog niets")),
    (Role.COUNCIL.value, _("volksvertegenwoordiger")),
    (Role.EXECUTIVE.value, _("bestuurder")),
    (Role.CHAIR.value, _("commissaris of burgemeester")),
    (Role.COMMITTEE.value, _("bijzonder commissielid")),
    (Role.GROUP_STAFF.value, _("fractiemedewerker")),
    (Role.RESEARCHER.value, _("onderzoeker")),
)


class StaffForm(ActForm):
    """A form of this page: it says which act it is (`do`)."""

    do = ""

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        self.body = body
        kwargs.setdefault("auto_id", f"{self.do}-%s")
        kwargs["initial"] = {"starts": clock.today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class PersonForm(StaffForm):
    """Somebody by whom the body is known, with the address to come in with."""

    do = "person"
    name = forms.CharField(label=_("Naam"), max_length=120)
    login = forms.EmailField(
        label=_("E-mailadres om in te loggen"), required=False, help_text=_("Alleen beheerders zien dit adres.")
    )
    email = forms.EmailField(label=_("Openbaar e-mailadres"), required=False)
    phone = forms.CharField(label=_("Openbaar telefoonnummer"), required=False, max_length=30)
    role = forms.ChoiceField(
        label=_("Wat is deze persoon?"), choices=SEATLESS, required=False,
        help_text=_("Dit geeft geen toegang tot de balie. Een rol aan de balie vraagt u apart aan."),
    )  # fmt: skip
    organ = needed(
        forms.ModelChoiceField(
            label=_("Bij welk orgaan?"), queryset=Organ.objects.none(), required=False, empty_label=_("Kies")
        ),
        _("nodig als u zegt wat deze persoon is"),
    )
    group = needed(
        forms.ModelChoiceField(
            label=_("Voor welke fractie?"), queryset=CouncilGroup.objects.none(), required=False,
            empty_label=_("Geen fractie"),
        ),
        _("nodig bij een fractiemedewerker"),
    )  # fmt: skip
    starts = forms.DateField(label=_("Vanaf welke dag"), widget=DateInput, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, body=body, **kwargs)
        self.fields["organ"].queryset = Organ.objects.filter(tenant=body, role__in=SEATED)  # type: ignore[attr-defined]
        self.fields["group"].queryset = groups_of(body)  # type: ignore[attr-defined]


class RoleForm(StaffForm):
    """A request for a role at the desk."""

    do = "role"
    person = forms.ModelChoiceField(label=_("Voor wie"), queryset=Person.objects.none(), empty_label=_("Kies iemand"))
    role = forms.ChoiceField(label=_("Welke rol"), choices=DESK_ROLES, widget=forms.RadioSelect)
    organ = forms.ModelChoiceField(label=_("Bij welk team"), queryset=Organ.objects.none(), empty_label=_("Kies"))
    reason = forms.CharField(label=_("Waarom is dit nodig?"), max_length=200)
    starts = forms.DateField(label=_("Vanaf welke dag"), widget=DateInput)
    ends = forms.DateField(label=_("Tot en met welke dag"), widget=DateInput, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, body=body, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(tenant=body, account__isnull=False)  # type: ignore[attr-defined]
        self.fields["organ"].queryset = Organ.objects.filter(tenant=body)  # type: ignore[attr-defined]


class ContactForm(StaffForm):
    """Who is the contact of an area from a day on; takes over from whoever is it now."""

    do = "contact"
    area = AreaField(label=_("Welk gebied"), queryset=Area.objects.none(), empty_label=_("Kies"))
    person = forms.ModelChoiceField(label=_("Wie"), queryset=Person.objects.none(), empty_label=_("Kies iemand"))
    starts = forms.DateField(label=_("Vanaf welke dag"), widget=DateInput)
    expectation = forms.CharField(
        label=_("Wat kunnen mensen vragen, en wanneer krijgen zij antwoord?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, body=body, **kwargs)
        self.fields["person"].queryset = executives(body)  # type: ignore[attr-defined]
        self.fields["area"].queryset = contact_areas(body)  # type: ignore[attr-defined]


class TeamForm(ActForm):
    """How a team is called, and who is in it."""

    name = forms.CharField(label=_("Hoe heet het team?"), max_length=120)
    members = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Wie zitten erin?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Iedereen leest deze namen bij wat het team doet."),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = Person.objects.filter(tenant=body)  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {"name": self.cleaned_data["name"], "members": tuple(self.cleaned_data["members"])}


class AssignForm(ActForm):
    """Whose work something is: of a colleague, or of nobody in particular."""

    person = forms.ModelChoiceField(
        Account.objects.none(), label=_("Wie pakt dit op?"), required=False, empty_label=_("Niemand in het bijzonder")
    )

    def __init__(self, *args: Any, tenant_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = at_the_desk(tenant_id)  # type: ignore[attr-defined]


class AbsenceForm(ActForm):
    """When one is away, and who takes one's work."""

    substitute = forms.ModelChoiceField(
        Account.objects.none(), label=_("Wie neemt uw werk over?"), empty_label=_("Kies een collega")
    )
    starts = forms.DateField(label=_("Eerste dag"), widget=DateInput)
    ends = forms.DateField(label=_("Laatste dag"), widget=DateInput)

    def __init__(self, *args: Any, body: Body, but: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = at_the_desk(body.pk).exclude(pk=but)  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {name: self.cleaned_data[name] for name in ("substitute", "starts", "ends")}
