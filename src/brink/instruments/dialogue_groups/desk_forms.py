"""Forms of the desk: groups, evenings, invitations, the check, what the council says of each proposal, and progress."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Person, Team
from brink.domain.processes.forms.fields import DayField, EurosField
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue_groups.models import FrameLine, GroupMember, GroupProposal, Naming, QuarterReport
from brink.instruments.dialogue_groups.queries import may_break_silence
from brink.instruments.dialogue_groups.round_settings import MemberKind
from brink.instruments.dialogue_groups.services.adopting import NamedAnswer
from brink.instruments.dialogue_groups.services.carrying_out import ReportFacts
from brink.instruments.dialogue_groups.services.checking import LineFit
from brink.instruments.dialogue_groups.services.council_frame import RaiseFacts
from brink.instruments.dialogue_groups.services.members import Invited
from brink.instruments.dialogue_groups.states import quarter_of, quarters
from brink.ui.forms import needed

_SHORT = forms.Textarea(attrs={"rows": 2})


class GroupForm(ActForm):
    """A group beside the others."""

    title = forms.CharField(
        label=_("Thema"), max_length=120, error_messages={"required": _("Geef de groep een thema.")}
    )
    task = forms.CharField(label=_("Opdracht"), required=False, max_length=300, widget=_SHORT)


class EveningForm(ActForm):
    """An evening of a group."""

    on = DayField(label=_("Wanneer?"), error_messages={"required": _("Kies de dag van de avond.")})
    place = forms.CharField(
        label=_("Waar?"), max_length=160, error_messages={"required": _("Schrijf op waar de groep samenkomt.")}
    )


class AccountForm(ActForm):
    """What an evening was about."""

    account = forms.CharField(
        label=_("Waar ging het over?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waar het over ging.")},
    )  # fmt: skip


class InviteForm(ActForm):
    """Somebody who is invited into a group."""

    kind = forms.ChoiceField(label=_("Wie nodigt u uit?"), choices=MemberKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Alleen de balie leest deze naam."),
        error_messages={"required": _("Vul de naam in. Alleen de balie leest hem.")},
    )  # fmt: skip
    institution = needed(
        forms.CharField(label=_("Naam van de instelling of het bedrijf"), required=False, max_length=120,
                        help_text=_("Deze naam staat op de site.")),
        _("nodig bij een instelling of bedrijf"),
    )  # fmt: skip
    email = forms.CharField(label=_("E-mail"), required=False, max_length=254)
    host = forms.BooleanField(label=_("Is gastheer of gastvrouw van de groep"), required=False)

    @property
    def who(self) -> Invited:
        """Return what was typed."""
        return Invited(**{name: self.cleaned_data[name] for name in ("kind", "name", "email", "institution", "host")})


class RaiseForm(ActForm):
    """A later decision of the council on one amount."""

    ceiling_cents = EurosField(label=_("Nieuw bedrag"), help_text=_("Hoger dan nu. Lager kan niet meer."))
    adopted_on = DayField(label=_("Wanneer heeft de raad dit besloten?"))
    reference = forms.CharField(label=_("Waar staat dat besluit?"), max_length=160)
    reason = forms.CharField(label=_("Waarom?"), max_length=1_000, widget=_SHORT)

    def clean_ceiling_cents(self) -> int:
        """Refuse nothing."""
        cents: int | None = self.cleaned_data["ceiling_cents"]
        if cents is None:
            raise forms.ValidationError(_("Vul het nieuwe bedrag in."))
        return cents

    @property
    def facts(self) -> RaiseFacts:
        """Return what was typed."""
        names = ("ceiling_cents", "adopted_on", "reference", "reason")
        return RaiseFacts(**{name: self.cleaned_data[name] for name in names})


class InterventionForm(ActForm):
    """Who of council or executive spoke while the groups were at work."""

    person = forms.ModelChoiceField(label=_("Wie?"), queryset=Person.objects.none())
    on = DayField(label=_("Wanneer?"))
    said = forms.CharField(label=_("Wat is er gezegd of gedaan?"), max_length=300, widget=_SHORT)
    reason = forms.CharField(label=_("Waarom was dit nodig?"), max_length=1_000, widget=_SHORT)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = may_break_silence(round)


class CheckForm(ActForm):
    """What is found at each bound and principle of the frame; amounts are compared by the machine."""

    def __init__(self, *args: Any, lines: Sequence[FrameLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"fits-{line.number}"] = forms.ChoiceField(
                label=gettext("Lijn %(number)s: %(title)s") % {"number": line.number, "title": line.title},
                choices=(("ja", _("past")), ("nee", _("past niet"))), widget=forms.RadioSelect,
                error_messages={"required": _("Zeg of het voorstel bij deze lijn past.")},
            )  # fmt: skip
            self.fields[f"reason-{line.number}"] = forms.CharField(
                label=gettext("Waarom? (lijn %(number)s)") % {"number": line.number}, max_length=500, widget=_SHORT,
                error_messages={"required": _("Schrijf in een zin waarom. Iedereen leest dit.")},
            )  # fmt: skip

    @property
    def line_fits(self) -> tuple[LineFit, ...]:
        """Return what was found at each line."""
        data = self.cleaned_data
        return tuple(
            LineFit(one.number, data[f"fits-{one.number}"] == "ja", data[f"reason-{one.number}"]) for one in self.lines
        )


def _known_as(member: GroupMember) -> str:
    """Return by which number and, as long as it is known, name the desk knows a member."""
    return f"{member.number}. {member.name or member.shown}"


class OwnerForm(ActForm):
    """Who carries a proposal from now on."""

    owner = forms.ModelChoiceField(label=_("Wie trekt het voorstel?"), queryset=GroupMember.objects.none())

    def __init__(self, *args: Any, proposal: GroupProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = GroupMember.objects.filter(group=proposal.group_id, left_at=None).order_by("number")
        self.fields["owner"].label_from_instance = _known_as  # type: ignore[attr-defined]


class NamingForm(ActForm):
    """What the council does with each proposal: each has its own answer; there is no field for all at once."""

    def __init__(
        self, *args: Any, proposals: Sequence[GroupProposal], lines: Sequence[FrameLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        broken = [("", _("geen")), *((str(one.number), f"{one.number}. {one.title}") for one in lines)]
        for one in proposals:
            at = one.number
            self.fields[f"answer-{at}"] = forms.ChoiceField(
                label=gettext("Voorstel %(number)s: %(title)s") % {"number": at, "title": one.name},
                choices=Naming.Answer.choices, widget=forms.RadioSelect,
                error_messages={"required": _("Noem dit voorstel: zeg wat de raad ermee doet.")},
            )  # fmt: skip
            self.fields[f"reason-{at}"] = needed(
                forms.CharField(label=gettext("Waarom? (voorstel %(number)s)") % {"number": at}, required=False,
                                max_length=1_000, widget=_SHORT),
                _("nodig als het anders wordt of niet doorgaat"),
            )  # fmt: skip
            if one.fits:
                self.fields[f"breach-{at}"] = needed(
                    forms.ChoiceField(label=gettext("Welke lijn breekt voorstel %(number)s toch?") % {"number": at},
                                      choices=broken, required=False),
                    _("nodig als het past en toch niet doorgaat"),
                )  # fmt: skip
            self.fields[f"minority-{at}"] = needed(
                forms.CharField(
                    label=gettext("Wat heeft de raad met de minderheid gedaan? (voorstel %(number)s)") % {"number": at},
                    required=False, max_length=1_000, widget=_SHORT,
                ),
                _("nodig als iemand in de groep het anders zag"),
            )  # fmt: skip

    @property
    def answers(self) -> tuple[NamedAnswer, ...]:
        """Return what was said of each."""
        data = self.cleaned_data
        return tuple(
            NamedAnswer(
                one.number, data[f"answer-{one.number}"], data[f"reason-{one.number}"],
                int(data.get(f"breach-{one.number}") or 0), data[f"minority-{one.number}"],
            )
            for one in self.proposals
        )  # fmt: skip


class StartForm(ActForm):
    """Who carries a proposal out, and by when it is there."""

    owner = forms.ModelChoiceField(label=_("Welk team voert het uit?"), queryset=Team.objects.none())
    due_on = DayField(label=_("Wanneer is het klaar?"))

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Team.objects.filter(tenant=round.tenant_id).order_by("name")


class ReportForm(ActForm):
    """How it goes in one quarter."""

    quarter = forms.ChoiceField(label=_("Over welk kwartaal?"))
    stand = forms.ChoiceField(label=_("Hoe staat het ervoor?"), choices=QuarterReport.Stand.choices,
                              widget=forms.RadioSelect)  # fmt: skip
    spent_cents = EurosField(label=_("Wat is er in dit kwartaal uitgegeven?"), required=False)
    account = forms.CharField(
        label=_("Hoe gaat het, en wat komt er nu?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Iedereen leest dit."),
        error_messages={"required": _("Schrijf op hoe het gaat. Iedereen leest dit.")},
    )  # fmt: skip

    def __init__(self, *args: Any, proposal: GroupProposal, reported: set[tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = proposal.carrying_out.created_at.astimezone(clock.AMSTERDAM).date()
        today = clock.today()
        known = [*quarters(begun, today), quarter_of(today)]
        field = self.fields["quarter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (f"{year}-{quarter}", gettext("kwartaal %(quarter)s van %(year)s") % {"quarter": quarter, "year": year})
            for year, quarter in known if (year, quarter) not in reported
        ]  # fmt: skip

    @property
    def facts(self) -> ReportFacts:
        """Return what was typed."""
        data = self.cleaned_data
        year, _dash, quarter = data["quarter"].partition("-")
        return ReportFacts(int(year), int(quarter), data["stand"], data["account"], data["spent_cents"] or 0)


class StopForm(ActForm):
    """Why a proposal stops."""

    reason = forms.CharField(
        label=_("Waarom stopt dit voorstel?"), max_length=1_000, widget=_SHORT,
        error_messages={"required": _("Schrijf op waarom het stopt. Iedereen leest dit.")},
    )  # fmt: skip
