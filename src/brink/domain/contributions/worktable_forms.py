"""Forms of the worktable: the sieve that narrows it, what is done with what was ticked, and notes for colleagues."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Channel
from brink.domain.contributions.queries.worktable import MINE, NONE, SOME, Options
from brink.domain.people.act_forms import ActForm, shown
from brink.domain.people.models import Account
from brink.domain.places.area_fields import AreaField
from brink.domain.places.models import Area
from brink.domain.processes.models import Process

DAY_NAMES = {
    "vandaag": _("vandaag"), "gisteren": _("sinds gisteren"), "week": _("deze week"), "maand": _("deze maand"),
}  # fmt: skip
STATES = [
    ("air", _("nog geen antwoord")),
    ("loose", _("nog geen bundel")),
    ("waiting", _("wacht op controle")),
    ("hidden", _("verborgen")),
    ("reopened", _("gever zegt: klopt niet")),
    ("late", _("antwoord te laat")),
]


class SieveForm(forms.Form):
    """Narrowing the worktable. A field that holds nonsense narrows nothing, and is not said among what narrows."""

    # Without a limit: what is too long is cut by the search, and never leaves the list as it was.
    q = forms.CharField(
        label=_("Zoek"),
        help_text=_("in woorden, code, naam of telefoon"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    area = AreaField(Area.objects.none(), label=_("Plaats"), required=False, empty_label=_("Alle"))
    theme = forms.ChoiceField(label=_("Thema"), required=False)
    day = forms.ChoiceField(label=_("Dag"), required=False, choices=[("", _("Alle")), *DAY_NAMES.items()])
    channel = forms.ChoiceField(label=_("Kanaal"), required=False, choices=[("", _("Alle")), *Channel.choices])
    bundle = forms.ChoiceField(label=_("Bundel"), required=False)
    instrument = forms.ChoiceField(label=_("Manier"), required=False)
    process = forms.ModelChoiceField(Process.objects.none(), label=_("Vraag"), required=False, empty_label=_("Alle"))
    state = forms.ChoiceField(label=_("Waar op het pad"), required=False, choices=[("", _("Alle")), *STATES])
    person = forms.ChoiceField(label=_("Wie pakt het op"), required=False)

    FIRST: ClassVar[tuple[str, ...]] = ("q", "area", "theme", "day", "channel", "bundle", "instrument")
    MORE: ClassVar[tuple[str, ...]] = ("process", "state", "person")

    def __init__(self, *args: Any, options: Options, colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bundles = [(str(one.pk), f"{one.number}. {one.title}") for one in options.bundles]
        people = [(str(one.pk), one.name) for one in colleagues]
        self._choose("bundle", [(NONE, _("geen bundel")), (SOME, _("in een bundel")), *bundles])
        self._choose("instrument", options.instruments)
        self._choose("person", [(MINE, _("ik")), (NONE, _("nog niemand")), *people])
        self._choose("theme", [(str(one.pk), one.name) for one in options.themes])
        for name, rows in (("area", options.areas), ("process", options.processes)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Alle")), *choices]

    @cached_property
    def wish(self) -> dict[str, Any]:
        """Return what narrows the list: the fields that hold something."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    @property
    def first(self) -> list[forms.BoundField]:
        """Return the fields that stand in the row."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """Return the fields that few people need."""
        return [self[name] for name in self.MORE]

    @property
    def more_on(self) -> bool:
        """Tell whether one of those narrows the list."""
        return any(name in self.wish for name in self.MORE)

    def said(self) -> list[str]:
        """Say in words what narrows the list."""
        told = []
        for name, value in self.wish.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                told.append(str(value))
            elif isinstance(field, forms.ChoiceField):
                told.append(shown(field, value))
            else:
                told.append(_now("‘%(words)s’") % {"words": value})
        return told


class TickedForm(ActForm):
    """What is done with what was ticked: into a bundle (there, or new with this name), to somebody, a theme."""

    title = forms.CharField(label=_("Naam van de nieuwe bundel"), required=False, max_length=160)


class StaffNoteForm(ActForm):
    """A note for colleagues."""

    reads_along = False

    text = forms.CharField(
        label=_("Notitie voor collega’s"),
        help_text=_("Alleen de balie leest dit."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Schrijf op wat uw collega’s moeten weten.")},
    )
