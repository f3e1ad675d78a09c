"""Forms of the desk: writing down, moderating, bundling, answering, passing on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.hints import HintedForm
from brink.domain.contributions.models import Destination, Moderation, OutcomeCode
from brink.domain.contributions.proof_field import ask_proof
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words
from brink.domain.contributions.services.handover import takers
from brink.domain.contributions.services.splitting import Half
from brink.domain.contributions.services.transcribing import CHANNELS, Consent
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Person
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Round, Theme
from brink.domain.processes.queries.lists import places_of
from brink.ui.forms import DateInput, needed

OWN_WAY = (OutcomeCode.ELSEWHERE, OutcomeCode.COLLECTIVE)


class NoteForm(HintedForm, ActForm):
    """Words that came by phone, at a table, on paper, by post or by e-mail. Fast: three fields suffice."""

    reads_along = False

    watched: ClassVar[tuple[str, ...]] = ("verbatim", "title")
    channel = forms.ChoiceField(label=_("Hoe kwam het binnen?"), choices=CHANNELS, widget=forms.RadioSelect)
    verbatim = forms.CharField(
        label=_("Wat is er gezegd?"),
        help_text=_("Schrijf het op zoals het werd gezegd."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf op wat er is gezegd.")},
    )
    publish = forms.BooleanField(label=_("De gever vindt het goed dat dit op de site komt"), required=False)
    heard_on = forms.DateField(label=_("Op welke dag?"), widget=DateInput)
    printed_code = forms.CharField(
        label=_("Code op het formulier"), help_text=_("Alleen bij papier met een code."), required=False, max_length=120
    )
    title = forms.CharField(label=_("Titel"), required=False, max_length=120)
    summary = forms.CharField(
        label=_("Uw samenvatting"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5000
    )
    note_taker = forms.CharField(
        label=_("Wie heeft het opgeschreven?"), help_text=_("Leeg: uw eigen naam."), required=False, max_length=120
    )
    read_back = forms.BooleanField(label=_("Voorgelezen, en de gever zei: het klopt"), required=False)
    quote = forms.BooleanField(label=_("Mag worden aangehaald, bijvoorbeeld in een voorstel"), required=False)
    public_name = forms.CharField(
        label=_("Naam bij de woorden"), help_text=_("Leeg: zonder naam."), required=False, max_length=80
    )
    area = AreaField(Area.objects.none(), label=_("Plaats"), required=False, empty_label=_("Onbekend"))
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Thema"), required=False, empty_label=_("Onbekend"))
    name = forms.CharField(label=_("Naam van de gever"), required=False, max_length=120)
    phone = forms.CharField(label=_("Telefoon van de gever"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail van de gever"), required=False)
    address = forms.CharField(label=_("Adres van de gever"), required=False, max_length=300)

    FIRST = ("channel", "verbatim", "publish", "sure")
    MORE = ("heard_on", "printed_code", "title", "summary", "note_taker", "read_back", "quote", "area", "theme")
    GIVER = ("public_name", "name", "phone", "email", "address")

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_proof(self, round)
        self._choose("area", places_of(round.process))
        self._choose("theme", round.process.themes.all())

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def words(self, kind: str) -> Words:
        """Return what the form says, as words to be given."""
        data = self.cleaned_data
        return Words(
            kind=kind,
            publicity="named" if data["public_name"] else "pseudonym",
            **{
                name: data[name]
                for name in (
                    "channel", "verbatim", "title", "summary", "note_taker", "heard_on", "read_back", "public_name",
                    "name", "phone", "email", "address",
                )
            },
        )  # fmt: skip

    def consent(self) -> Consent:
        """Return what the giver agreed to."""
        return Consent(publish=self.cleaned_data["publish"], quote=self.cleaned_data["quote"])


class ModerateForm(ActForm):
    """Show or hide, with the reason that the giver reads."""

    to = forms.ChoiceField(choices=Moderation.choices)
    reason = needed(
        forms.CharField(label=_("Reden"), help_text=_("De gever leest dit."), required=False, max_length=1000),
        _("nodig bij verbergen"),
    )


class ManyForm(ActForm):
    """Show or hide many at once with one reason, after it was said what that will do. The ticks stand in the page."""

    to = forms.ChoiceField(choices=((Moderation.SHOWN, Moderation.SHOWN), (Moderation.HIDDEN, Moderation.HIDDEN)))
    reason = needed(
        forms.CharField(
            label=_("Eén reden voor alles wat u aanvinkt"), required=False, max_length=1000,
            help_text=_("Elke gever leest dit."),
        ),
        _("nodig bij verbergen"),
    )  # fmt: skip


class AppealAnswerForm(ActForm):
    """Answer a request for a second look."""

    granted = forms.ChoiceField(
        label=_("Wat vindt u?"),
        choices=[("yes", _("Toon de woorden weer")), ("no", _("Laat ze verborgen"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Uw antwoord aan de gever"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class RevisionForm(ActForm):
    """Change what the public reads; the words as given are kept."""

    reads_along = False

    text = forms.CharField(label=_("Tekst op de site"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    reason = forms.CharField(label=_("Waarom"), help_text=_("De gever leest dit."), max_length=200)


class HandOverForm(ActForm):
    """Pass words on to another government."""

    to_body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Naar welke overheid?"),
        error_messages={"required": _("Kies een overheid."),
                        "invalid_choice": _("Deze overheid neemt nu geen woorden over. Kies een andere overheid.")},
    )  # fmt: skip
    receiver = forms.CharField(label=_("Wie pakt het daar op?"), max_length=120)
    reason = forms.CharField(
        label=_("Waarom"), help_text=_("De gever leest dit."), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, tenant_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = takers(tenant_id)

    @cached_property
    def offers(self) -> bool:
        """Tell whether there is a body that takes words now; a form that was sent is always shown with its words."""
        field = self.fields["to_body"]
        assert isinstance(field, forms.ModelChoiceField)
        return self.is_bound or (field.queryset is not None and field.queryset.exists())


class TakingForm(ActForm):
    """Whether a body takes words that others pass on."""

    takes = forms.ChoiceField(
        label=_("Neemt u woorden over van andere overheden?"),
        choices=[("yes", _("Ja, andere overheden kunnen woorden aan ons doorgeven")),
                 ("no", _("Nee, nu niet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )  # fmt: skip


class SplitForm(ActForm):
    """Which sentence is about which subject, and what to call each of the two."""

    first = forms.CharField(
        label=_("Het eerste onderwerp"), help_text=_("De gever leest dit. Bijvoorbeeld: de bus."), max_length=120,
        error_messages={"required": _("Schrijf in een paar woorden op waar dit deel over gaat.")},
    )  # fmt: skip
    second = forms.CharField(
        label=_("Het tweede onderwerp"), help_text=_("De gever leest dit. Bijvoorbeeld: het zwembad."), max_length=120,
        error_messages={"required": _("Schrijf in een paar woorden op waar dit deel over gaat.")},
    )  # fmt: skip
    where = forms.ChoiceField(
        label=_("Wie geeft antwoord op het tweede onderwerp?"), widget=forms.RadioSelect, initial="here",
        error_messages={"required": _("Kies wie antwoord geeft op het tweede onderwerp.")},
    )  # fmt: skip
    CHOICES = (("first", _("eerste onderwerp")), ("second", _("tweede onderwerp")), ("both", _("allebei")))

    def __init__(self, *args: Any, pieces: Sequence[str], sender: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = tuple(pieces)
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = [("here", _("Wij zelf (daarna kunt u het doorgeven)"))]
        if sender:
            where.choices = [*where.choices, ("back", _("Het gaat terug naar %(body)s") % {"body": sender})]
        for place, text in enumerate(self.pieces):
            self.fields[f"sentence_{place}"] = forms.ChoiceField(
                label=f"‘{text}’", choices=self.CHOICES, widget=forms.RadioSelect,
                error_messages={"required": _("Kies bij welk onderwerp deze zin hoort.")},
            )  # fmt: skip
        self.order_fields([*(f"sentence_{place}" for place in range(len(self.pieces))), "first", "second", "where"])

    def half(self, name: str) -> Half:
        """Return one of the two subjects with its sentences."""
        data = self.cleaned_data
        places = (place for place in range(len(self.pieces)) if data[f"sentence_{place}"] in (name, "both"))
        return Half(data[name], tuple(places))


class CallForm(ActForm):
    """A call that was made: on which day, and whether somebody was reached."""

    reads_along = False

    on = forms.DateField(
        label=_("Gebeld op"), widget=DateInput,
        error_messages={"required": _("Kies de dag waarop u heeft gebeld."),
                        "invalid": _("Kies een dag, zoals 29-11-2026.")},
    )  # fmt: skip
    reached = forms.ChoiceField(
        label=_("Heeft u de gever gesproken?"), choices=[("yes", _("Ja")), ("no", _("Nee"))],
        widget=forms.RadioSelect, error_messages={"required": _("Kies of u de gever heeft gesproken.")},
    )  # fmt: skip


class LettersForm(ActForm):
    """Who gets a letter."""

    voices = forms.MultipleChoiceField(
        label=_("Wie krijgt een brief?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één gever met een adres.")},
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voices"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(offered)


class PostedForm(ActForm):
    """The day on which letters were posted."""

    on = forms.DateField(
        label=_("Op de post gedaan op"), widget=DateInput,
        error_messages={"required": _("Kies de dag waarop de brieven op de post gingen."),
                        "invalid": _("Kies een dag, zoals 29-11-2026.")},
    )  # fmt: skip


class UnreachedForm(ActForm):
    """Why some givers were not reached."""

    reason = forms.CharField(
        label=_("Waarom lukt het niet om deze mensen te bereiken?"), help_text=_("Iedereen leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        error_messages={"required": _("Schrijf op waarom u deze mensen niet heeft bereikt.")},
    )  # fmt: skip


class LayForm(ActForm):
    """Lay ticked words together: in a bundle that is there, or in a new one with this name."""

    title = forms.CharField(label=_("Naam van de bundel"), required=False, max_length=160)


class BundleForm(ActForm):
    """Name of a bundle, and what these people say."""

    title = forms.CharField(label=_("Naam van de bundel"), help_text=_("Wat zeggen deze mensen?"), max_length=160)
    summary = forms.CharField(
        label=_("In het kort"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerDraftForm(ActForm):
    """What happened with these words, why, and where it can be found."""

    outcome = forms.ChoiceField(
        label=_("Wat gebeurde ermee?"),
        choices=[(value, label) for value, label in OutcomeCode.choices if value not in OWN_WAY],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er met deze woorden gebeurde.")},
    )
    reason = forms.CharField(
        label=_("De reden"),
        help_text=_("Minstens één zin. De gever leest dit naast de eigen woorden."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf de reden op, in minstens één zin.")},
    )
    not_adopted = needed(
        forms.CharField(label=_("Wat niet, en waarom"), required=False, widget=forms.Textarea(attrs={"rows": 2})),
        _("nodig bij ‘deels overgenomen’"),
    )
    destination = needed(
        forms.ModelChoiceField(
            Destination.objects.none(), label=_("Waar is het terug te vinden?"), required=False,
            empty_label=_("Kies een plek"),
        ),
        _("kies hier, of schrijf hieronder een plek op"),
    )  # fmt: skip
    place = needed(
        forms.CharField(label=_("Of schrijf de plek op"), required=False, max_length=200),
        _("nodig als u hierboven niets kiest"),
    )
    parked_until = needed(
        forms.DateField(label=_("Bewaard tot"), required=False, widget=DateInput), _("nodig bij ‘bewaard’")
    )
    signed_by = forms.ModelChoiceField(Person.objects.none(), label=_("Wie tekent?"), required=False)
    change_reason = needed(
        forms.CharField(label=_("Waarom verandert het antwoord?"), required=False, max_length=1000),
        _("nodig als er al een antwoord lag"),
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        own_way = OWN_WAY if process.withdrawn_at else {*OWN_WAY, OutcomeCode.STOPPED}
        outcome.choices = [(value, label) for value, label in OutcomeCode.choices if value not in own_way]
        for name, rows in (
            ("destination", Destination.objects.filter(tenant_id=process.tenant_id, process=process)),
            ("signed_by", Person.objects.filter(tenant_id=process.tenant_id)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    @property
    def seen_answer(self) -> str:
        """Return which answer lay there when the form was drawn: its key, or "none"."""
        return str(self.data.get(self.add_prefix("version"), "")).partition(":")[0] or "none"

    def draft(self, destination: Destination | None) -> AnswerDraft:
        """Return the draft; `destination` is the chosen or newly written place."""
        data = self.cleaned_data
        return AnswerDraft(
            outcome=data["outcome"],
            reason=data["reason"],
            not_adopted=data["not_adopted"],
            destination=destination,
            parked_until=data["parked_until"],
            signed_by=data["signed_by"],
        )


class ReasonForm(ActForm):
    """Why a question was stopped, or why words go back: one reason that givers read."""

    reason = forms.CharField(label=_("De reden"), widget=forms.Textarea(attrs={"rows": 3}))


class RoundAnswerForm(ActForm):
    """One sentence for everybody whose voice lands with the round; each reads what became of every part of it."""

    reason = forms.CharField(label=_("Antwoord aan wie meedeed"), widget=forms.Textarea(attrs={"rows": 2}))
