"""The forms of the wizard: subject, choice from the kader, and the room statement with its boundaries."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.framework.models import Framework, Phase, Scale
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ, Person
from brink.domain.places.area_fields import AreaField, AreasField
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.queries import search
from brink.domain.processes.forms.fields import DayField, EurosField, LinesField
from brink.domain.processes.models import Boundary, Process, RoomStatement, Theme
from brink.foundation.organs import DECIDING
from brink.ui.forms import needed

AREA = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})


class SubjectForm(ActForm):
    """Step 1: what it is about, where, and whether residents take part."""

    title = forms.CharField(
        label=_("Waar gaat het over?"),
        max_length=160,
        help_text=_("Een korte titel, zoals ‘Wonen in kleine dorpen’."),
        error_messages={"required": _("Geef het proces een titel.")},
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("Thema"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één thema.")},
    )
    areas = needed(
        AreasField(
            Area.objects.none(), label=_("In welk gebied?"), widget=forms.CheckboxSelectMultiple, required=False
        ),
        _("kies hier, of vul hieronder een dorp of stad in"),
    )
    villages = needed(
        forms.CharField(
            label=_("Dorp of stad"), required=False, help_text=_("Meer dan één? Zet er komma’s tussen."), max_length=500
        ),
        _("nodig als u hierboven geen gebied kiest"),
    )
    participation = forms.TypedChoiceField(
        label=_("Doen inwoners mee?"),
        choices=(("ja", _("Ja, inwoners doen mee")), ("nee", _("Nee, inwoners doen niet mee"))),
        coerce=lambda value: value == "ja",
        initial="ja",
        widget=forms.RadioSelect,
        help_text=_("Dit is het participatiebesluit. Het wordt openbaar, met de reden erbij."),
    )
    ground = needed(
        forms.CharField(
            label=_("Waar steunt dit besluit op?"),
            max_length=200,
            required=False,
            help_text=_("Bijvoorbeeld: participatieverordening, artikel 3."),
        ),
        _("nodig voor het op de site komt"),
    )
    motivation = needed(
        forms.CharField(label=_("Waarom wel of niet?"), required=False, max_length=5_000, widget=SHORT),
        _("nodig voor het op de site komt"),
    )
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Contactpersoon"), empty_label=None)
    lead = forms.ChoiceField(
        label=_("Wie trekt dit?"), choices=Process.Lead.choices, initial=Process.Lead.GOVERNMENT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    dossier = forms.CharField(
        label=_("Dossier"),
        max_length=160,
        required=False,
        help_text=_("Zo staan processen over één onderwerp bij elkaar."),
    )
    predecessor = forms.ModelChoiceField(
        Process.objects.none(), label=_("Volgt op"), required=False, empty_label=_("Op geen eerder proces")
    )

    def __init__(self, *args: Any, body: Body, process: Process | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wide = Q(kind=AreaKind.PROVINCE) | Q(kind=AreaKind.MUNICIPALITY)
        if body.area_id is not None:
            wide &= Q(pk=body.area_id) | Q(parent=body.area_id)
        if not body.governs:
            mine = [one for one in Process.Lead.choices if one[0] != Process.Lead.GOVERNMENT]
            self.fields["lead"].choices = mine  # type: ignore[attr-defined]
            self.fields["lead"].initial = Process.Lead.SOCIETY
        people = Person.objects.filter(tenant=body)
        earlier = Process.objects.filter(tenant=body).order_by("title")
        if process is not None:
            earlier = earlier.exclude(pk=process.pk)
        for name, rows in (("areas", Area.objects.filter(wide).defer("geometry")), ("owner", people)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["predecessor"].queryset = earlier  # type: ignore[attr-defined]
        if process is not None and process.participation_at is not None:
            for name in ("participation", "ground", "motivation"):
                del self.fields[name]

    def clean_villages(self) -> list[Area]:
        """Find each village by its name."""
        found = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["villages"].split(","))):
            areas = search(name, limit=3, kinds=frozenset({AreaKind.VILLAGE}))
            if not areas:
                raise forms.ValidationError(_("Wij kennen ‘%(name)s’ niet. Kijk hoe u het schrijft.") % {"name": name})
            if areas[0].name.casefold() != name.casefold():
                message = _("Wij kennen ‘%(name)s’ niet. Bedoelt u %(other)s?")
                raise forms.ValidationError(message % {"name": name, "other": areas[0].name})
            found.append(areas[0])
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for a place in one of two ways."""
        cleaned = super().clean() or {}
        if not self.errors.get("villages") and not cleaned.get("areas") and not cleaned.get("villages"):
            self.add_error("areas", _("Kies een gebied, of vul een dorp of stad in."))
        return cleaned


class ChoiceForm(ActForm):
    """Step 2: scale, phase and level, from the kader that the process pins."""

    scale = forms.ModelChoiceField(
        Scale.objects.none(), label=_("Op welke schaal?"), widget=forms.RadioSelect, empty_label=None
    )
    phase = forms.ModelChoiceField(
        Phase.objects.none(), label=_("In welke fase?"), widget=forms.RadioSelect, empty_label=None
    )
    level = forms.ChoiceField(label=_("Hoeveel hebben inwoners te zeggen?"), choices=Level.choices,
                              widget=forms.RadioSelect)  # fmt: skip

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        level.choices = [(one.value, capfirst(f"{one.label}. {PROMISES[one]}")) for one in Level]  # type: ignore[attr-defined]
        self.fields["scale"].queryset = framework.scales.all()  # type: ignore[attr-defined]
        self.fields["phase"].queryset = framework.phases.all()  # type: ignore[attr-defined]
        self.fields["scale"].label_from_instance = self._scale_label  # type: ignore[attr-defined]
        self.fields["phase"].label_from_instance = self._phase_label  # type: ignore[attr-defined]

    @staticmethod
    def _phase_label(phase: Phase) -> str:
        return capfirst(f"{phase.name}: {phase.purpose}")

    @staticmethod
    def _scale_label(scale: Scale) -> str:
        said = _("%(name)s: %(table)s. Gesprek over %(talk)s.")
        return capfirst(said % {"name": scale.name, "table": scale.table, "talk": scale.talk})


class RoomForm(ActForm):
    """Step 3: the room statement. Nothing is required here; the checklist says what publication needs."""

    question = forms.CharField(
        label=_("De vraag"), max_length=300, widget=SHORT, help_text=_("Eén duidelijke vraag, hoogstens 25 woorden.")
    )
    audience = forms.CharField(label=_("Voor wie is de vraag?"), max_length=200)
    summary = forms.CharField(
        label=_("In het kort"), max_length=5_000, widget=AREA, help_text=_("Hoogstens 120 woorden, in gewone taal.")
    )
    summary_reason = forms.CharField(
        label=_("Waarom blijft de tekst zo?"),
        max_length=200,
        help_text=_("Alleen als de tekst moeilijk leest en dat niet anders kan."),
    )
    level = forms.ChoiceField(
        label=_("Hoeveel hebben inwoners te zeggen?"), choices=[("", _("Nog niet gekozen")), *Level.choices]
    )
    promise = forms.CharField(
        label=_("Wat belooft u nog meer?"), max_length=5_000, widget=SHORT,
        help_text=_("De belofte van het niveau staat er al. U kunt haar alleen sterker maken."),
    )  # fmt: skip
    already_decided = forms.BooleanField(label=_("Het besluit is al genomen"))
    decider = forms.ModelChoiceField(Organ.objects.none(), label=_("Wie beslist?"), empty_label=_("Nog niet gekozen"))
    decision_on = DayField(label=_("Wanneer valt het besluit?"))
    reply_on = DayField(label=_("Wanneer heeft iedereen uiterlijk antwoord?"))
    reply_within = forms.IntegerField(label=_("Binnen hoeveel werkdagen antwoordt u?"), min_value=1, max_value=60)
    reply_form = forms.CharField(
        label=_("Hoe geeft u antwoord?"), max_length=200, help_text=_("Bijvoorbeeld: op de site, en per brief.")
    )
    contact = forms.ModelChoiceField(
        Person.objects.none(), label=_("Bij wie kunnen mensen terecht?"), empty_label=_("Nog niet gekozen")
    )
    open_points = LinesField(label=_("Waarover mogen mensen meepraten?"), help_text=_("Eén punt per regel."))
    closed_points = LinesField(
        label=_("Waarover niet, en waarom?"), help_text=_("Eén punt per regel, met de reden erbij.")
    )
    all_open = forms.BooleanField(label=_("Alles ligt open"))
    money_cents = EurosField(label=_("Hoeveel geld is er?"), help_text=_("In euro’s."))
    money_covers = forms.CharField(label=_("Wat moet daarvan betaald worden?"), max_length=200)
    groundwork = forms.CharField(label=_("Wat is er al gedaan of besloten?"), max_length=5_000, widget=AREA)
    plan = forms.CharField(label=_("Wie spreekt wanneer, en wat doet u ermee?"), max_length=5_000, widget=AREA)
    our_effort = forms.CharField(label=_("Wat doet u zelf?"), max_length=5_000, widget=SHORT)
    your_effort = forms.CharField(label=_("Wat vraagt u van mensen die meedoen?"), max_length=5_000, widget=SHORT)
    small_print = forms.CharField(label=_("Wat geldt er verder?"), max_length=5_000, widget=SHORT)
    internal = forms.CharField(
        label=_("Wat mag het bestuur doen zonder terug te komen bij de volksvertegenwoordiging?"),
        max_length=5_000, widget=SHORT,
    )  # fmt: skip
    change_reason = forms.CharField(
        label=_("Waarom verandert de speelruimte?"), max_length=5_000, widget=SHORT,
        help_text=_("Iedereen die meedeed, leest dit."),
    )  # fmt: skip

    PARTS = (
        ("vraag", _("De vraag"), ("change_reason", "question", "audience", "summary", "summary_reason")),
        ("niveau", _("Hoeveel te zeggen"), ("level", "promise", "already_decided")),
        (
            "besluit",
            _("Wie beslist, en wanneer"),
            ("decider", "decision_on", "reply_on", "reply_within", "reply_form", "contact"),
        ),
        ("open", _("Wat open ligt en wat niet"), ("open_points", "closed_points", "all_open")),
    )
    LATER = (
        ("geld", _("Geld"), ("money_cents", "money_covers")),
        ("verhaal", _("Het verhaal erbij"), ("groundwork", "plan", "our_effort", "your_effort", "small_print")),
        ("intern", _("Tussen bestuur en volksvertegenwoordiging"), ("internal",)),
    )

    NEEDED = (
        "question", "summary", "level", "decider", "decision_on", "reply_on", "reply_within", "contact", "open_points",
    )  # fmt: skip
    use_required_attribute = False

    def __init__(self, *args: Any, room: RoomStatement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs, people = Organ.objects.filter(tenant=room.tenant_id), Person.objects.filter(tenant=room.tenant_id)
        self.fields["decider"].queryset = organs.filter(role__in=DECIDING)  # type: ignore[attr-defined]
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = False
        if room.version == 1:
            del self.fields["change_reason"]
        # A standing question answers within so many days of the words; another one by a day.
        for name in ("decision_on", "reply_on") if room.process.standing else ("reply_within",):
            del self.fields[name]

    def mark_needed(self) -> None:
        """Leave "mag leeg blijven" away where publication needs an answer. For showing only: call after checking."""
        for name in self.fields.keys() & set(self.NEEDED):
            self.fields[name].required = True

    def changes(self) -> dict[str, Any]:
        """Return what was filled in, as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}


class BoundaryForm(forms.Form):
    """One limit of the room; an empty one is left out."""

    subject = forms.CharField(label=_("Onderwerp"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Soort"), choices=Boundary.Kind.choices, required=False, widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Waar komt hij vandaan?"), choices=Boundary.Source.choices, required=False)
    explanation = forms.CharField(label=_("Uitleg in gewone taal"), max_length=2_000, required=False, widget=SHORT)
    reference = forms.CharField(label=_("Waar is dat te vinden?"), max_length=200, required=False)
    mover = needed(
        forms.CharField(label=_("Wie mag hem verschuiven?"), max_length=120, required=False),
        _("nodig bij een grens die kan schuiven"),
    )
    since = DayField(label=_("Sinds wanneer geldt hij?"), required=False)
    review_on = DayField(label=_("Wanneer kijkt u opnieuw?"), required=False)
    area = AreaField(label=_("Geldt hij op één plek?"), queryset=Area.objects.none(), required=False)

    def __init__(self, *args: Any, areas: QuerySet[Area] | None = None, **kwargs: Any) -> None:
        """Make the form of a limit of a question about these areas."""
        super().__init__(*args, **kwargs)
        if areas is not None:
            self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def mark_needed(self) -> None:
        """Leave "mag leeg blijven" away where a limit needs an answer. For showing only: call after checking."""
        for name in ("subject", "kind", "source", "explanation"):
            self.fields[name].required = True

    def filled(self) -> bool:
        """Tell whether anybody wrote something here."""
        return any(self.cleaned_data.get(name) for name in ("subject", "explanation", "reference", "mover"))

    def clean(self) -> dict[str, Any]:
        """Ask of a limit with words a subject, a kind and an explanation."""
        cleaned = super().clean() or {}
        if self.filled():
            for name, message in (
                ("subject", _("Geef deze grens een onderwerp.")),
                ("kind", _("Kies of deze grens vastligt of kan schuiven.")),
                ("explanation", _("Leg deze grens uit in gewone woorden.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, message)
        return cleaned


BoundaryFormSet = forms.formset_factory(BoundaryForm, extra=2, max_num=30, absolute_max=40, can_delete=True)
